"""Verbs on the data: a reader and arguments in, a Changeset out. Nothing here writes."""
