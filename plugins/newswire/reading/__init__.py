"""The reading of kept documents: in a run, and again when the lines that their hosts repeat change."""
