"""The bytes of a page as a tree: its characters, broken markup, limits."""
