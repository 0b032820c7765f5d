"""PDF files: pages as values, fonts, links, and the writing of the file."""
