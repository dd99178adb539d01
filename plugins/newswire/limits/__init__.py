"""What people write to bound things: levels and thresholds of the quality checks, and cadences of sources."""
