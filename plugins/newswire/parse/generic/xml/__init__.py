"""Find stories in XML that follows no news standard."""
