"""The project on disk: one transaction per changeset, history, backups."""
