import pytest

import collective_impact as ci


@pytest.mark.parametrize(
    ("rater", "role", "expected"),
    [
        (None, None, True),
        ("Anna", None, False),
        ("Anna", "partner", False),
        (None, "partner", False),
        ("Anna", "backbone", True),
        (None, "backbone", True),
        (None, "evaluator", False),
    ],
)
def test_who_assesses_itself(rater, role, expected):
    """A rating by the backbone, or by nobody named, is a self-assessment."""
    assert expected is ci.Evidence(id="e", about="common_agenda", rating=2, rater=rater, rater_role=role).self_assessed
