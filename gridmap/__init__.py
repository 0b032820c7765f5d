"""GridMap (网格图册): household mapping and village atlases for township offices."""

__version__ = "0.1.0"
