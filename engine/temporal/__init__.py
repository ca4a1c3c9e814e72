"""The Temporal server that comes with the product: getting its program, and keeping it running."""
