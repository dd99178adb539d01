"""What a page states about itself: JSON-LD, metadata, and the lines that it prints around its text."""
