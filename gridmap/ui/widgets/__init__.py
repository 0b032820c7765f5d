"""Small widgets that forms, tables and dialogs share."""
