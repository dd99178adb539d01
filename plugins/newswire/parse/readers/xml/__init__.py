"""The reading of XML from outside, within limits, with repair of its usual defects."""
