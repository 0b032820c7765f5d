"""The parts of a PDF file put on the disk: streams as they are, small objects packed together.

Thousands of links and outline entries are text that repeats itself; packed and compressed (object
streams, PDF 1.5) they take a tenth of the room. Only what is packed is kept until the end.
"""

from __future__ import annotations

import struct
import zlib
from typing import IO, Final

VERSION: Final = (1, 5)
"""The first version of PDF with object streams."""

_TOGETHER: Final = 200
"""Objects in one pack: a reader has to unpack all of them to see one."""

_LEVEL: Final = 6
_ROW: Final = struct.Struct(">BIH")
_FREE, _PLAIN, _PACKED = 0, 1, 2


class PackedFile:
    """A PDF file in the making: objects are numbered from 1, in the order in which they come."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._at = 0
        self._rows: list[tuple[int, int, int]] = [(_FREE, 0, 65535)]
        self._packs: list[bytes] = []
        self._open: list[tuple[int, bytes]] = []
        self._put(b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % VERSION)

    def add(self, body: bytes) -> None:
        """Add the next object: what stands between obj and endobj."""
        number = len(self._rows)
        if body.rstrip().endswith(b"endstream"):
            self._rows.append((_PLAIN, self._at, 0))
            self._put(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            return
        self._rows.append((_PACKED, len(self._packs), len(self._open)))
        self._open.append((number, body))
        if len(self._open) == _TOGETHER:
            self._close_pack()

    def finish(self, *, root: bytes, info: bytes, file_id: bytes) -> None:
        """Write the packs and the table of all objects; nothing can be added any more.

        `root` and `info` are references such as b"1 0 R", `file_id` the array that tells files
        apart.
        """
        self._close_pack()
        first = len(self._rows)
        rows = [
            (kind, where + first, at) if kind == _PACKED else (kind, where, at)
            for kind, where, at in self._rows
        ]
        for number, pack in enumerate(self._packs, start=first):
            rows.append((_PLAIN, self._at, 0))
            self._put(b"%d 0 obj\n%s\nendobj\n" % (number, pack))
        begin = self._at
        rows.append((_PLAIN, begin, 0))
        table = zlib.compress(b"".join(_ROW.pack(*row) for row in rows), _LEVEL)
        head = b"/Type/XRef/Size %d/W[1 4 2]/Root %s/Info %s/ID %s" % (
            len(rows), root, info, file_id
        )  # fmt: skip
        self._put(b"%d 0 obj\n%s\nendobj\n" % (len(rows) - 1, _stream(head, table)))
        self._put(b"startxref\n%d\n%%%%EOF\n" % begin)

    def _close_pack(self) -> None:
        if not self._open:
            return
        places, at = [], 0
        for number, body in self._open:
            places.append(b"%d %d" % (number, at))
            at += len(body) + 1
        index = b" ".join(places) + b"\n"
        data = zlib.compress(index + b"\n".join(body for _, body in self._open), _LEVEL)
        head = b"/Type/ObjStm/N %d/First %d" % (len(self._open), len(index))
        self._packs.append(_stream(head, data))
        self._open = []

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._at += len(data)


def _stream(head: bytes, data: bytes) -> bytes:
    """Return a compressed stream with its dictionary."""
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (head, len(data), data)
