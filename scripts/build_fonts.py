"""Make the fonts that GridMap ships from the Noto fonts (SIL OFL 1.1).

And the tables read from them.

    python scripts/build_fonts.py [--noto /usr/share/fonts] [--out gridmap/resources/fonts]

reportlab and many viewers want TrueType outlines; Noto Sans CJK has cubic ones. Each glyph is
converted to quadratic curves (fontTools cu2qu, within one unit of a thousand), Hangul is left out,
and the result has a name of its own, as the licence asks. Debian packages: fonts-noto-cjk, fonts-
noto-core, fonts-noto-extra. Takes about two minutes; the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import BasePen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

MAIN = "GridMap Sans SC"
CJK_FILES = {"Regular": "NotoSansCJK-Regular.ttc", "Bold": "NotoSansCJK-Bold.ttc"}
CJK_FACE = "Noto Sans CJK SC"
FALLBACKS = {
    "GridMap Thaana": "NotoSansThaana",
    "GridMap Arabic": "NotoSansArabic",
    "GridMap Devanagari": "NotoSansDevanagari",
}
HANGUL = ((0x1100, 0x11FF), (0x3131, 0x318E), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC))
SYMBOL_GLYPHS = "独护残童困帮医转北"
EPOCH_2026 = 3850000000
"""A fixed creation time in seconds since 1904, so that the same input gives the same bytes."""

LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
MAX_ERROR_UNITS = 1.0


def main() -> None:
    """Make everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--noto", type=Path, default=Path("/usr/share/fonts"))
    parser.add_argument("--out", type=Path, default=Path("gridmap/resources/fonts"))
    arguments = parser.parse_args()
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    for weight, source_name in CJK_FILES.items():
        source = cjk_face(found(arguments.noto, source_name))
        print(f"{MAIN} {weight} ...", flush=True)
        build_main(source, weight).save(out / file_name(MAIN, weight))
        if weight == "Bold":
            write_symbol_glyphs(source, out.parent / "symbol_glyphs.json")
    for family, stem in FALLBACKS.items():
        for weight in CJK_FILES:
            font = build_fallback(found(arguments.noto, f"{stem}-{weight}.ttf"), family, weight)
            font.save(out / file_name(family, weight))
    write_metrics(out)
    for path in sorted(out.iterdir()):
        print(f"{path.stat().st_size:>10,} {path.name}")


def found(folder: Path, name: str) -> Path:
    """Return the file of that name somewhere under a folder; stop where there is none."""
    for path in sorted(folder.rglob(name)):
        return path
    raise SystemExit(f"{name} is not under {folder}. Install fonts-noto-cjk, fonts-noto-core.")


def file_name(family: str, weight: str) -> str:
    """Return the file name of one shipped font."""
    return f"{family.replace(' ', '')}-{weight}.ttf"


def cjk_face(path: Path) -> TTFont:
    """Return the simplified Chinese face of a collection."""
    for font in TTCollection(path, lazy=True).fonts:
        if font["name"].getDebugName(4).startswith(CJK_FACE):
            return font
    raise SystemExit(f"{path} holds no {CJK_FACE}.")


def wanted(code: int) -> bool:
    """Return whether a character of the source goes into the main font."""
    return not any(first <= code <= last for first, last in HANGUL)


def build_main(source: TTFont, weight: str) -> TTFont:
    """Return the main font: the wanted characters of the source with quadratic outlines."""
    source_cmap = {code: name for code, name in source.getBestCmap().items() if wanted(code)}
    order = [".notdef", *sorted(set(source_cmap.values()) - {".notdef"})]
    new_name = {old: f"g{index}" if index else ".notdef" for index, old in enumerate(order)}
    glyph_set = source.getGlyphSet()
    glyphs, metrics = {}, {}
    for old in order:
        pen = TTGlyphPen(None)
        glyph_set[old].draw(Cu2QuPen(pen, MAX_ERROR_UNITS, reverse_direction=True))
        glyph = pen.glyph()
        glyphs[new_name[old]] = glyph
        left = min((x for x, _ in glyph.coordinates), default=0) if glyph.numberOfContours else 0
        metrics[new_name[old]] = (glyph_set[old].width, left)
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder([new_name[old] for old in order])
    builder.setupCharacterMap({code: new_name[old] for code, old in source_cmap.items()})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    hhea = source["hhea"]
    builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
    builder.setupNameTable(names(MAIN, weight, source))
    builder.setupOS2(
        sTypoAscender=880,
        sTypoDescender=-120,
        usWinAscent=hhea.ascent,
        usWinDescent=-hhea.descent,
        sCapHeight=source["OS/2"].sCapHeight,
        sxHeight=source["OS/2"].sxHeight,
        usWeightClass=700 if weight == "Bold" else 400,
        fsSelection=0x20 if weight == "Bold" else 0x40,
    )
    builder.setupPost(keepGlyphNames=False)
    return fixed_time(builder.font, weight)


