"""The interactive review map inside the program: a browser view that reaches nothing outside."""
