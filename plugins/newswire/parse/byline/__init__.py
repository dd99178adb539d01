"""People read off bylines, and the organisations and people of credit lines."""
