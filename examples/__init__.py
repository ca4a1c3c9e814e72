"""Programs to try the product with; nothing of the product needs them."""
