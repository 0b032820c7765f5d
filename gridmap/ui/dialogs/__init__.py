"""The few dialogs: a new project, files that come in, what went wrong, what this program is."""
