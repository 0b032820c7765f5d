"""`python -m gridmap` is the same as `gridmap`."""

from gridmap.cli import main

raise SystemExit(main())
