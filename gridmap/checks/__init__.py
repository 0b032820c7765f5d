"""What is wrong with the data: one rule per file, told in plain words. run.py lists them."""
