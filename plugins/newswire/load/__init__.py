"""From items to stories: one transaction a run, deciding what is new and writing it with its counts."""
