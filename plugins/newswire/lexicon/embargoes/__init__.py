"""The words of embargoes, and the times that they name."""