def names(family: str, weight: str, source: TTFont) -> dict[str, str]:
    """Return the name table of a shipped font, with the notice of the font it was made from."""
    notice = source["name"].getDebugName(0) or ""
    return {
        "copyright": f"{notice} Modified for GridMap: outlines converted, characters selected.",
        "familyName": family,
        "styleName": weight,
        "uniqueFontIdentifier": f"{family} {weight} 1.0",
        "fullName": f"{family} {weight}",
        "psName": file_name(family, weight).removesuffix(".ttf"),
        "version": "Version 1.000",
        "licenseDescription": LICENCE,
        "licenseInfoURL": "https://openfontlicense.org",
    }


def fixed_time(font: TTFont, weight: str) -> TTFont:
    """Return the font with a fixed time of making and the weight marked in its header."""
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = EPOCH_2026
    font["head"].macStyle = 1 if weight == "Bold" else 0
    return font


def build_fallback(path: Path, family: str, weight: str) -> TTFont:
    """Return a font for one script: all its glyphs and shaping rules, no hints, no components."""
    font = TTFont(path)
    options = subset.Options(
        layout_features=["*"],
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        drop_tables=["DSIG", "STAT", "meta"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    glyph_set, table = font.getGlyphSet(), font["glyf"]
    for name in font.getGlyphOrder():
        if table[name].isComposite():
            recording, pen = DecomposingRecordingPen(glyph_set), TTGlyphPen(None)
            glyph_set[name].draw(recording)
            recording.replay(pen)
            table[name] = pen.glyph()
    own = FontBuilder(font=font)
    own.setupNameTable(names(family, weight, font))
    return fixed_time(font, weight)


def write_metrics(out: Path) -> None:
    """Write metrics.npz: per character its font, its glyphs, its widths and how low and high it is.

    In thousandths of an em; the lowest and the highest of both weights.
    """
    rows: dict[int, tuple[int, ...]] = {}
    for number, family in enumerate([MAIN, *FALLBACKS]):
        fonts = [TTFont(out / file_name(family, weight)) for weight in CJK_FILES]
        cmaps = [font.getBestCmap() for font in fonts]
        for code in sorted(set(cmaps[0]) & set(cmaps[1]) - set(rows)):
            glyphs = [font.getGlyphID(cmap[code]) for font, cmap in zip(fonts, cmaps, strict=True)]
            widths = [
                round(font["hmtx"][cmap[code]][0] * 1000 / font["head"].unitsPerEm)
                for font, cmap in zip(fonts, cmaps, strict=True)
            ]
            inks = [_low_high(font, cmap[code]) for font, cmap in zip(fonts, cmaps, strict=True)]
            low, high = min(ink[0] for ink in inks), max(ink[1] for ink in inks)
            rows[code] = (code, number, *widths, *glyphs, low, high)
    table = np.array([rows[code] for code in sorted(rows)], dtype=np.int64)
    columns = ("font", "regular", "bold", "regular_glyph", "bold_glyph", "low", "high")
    kinds = (np.uint8, np.uint16, np.uint16, np.uint16, np.uint16, np.int16, np.int16)
    np.savez_compressed(
        out / "metrics.npz",
        code=table[:, 0].astype(np.uint32),
        **{
            name: table[:, index + 1].astype(kind)
            for index, (name, kind) in enumerate(zip(columns, kinds, strict=True))
        },
    )
    print(f"{len(table):,} characters")


def _low_high(font: TTFont, name: str) -> tuple[int, int]:
    """Return how low and how high a glyph's ink reaches, in thousandths of an em, rounded away."""
    glyph, em = font["glyf"][name], font["head"].unitsPerEm
    low, high = getattr(glyph, "yMin", 0), getattr(glyph, "yMax", 0)
    return math.floor(low * 1000 / em), math.ceil(high * 1000 / em)


class _FlatPen(BasePen):
    """Collects a glyph as rings of points, curves cut into six pieces."""

    def __init__(self, glyph_set: object) -> None:
        super().__init__(glyph_set)
        self.rings: list[list[tuple[int, int]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self.rings.append([(round(pt[0]), round(pt[1]))])

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self.rings[-1].append((round(pt[0]), round(pt[1])))

    def _curveToOne(
        self, p1: tuple[float, float], p2: tuple[float, float], p3: tuple[float, float]
    ) -> None:
        p0 = self._getCurrentPoint()
        for step in range(1, 7):
            t = step / 6
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            self._lineTo(tuple(a * p0[i] + b * p1[i] + c * p2[i] + d * p3[i] for i in (0, 1)))


def write_symbol_glyphs(source: TTFont, path: Path) -> None:
    """Write the outlines of the characters inside the care symbols, in thousandths of an em.

    Y up.
    """
    glyph_set, cmap = source.getGlyphSet(), source.getBestCmap()
    outlines = {}
    for char in SYMBOL_GLYPHS:
        pen = _FlatPen(glyph_set)
        glyph_set[cmap[ord(char)]].draw(pen)
        outlines[char] = pen.rings
    path.write_text(json.dumps(outlines, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
