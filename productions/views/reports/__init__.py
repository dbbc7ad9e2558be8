"""Later dates asked for by producers, answered by whoever leads the pôle; and a day of a resource's own."""
