"""Quality checks after the loads: numbers of a run or a day against its habits, and quiet sources."""
