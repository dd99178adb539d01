"""The search for stories in JSON that follows no news standard."""
