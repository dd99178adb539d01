"""Read any XML that comes from outside, within limits, with its usual defects repaired."""
