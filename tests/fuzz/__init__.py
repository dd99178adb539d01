"""Fuzzing of the parsers that is led by coverage (atheris), by a command: CONTRIBUTING.md has it."""
