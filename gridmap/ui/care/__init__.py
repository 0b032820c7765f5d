"""The care mode: people who need visits or help, who looks after them, and their visits."""
