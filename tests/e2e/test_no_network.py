"""The whole path, from files to an atlas, without one attempt to reach a network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

SCRIPT = """
import sys

attempts = []
watched = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}


def hook(event, args):
    if event in watched:
        attempts.append((event, args))


sys.addaudithook(hook)
from gridmap.cli import main

for line in COMMANDS:
    assert main(line) == 0, line
import pyproj

assert not pyproj.network.is_network_enabled()
assert not attempts, attempts
"""

OUTLINE = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"柳溪村"},'
    '"geometry":{"type":"Polygon","coordinates":[[[104,35],[104.01,35],[104.01,35.01],[104,35]]]}}]}'
)


def test_files_become_an_atlas_without_a_word_to_the_network(tmp_path: Path) -> None:
    (tmp_path / "villages.geojson").write_text(OUTLINE, "utf-8")
    (tmp_path / "houses.csv").write_text("x,y,门牌,户主\n104.005,35.004,1,王小明\n", "utf-8")
    commands = [
        ["new", "p.gpkg", "--name", "云岭镇"],
        ["import", "p.gpkg", "villages.geojson", "--as", "villages"],
        ["import", "p.gpkg", "houses.csv", "--as", "households", "--crs", "4326"],
        ["check", "p.gpkg"],
        ["atlas", "p.gpkg", "--out", "atlas.pdf"],
    ]
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PROJ_NETWORK="ON")
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT.replace("COMMANDS", repr(commands))],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert (tmp_path / "atlas.pdf").exists()
