"""The made-up house of the virtual customer: one module per room, each a list of strokes."""
