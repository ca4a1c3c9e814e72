"""Use cases: what a page or a route may ask for; one use case, one transaction."""
