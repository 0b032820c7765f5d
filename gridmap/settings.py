"""What the program remembers between runs.

One small JSON file in the user's configuration folder; `GRIDMAP_CONFIG_DIR` names another folder
(tests, portable installations). A damaged file is set aside, never fatal.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

RECENT_KEPT = 10


def config_dir() -> Path:
    """Return the folder that holds the settings file."""
    override = os.environ.get("GRIDMAP_CONFIG_DIR")
    return (
        Path(override)
        if override
        else Path(platformdirs.user_config_dir("gridmap", appauthor=False))
    )


@dataclass(slots=True)
class Settings:
    """Remembered choices. `ui` holds window state and dialog choices by name (JSON values only)."""

    language: str = ""
    author: str = ""
    text_scale: int = 100
    recent: list[str] = field(default_factory=list)
    ui: dict[str, Any] = field(default_factory=dict)

    def remember_project(self, path: Path) -> None:
        """Put a project at the head of the recent list."""
        name = str(path.resolve())
        self.recent = [name, *(item for item in self.recent if item != name)][:RECENT_KEPT]

    def forget_project(self, path: Path) -> None:
        """Take a project off the recent list."""
        self.recent = [item for item in self.recent if item != str(path)]

    def save(self) -> None:
        """Write the file by temporary name and rename; a failure costs only the memory."""
        target = config_dir() / "settings.json"
        part = target.with_suffix(".part")
        with suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), "utf-8")
            part.replace(target)


def load_settings() -> Settings:
    """Return the remembered settings, or fresh ones where there are none or the file is damaged."""
    path = config_dir() / "settings.json"
    try:
        raw = json.loads(path.read_text("utf-8"))
        if not isinstance(raw, dict):
            raise TypeError("not an object")
    except OSError:
        return Settings()
    except (ValueError, TypeError):
        with suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
        return Settings()
    defaults = Settings()
    known = {item.name: raw[item.name] for item in fields(Settings) if item.name in raw}
    settings = Settings(
        **{
            name: value
            for name, value in known.items()
            if type(value) is type(getattr(defaults, name))
        }
    )
    settings.recent = [item for item in settings.recent if isinstance(item, str)]
    return settings
