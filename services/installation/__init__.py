"""One installation: its folder, the servers that it brings, and what keeps them running."""
