"""The bare minimum that a browser and a relay can do: what our calls are measured beside."""
