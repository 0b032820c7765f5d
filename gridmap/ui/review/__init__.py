"""The review mode: who covers what, how much there is to do, and what a transfer would change."""
