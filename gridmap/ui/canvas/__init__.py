"""The map on the screen: a worker paints an oversized picture, the widget only shows and moves it."""
