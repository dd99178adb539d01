"""The commands that people type, each a module that is imported only when it is asked for."""
