"""What the mouse and the keys do on the map, one file per tool."""
