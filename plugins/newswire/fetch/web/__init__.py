"""Documents of the web that lead to pages, and the pages that they lead to."""
