"""The boilerplate of web pages: notes of their lines, lines that three stories share, and rulings."""
