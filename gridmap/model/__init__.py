"""What the program knows: features, changes, documents, duties, the catalogue and editions."""
