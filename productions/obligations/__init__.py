"""What this room's people owe, told to the calendar's registry."""
