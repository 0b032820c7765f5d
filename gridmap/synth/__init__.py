"""A seeded generator of invented townships and counties.

A place to try the program on, with no real person in it.
"""
