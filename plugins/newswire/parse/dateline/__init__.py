"""Datelines: place, date, credit and byline off the first line of a story."""
