"""Papers beside the atlas: poster, wall map, safety cards, day sheet, change page."""
