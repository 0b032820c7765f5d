import pytest

from gridmap.i18n import CHINESE, ENGLISH, language, set_language
from gridmap.model.features import MEASURE_STATES, STATUSES, VISIT_RESULTS, VISIT_WAYS
from gridmap.model.state_names import measure_state_name, result_name, status_name, way_name


@pytest.mark.parametrize("code", [CHINESE, ENGLISH])
def test_every_state_has_a_name_of_its_own_in_both_languages(code: str) -> None:
    before = language()
    set_language(code)
    try:
        for codes, name in (
            (STATUSES, status_name),
            (VISIT_WAYS, way_name),
            (VISIT_RESULTS, result_name),
            (MEASURE_STATES, measure_state_name),
        ):
            names = [name(item) for item in codes]
            assert len(set(names)) == len(codes)
            assert all(any(ord(char) > 255 for char in text) for text in names) == (code == CHINESE)
    finally:
        set_language(before)


def test_a_state_from_a_newer_program_keeps_its_code() -> None:
    assert result_name("sung") == "sung"
