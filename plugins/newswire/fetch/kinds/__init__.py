"""One module for each kind of source: its settings in TOML and how it is fetched."""
