"""The panels around the map: what there is, what is selected, what needs doing."""
