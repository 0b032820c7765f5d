"""Invented townships for practice, tests and benchmarks.

Every person and place in them is made up.
"""
