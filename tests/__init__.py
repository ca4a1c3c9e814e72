"""The tests; a package, so that `tests/graph` is never taken for `graph`."""
