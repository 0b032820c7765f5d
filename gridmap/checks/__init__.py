"""What is wrong with the data, one rule per file."""
