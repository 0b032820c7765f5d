"""Benchmarks: figures and ratios, no tests. `python -m benchmarks [NAME ...]` runs them."""
