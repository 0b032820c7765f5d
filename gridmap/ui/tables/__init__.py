"""Tables of every kind of feature: sorted, filtered, edited in place, joined with the map."""
