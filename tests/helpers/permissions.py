"""Acting as somebody who may not write, for tests that run as root in a container too."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65_534


@contextmanager
def read_only_folder(*files: Path) -> Iterator[Path]:
    """Give a folder with copies of files in which this process may not write while it lasts.

    Root may write everywhere, so root becomes nobody for the while.
    """
    if sys.platform == "win32":
        pytest.skip("folder permissions of this system are different")
    folder = Path(tempfile.mkdtemp(prefix="gridmap-read-only-"))
    was = os.geteuid()
    try:
        for file in files:
            shutil.copy(file, folder)
            (folder / file.name).chmod(0o444)
        folder.chmod(0o555)
        if was == 0:
            os.seteuid(NOBODY)
        yield folder
    finally:
        if was == 0:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)
