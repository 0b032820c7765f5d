import gridmap.errors
from gridmap.errors import GridMapError, ProjectFileError, ProjectLockedError

CLASSES = [
    item
    for item in vars(gridmap.errors).values()
    if isinstance(item, type) and issubclass(item, GridMapError)
]


def test_every_kind_of_error_has_its_own_exit_code_and_name() -> None:
    assert len({item.exit_code for item in CLASSES}) == len(CLASSES)
    assert len({item.code for item in CLASSES}) == len(CLASSES)
    assert 0 not in {item.exit_code for item in CLASSES}


def test_an_error_reads_as_one_text() -> None:
    assert str(GridMapError("It is full.", hint="Empty it.")) == "It is full. Empty it."
    assert str(GridMapError("It is full.")) == "It is full."


def test_a_locked_project_is_an_error_of_the_project_file() -> None:
    assert issubclass(ProjectLockedError, ProjectFileError)
