"""What a calendar shows, on a page or in a feed: milestones, what is owed, what takes place."""
