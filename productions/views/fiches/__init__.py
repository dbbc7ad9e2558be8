"""Pages of the fiches-projet, one module a noun."""
