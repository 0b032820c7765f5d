"""Finished booklets put on the sheets of a printer: which page stands where, and how large."""
