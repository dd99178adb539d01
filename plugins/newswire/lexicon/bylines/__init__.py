"""The words around the names in bylines and credit lines."""
