"""Tables made from the data of libraries once for an installation, and kept in files."""
