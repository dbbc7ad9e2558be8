"""What the pages of mails show: their texts, and what left."""
