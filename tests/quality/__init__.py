"""The tests T1-T9 of the atlas' design, on finished PDF files."""
