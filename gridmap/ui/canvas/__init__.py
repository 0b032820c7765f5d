"""The map on the screen.

A worker paints an oversized picture, the widget only shows and moves it.
"""
