"""Commands that start, stop and configure an installation."""
