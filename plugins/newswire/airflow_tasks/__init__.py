"""Everything the DAGs call: task bodies, intervals, labels and the listener."""
