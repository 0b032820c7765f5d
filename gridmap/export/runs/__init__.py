"""Editions over time: marks of what was printed, what changed since, only the changed pages."""
