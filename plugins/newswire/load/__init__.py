"""The load: one transaction per run inserts new versions, groups items into stories and counts both."""
