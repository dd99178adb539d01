"""The layout of markup: the columns of its tables, its figures."""
