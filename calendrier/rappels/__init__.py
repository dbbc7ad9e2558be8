"""Which reminders are due on a day, and to whom: read only. `calendrier.services.rappels` writes and sends them."""
