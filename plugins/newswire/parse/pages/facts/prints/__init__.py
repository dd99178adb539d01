"""Read what a page prints of itself: its head, its byline, its day."""
