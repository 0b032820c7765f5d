"""The window: everything that needs Qt. Nothing below imports from here."""
