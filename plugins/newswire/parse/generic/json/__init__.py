"""Find stories in JSON that follows no news standard."""
