"""Text that machines write: files for other machines, and messages around a document."""
