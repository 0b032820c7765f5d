"""Printing from the window: the print desk, the system's dialog, and pages drawn at true size."""
