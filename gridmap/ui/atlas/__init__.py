"""The atlas mode: what is printed, what was printed, and who holds it."""
