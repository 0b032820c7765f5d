"""Files that come in: readers that give a Changeset and an ImportReport."""
