"""The search for stories in XML that follows no news standard."""
