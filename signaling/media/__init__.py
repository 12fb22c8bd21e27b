"""Server-side peers: the virtual customer and what it streams."""
