"""What the pages that join several rooms read, counted in queries that do not grow with the rows."""
