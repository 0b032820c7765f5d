"""The shipped fonts inside a PDF: only the glyphs that are used, with an exact map back to Unicode.

reportlab's own TrueType support parses the whole font in Python, splits it into pieces of 256
characters and writes a wrong Unicode map above U+FFFF. Here a font is one Type 0 font: codes are
row numbers of the metrics table (main font) or glyph numbers (shaped scripts), the file is memory-
mapped and its glyphs are copied, which takes milliseconds.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference

from gridmap.export.pdf.objects import stream
from gridmap.export.pdf.shaping import MAIN, FontKey
from gridmap.layers.metrics import FAMILIES, font_file, load_table

_TABLES: Final = ("head", "hhea", "maxp", "hmtx", "loca", "glyf")
_BLOCK: Final = 100
"""Entries in one block of a Unicode map; the limit of the format."""


class TrueTypeFile:
    """A shipped font file, memory-mapped: its tables, glyph places and widths."""

    def __init__(self, font: FontKey) -> None:
        family, self.bold = font
        self.name = f"{FAMILIES[family].replace(' ', '')}-{'Bold' if self.bold else 'Regular'}"
        with font_file(FAMILIES[family], bold=self.bold).open("rb") as source:
            self._data = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
        count = struct.unpack_from(">H", self._data, 4)[0]
        records = [struct.unpack_from(">4sLLL", self._data, 12 + 16 * i) for i in range(count)]
        self._tables = {tag.decode("ascii"): (start, size) for tag, _, start, size in records}
        head = self.table("head")
        self.units_per_em: int = struct.unpack_from(">H", head, 18)[0]
        self.box: tuple[int, ...] = struct.unpack_from(">4h", head, 36)
        long_places = struct.unpack_from(">h", head, 50)[0] == 1
        places = np.frombuffer(self.table("loca"), dtype=">u4" if long_places else ">u2")
        self.places: NDArray[np.int64] = places.astype(np.int64) * (1 if long_places else 2)
        self.metrics = self._long_metrics()

    def table(self, tag: str) -> bytes:
        """Return a table's bytes."""
        start, size = self._tables[tag]
        return self._data[start : start + size]

    def glyph(self, number: int) -> bytes:
        """Return a glyph's outline data, empty for a space."""
        start = self._tables["glyf"][0]
        first, end = int(self.places[number]), int(self.places[number + 1])
        return self._data[start + first : start + end]

    def _long_metrics(self) -> NDArray[np.int32]:
        """Return advance and left bearing of every glyph, shape (n, 2), in font units."""
        long_count = struct.unpack_from(">H", self.table("hhea"), 34)[0]
        raw, glyphs = self.table("hmtx"), len(self.places) - 1
        full = np.frombuffer(raw[: long_count * 4], dtype=">u2,>i2")
        bearings = np.frombuffer(raw[long_count * 4 :], dtype=">i2")
        metrics = np.empty((glyphs, 2), dtype=np.int32)
        metrics[:long_count, 0], metrics[:long_count, 1] = full["f0"], full["f1"]
        metrics[long_count:, 0] = full["f0"][-1]
        metrics[long_count:, 1] = bearings[: glyphs - long_count]
        return metrics


@cache
def open_font(font: FontKey) -> TrueTypeFile:
    """Return a shipped font; it is opened once in a process."""
    return TrueTypeFile(font)


def subset_file(source: TrueTypeFile, glyphs: Sequence[int]) -> bytes:
    """Return a TrueType file that holds these glyphs, in this order.

    The first must be 0 (.notdef).
    """
    outlines = [source.glyph(number) for number in glyphs]
    padded = [data + b"\0" * (-len(data) % 4) for data in outlines]
    places = np.concatenate([[0], np.cumsum([len(data) for data in padded])]).astype(">u4")
    head = bytearray(source.table("head"))
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    hhea, maxp = bytearray(source.table("hhea")), bytearray(source.table("maxp"))
    struct.pack_into(">H", hhea, 34, len(glyphs))
    struct.pack_into(">H", maxp, 4, len(glyphs))
    metrics = source.metrics[np.asarray(glyphs)]
    hmtx = np.empty(len(glyphs), dtype=">u2,>i2")
    hmtx["f0"], hmtx["f1"] = metrics[:, 0], metrics[:, 1]
    bodies = (
        bytes(head),
        bytes(hhea),
        bytes(maxp),
        hmtx.tobytes(),
        places.tobytes(),
        b"".join(padded),
    )
    return _assembled(dict(zip(_TABLES, bodies, strict=True)))


