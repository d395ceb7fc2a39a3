import pytest

import collective_impact as ci


@pytest.mark.parametrize(
    ("own", "shared", "top"),
    [([], ["no", "yes"], 2), (["never", "rarely", "often"], ["no", "yes"], 3), ([], [], 0)],
)
def test_the_highest_answer(own, shared, top):
    """An item has its own scale, or that of its questionnaire."""
    item = ci.Item(id="q1", levels=own)
    assert top == ci.Instrument(id="pulse", levels=shared, items=[item]).top(item)
