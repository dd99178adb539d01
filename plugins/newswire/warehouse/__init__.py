"""The database: the embedded server, the migrations of ``sql/``, and how to connect."""
