"""The guided task: first steps on a practice copy, ticked off by what the user really does."""
