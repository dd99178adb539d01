"""The search for stories in documents that follow no news standard."""
