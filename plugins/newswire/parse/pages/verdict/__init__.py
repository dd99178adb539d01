"""What a page is: a story, a teaser, or the reason why it is none."""
