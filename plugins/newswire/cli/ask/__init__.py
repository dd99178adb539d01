"""Commands that ask the warehouse and show its answers."""
