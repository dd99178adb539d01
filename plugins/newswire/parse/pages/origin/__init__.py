"""Who posts a page, and the agencies that it credits with its text."""
