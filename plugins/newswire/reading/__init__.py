"""The reading of kept documents, in a run and when the lines of their hosts change, and their retention."""
