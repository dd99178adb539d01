"""The commands people type. Each is a module of this package, imported only when it is asked for."""
