"""The encodings of bytes that declare none, or a wrong one, and the repair of damaged UTF-8."""
