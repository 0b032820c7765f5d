"""The pictures of a project go along with its copy, each read back before it counts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from gridmap.errors import ProjectFileError
from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.store.connection import reason_of
from gridmap.store.pictures import UNDER_WAY, Picture, kept_pictures, pictures_folder


def copy_pictures(source: Path, target: Path) -> Job[int]:
    """Copy the pictures of a project to another project's; return how many that has now.

    Those of the same content stay as they are, what the source does not have is deleted there: the
    copy prints what the project prints.

    Raises: ProjectFileError that says that the project itself is copied, but not its pictures.
    """
    folder = pictures_folder(target)
    wanted, there = kept_pictures(pictures_folder(source)), kept_pictures(folder)
    same = {(item.name, item.digest, item.is_shown) for item in there}
    missing = [one for one in wanted if (one.name, one.digest, one.is_shown) not in same]
    try:
        for picture in missing:
            yield from _copied(picture, folder)
        for picture in there:
            if picture.name not in {one.name for one in wanted}:
                shutil.rmtree(picture.folder)
    except OSError as error:
        raise ProjectFileError(
            tr(
                "The copy “{path}” is whole, but its pictures below the map could not be copied: "
                "{reason}.",
                path=target,
                reason=reason_of(error),
            ),
            hint=tr("Make room and copy again, or copy the folder “{folder}” yourself.",
                    folder=pictures_folder(source).name),
        ) from error  # fmt: skip
    return len(wanted)


def _copied(picture: Picture, folder: Path) -> Job[None]:
    """Copy one picture under a name of its own, then let it take its place.

    Raises: OSError where it cannot be written or does not read back as it was.
    """
    part = folder / f"{picture.name}{UNDER_WAY}"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        files = sorted(picture.folder.iterdir(), key=lambda file: (file.suffix != ".jpg", file))
        for number, file in enumerate(files):
            yield Progress(number, len(files), tr("Copying {file}", file=picture.source))
            _copy_file(file, part / file.name)
        final = folder / picture.name
        shutil.rmtree(final, ignore_errors=True)
        part.rename(final)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _copy_file(file: Path, target: Path) -> None:
    content = file.read_bytes()
    with target.open("wb") as copy:
        copy.write(content)
        copy.flush()
        os.fsync(copy.fileno())
    if target.read_bytes() != content:
        raise OSError(tr("{file} did not arrive whole", file=target.name))
