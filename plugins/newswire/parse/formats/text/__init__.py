"""Plain text and its relatives: stories with a header block, tagged exports and RTF."""
