"""Lists and tables that leave the program: xlsx, csv and printed papers."""
