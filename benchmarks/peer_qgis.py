"""QGIS's own label engine on points and boxes: a script for the Python that QGIS belongs to.

`python3 peer_qgis.py JOBS.json RESULT.json` (QT_QPA_PLATFORM=offscreen). It imports nothing of
GridMap. JOBS.json: {"font": FILE, "family": NAME, "jobs": [{"frame": [l, t, r, b], "half": mm,
"gap": mm, "labels": [{"x", "y", "w", "h", "text"}]}]}, millimetres, y down. The font is made so
that `text` at a size of `h` is exactly `w` wide and `h` high: equal boxes by construction.
RESULT.json: {"version", "results": [{setting: [[l, t, r, b] or null, ...]}]}; every label is placed
by several settings of QGIS, so that the caller can take its best; those "away" stand at the end of
a callout, for which QGIS knows one length at a time. Where QGIS is not installed the
result is {"missing": reason}.
"""

import json
import sys
from pathlib import Path

DPI = 508.0
SETTINGS = {
    "around": {"placement": "AroundPoint", "pins": False},
    "around, pinned symbols": {"placement": "AroundPoint", "pins": True},
    "cartographic": {"placement": "OrderedPositionsAroundPoint", "pins": False},
    "2 mm away": {"placement": "AroundPoint", "pins": True, "away": 2.0},
    "4 mm away": {"placement": "AroundPoint", "pins": True, "away": 4.0},
    "8 mm away": {"placement": "AroundPoint", "pins": True, "away": 8.0},
}
POSITIONS = "R,TR,BR,TSR,BSR,T,B,TSL,BSL,L,TL,BL"


def layer_of(core, name, rows):
    """Return a memory layer of points with the text and size of their labels."""
    layer = core.QgsVectorLayer("Point?field=text:string&field=size:double", name, "memory")
    features = []
    for x_mm, y_mm, text, size_mm in rows:
        feature = core.QgsFeature(layer.fields())
        feature.setGeometry(core.QgsGeometry.fromPointXY(core.QgsPointXY(x_mm, -y_mm)))
        feature.setAttributes([text, size_mm])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def label_settings(core, font, placement, distance_mm, priority):
    """Return settings for one layer: its text in the box font, sized by the feature."""
    chosen = core.QgsPalLayerSettings()
    chosen.fieldName, chosen.isExpression = "text", False
    chosen.placement = getattr(core.QgsPalLayerSettings, placement)
    chosen.dist, chosen.distUnits = distance_mm, core.QgsUnitTypes.RenderMillimeters
    chosen.priority = priority
    chosen.offsetType = core.QgsPalLayerSettings.FromPoint
    text = core.QgsTextFormat()
    text.setFont(font)
    text.setSizeUnit(core.QgsUnitTypes.RenderMillimeters)
    text.setSize(3.0)
    chosen.setFormat(text)
    by_data = core.QgsPropertyCollection()
    by_data.setProperty(core.QgsPalLayerSettings.Size, core.QgsProperty.fromField("size"))
    by_data.setProperty(
        core.QgsPalLayerSettings.PredefinedPositionOrder, core.QgsProperty.fromValue(POSITIONS)
    )
    chosen.setDataDefinedProperties(by_data)
    return chosen


def attach(core, layer, settings, *, half_mm, is_obstacle):
    """Give a layer its label settings and a square symbol, which labels are to avoid."""
    obstacles = core.QgsLabelObstacleSettings()
    obstacles.setIsObstacle(is_obstacle)
    obstacles.setFactor(2.0)
    obstacles.setType(core.QgsLabelObstacleSettings.PolygonWhole)
    settings.setObstacleSettings(obstacles)
    layer.setLabeling(core.QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    symbol = core.QgsMarkerSymbol.createSimple(
        {"name": "square", "size": str(2.0 * half_mm), "outline_style": "no"}
    )
    layer.setRenderer(core.QgsSingleSymbolRenderer(symbol))


def placed(core, size_type, font, job, setting):
    """Return the box of each label of a job by one setting, None where QGIS left it out."""
    half_mm, gap_mm, labels = job["half"], job["gap"], job["labels"]
    rows = [(item["x"], item["y"], item["text"], item["h"]) for item in labels]
    main = layer_of(core, "labels", rows)
    distance_mm = half_mm + setting.get("away", gap_mm)
    chosen = label_settings(core, font, setting["placement"], distance_mm, 5)
    attach(core, main, chosen, half_mm=half_mm, is_obstacle=not setting["pins"])
    layers = [main]
    if setting["pins"] and half_mm > 0:
        # Each symbol as a label that has one place only: what QGIS never lets others overlap.
        side = 2.0 * min(half_mm, 0.7 * (half_mm + gap_mm))
        pins = layer_of(
            core, "symbols", [(item["x"], item["y"], job["square"], side) for item in labels]
        )
        over = label_settings(core, font, "OverPoint", 0.0, 10)
        over.quadOffset = core.QgsPalLayerSettings.QuadrantOver
        attach(core, pins, over, half_mm=half_mm, is_obstacle=False)
        layers.append(pins)
    view = map_of(core, size_type, layers, job["frame"])
    work = core.QgsMapRendererSequentialJob(view)
    work.start()
    work.waitForFinished()
    found = [None] * len(labels)
    for label in work.takeLabelingResults().labelsWithinRect(view.extent()):
        if label.layerID == main.id() and not label.isUnplaced:
            box = label.labelRect
            found[label.featureId - 1] = [
                box.xMinimum(),
                -box.yMaximum(),
                box.xMaximum(),
                -box.yMinimum(),
            ]
    return found


def map_of(core, size_type, layers, frame):
    """Return the settings of a map with its labels placed as well as QGIS can."""
    left, top, right, bottom = frame
    view = core.QgsMapSettings()
    view.setLayers(layers)
    view.setOutputDpi(DPI)
    view.setOutputSize(
        size_type(round((right - left) * DPI / 25.4), round((bottom - top) * DPI / 25.4))
    )
    view.setExtent(core.QgsRectangle(left, -bottom, right, -top))
    engine = core.QgsLabelingEngineSettings()
    engine.setPlacementVersion(core.QgsLabelingEngineSettings.PlacementEngineVersion2)
    engine.setFlag(core.QgsLabelingEngineSettings.UsePartialCandidates, False)
    engine.setNumCandidatePositions(64, 64, 64)
    engine.setMaximumLineCandidatesPerCm(64)
    engine.setMaximumPolygonCandidatesPerCmSquared(64)
    view.setLabelingEngineSettings(engine)
    return view


def main(jobs_file, result_file):
    """Place all jobs by all settings and write the result."""
    try:
        from qgis import core
        from qgis.PyQt.QtCore import QSize
        from qgis.PyQt.QtGui import QFont, QFontDatabase
    except ImportError as error:
        Path(result_file).write_text(json.dumps({"missing": str(error)}), encoding="utf-8")
        return
    task = json.loads(Path(jobs_file).read_text(encoding="utf-8"))
    application = core.QgsApplication([], False)
    application.initQgis()
    QFontDatabase.addApplicationFont(task["font"])
    font = QFont(task["family"])
    results = [
        {name: placed(core, QSize, font, job, setting) for name, setting in SETTINGS.items()}
        for job in task["jobs"]
    ]
    answer = {"version": core.Qgis.QGIS_VERSION, "results": results}
    Path(result_file).write_text(json.dumps(answer), encoding="utf-8")
    application.exitQgis()


if __name__ == "__main__":
    main(*sys.argv[1:3])