def _assembled(tables: Mapping[str, bytes]) -> bytes:
    """Return a font file of the given tables, with checksums as OpenType asks."""
    count = len(tables)
    power = count.bit_length() - 1
    span = 16 << power
    header = struct.pack(">LHHHH", 0x00010000, count, span, power, count * 16 - span)
    start = 12 + 16 * count
    records, bodies, head_at = b"", b"", 0
    for tag, body in sorted(tables.items()):
        padded = body + b"\0" * (-len(body) % 4)
        place = start + len(bodies)
        records += struct.pack(">4sLLL", tag.encode(), _checksum(padded), place, len(body))
        head_at = place if tag == "head" else head_at
        bodies += padded
    file = bytearray(header + records + bodies)
    struct.pack_into(">L", file, head_at + 8, (0xB1B0AFBA - _checksum(bytes(file))) & 0xFFFFFFFF)
    return bytes(file)


def _checksum(padded: bytes) -> int:
    return int(np.frombuffer(padded, dtype=">u4").sum(dtype=np.uint64)) & 0xFFFFFFFF


def unicode_map(source: Mapping[int, str]) -> bytes:
    """Return a ToUnicode CMap: UTF-16BE, so that characters above U+FFFF are surrogate pairs."""
    entries = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in sorted(source.items())
        if text
    ]
    blocks = []
    for first in range(0, len(entries), _BLOCK):
        block = entries[first : first + _BLOCK]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + "".join(blocks)
        + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


class EmbeddedFont:
    """One shipped font in one document.

    Remembers what is used and writes itself when the file is saved.
    """

    def __init__(self, font: FontKey, resource: str) -> None:
        self.font = font
        self.resource = resource
        self._source: dict[int, str] = {}

    def use(self, source: Mapping[int, str]) -> None:
        """Remember codes and the text that each stands for."""
        self._source.update(source)

    def addObjects(self, document: Any) -> None:
        """Write the font into the document (called by reportlab)."""
        file = open_font(self.font)
        codes = sorted(self._source) or [0]
        glyphs = [0, *sorted({*self._glyph_of(codes)} - {0})]
        index = {glyph: number for number, glyph in enumerate(glyphs)}
        data = subset_file(file, glyphs)
        tag = hashlib.sha256(data).digest()
        name = "".join(chr(65 + byte % 26) for byte in tag[:6]) + "+" + file.name
        references = {
            "file": document.Reference(stream(data, Length1=len(data))),
            "unicode": document.Reference(stream(unicode_map(self._source))),
            "gids": document.Reference(stream(self._cid_to_gid(codes, index))),
        }
        descriptor = document.Reference(_descriptor(file, name, references["file"]))
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(name),
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
                ),
                "FontDescriptor": descriptor,
                "DW": 1000,
                "W": PDFArray(self._widths(codes)),
                "CIDToGIDMap": references["gids"],
            }
        )
        whole = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": references["unicode"],
            }
        )
        document.idToObject["BasicFonts"].dict[self.resource] = document.Reference(whole)

    def _glyph_of(self, codes: Sequence[int]) -> list[int]:
        family, bold = self.font
        if family != MAIN:
            return list(codes)
        table = load_table()
        column = table.bold_glyph if bold else table.regular_glyph
        glyphs: list[int] = column[list(codes)].tolist()
        return glyphs

    def _cid_to_gid(self, codes: Sequence[int], index: Mapping[int, int]) -> bytes:
        numbers = np.zeros(codes[-1] + 1, dtype=">u2")
        numbers[list(codes)] = [index[glyph] for glyph in self._glyph_of(codes)]
        return numbers.tobytes()

    def _widths(self, codes: Sequence[int]) -> list[Any]:
        """Return the W array: runs of codes that follow each other, with their widths.

        Codes of the default width, 1000, are left out.
        """
        file = open_font(self.font)
        glyphs = np.asarray(self._glyph_of(codes))
        widths = np.rint(file.metrics[glyphs, 0] * 1000 / file.units_per_em).astype(int).tolist()
        result: list[Any] = []
        last = -2
        for code, width in zip(codes, widths, strict=True):
            if width == 1000:
                continue
            if code != last + 1:
                result.extend((code, PDFArray([])))
            result[-1].sequence.append(width)
            last = code
        return result


def _descriptor(file: TrueTypeFile, name: str, program: PDFObjectReference) -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName(name),
            "Flags": 4 | (1 << 18 if file.bold else 0),
            "FontBBox": PDFArray([round(v * 1000 / file.units_per_em) for v in file.box]),
            "ItalicAngle": 0,
            "Ascent": 880,
            "Descent": -120,
            "CapHeight": 733,
            "StemV": 140 if file.bold else 80,
            "FontFile2": program,
        }
    )
