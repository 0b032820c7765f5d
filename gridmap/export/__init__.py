"""What leaves the program on paper. Features arrive only through an EditionView."""
