"""Benchmarks: each prints figures and ratios; nothing here is a test. `python -m benchmarks [NAME ...]` runs them."""
