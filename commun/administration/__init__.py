"""What the administration is made of, before any table registers there: the site, its perimeter, its history."""
