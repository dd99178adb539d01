"""Parsing of kept documents, in the process itself or beside it in processes of its own."""
