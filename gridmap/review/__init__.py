"""Figures for leaders: who covers what, how much there is to do, what would change. No Qt."""
