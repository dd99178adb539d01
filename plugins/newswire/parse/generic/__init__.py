"""Find stories in documents that follow no news standard."""
