"""Plane geometry in metres and coordinate systems; knows no household."""
