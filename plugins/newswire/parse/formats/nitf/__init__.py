"""NITF, the News Industry Text Format: its heading, its content and the fields of its head."""
