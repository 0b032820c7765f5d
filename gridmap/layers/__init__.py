"""How features are drawn, on any surface, in millimetres."""
