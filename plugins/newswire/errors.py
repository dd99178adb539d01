"""The one ancestor of errors that are for people: their text is all that is shown of them."""


class NewswireError(Exception):
    """Something went wrong outside the program. The text says what, to what, and what to do."""
