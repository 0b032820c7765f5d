"""Parts of a booklet beside maps, indexes and tables: one module a part."""
