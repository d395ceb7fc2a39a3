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


@pytest.mark.parametrize(
    ("decimals", "bands"),
    [
        (1, [("concern", 1.0, 2.9), ("borderline", 3.0, 3.9), ("strength", 4.0, 5.0)]),
        (0, [("low", 1, 2), ("high", 3, 5)]),
        (None, [("low", 1, 3), ("high", 3, 5)]),
        (1, [("all", 1, 5)]),
    ],
)
def test_bands_without_gaps(decimals, bands):
    """Printed bands follow each other by one unit of the last decimal; without rounding they touch."""
    made = [ci.Band(name=name, low=low, high=high) for name, low, high in bands]
    assert [] == list(ci.Banding(bands=made, decimals=decimals).contradictions())


def test_constructs_that_are_not_listed_are_named_by_items_alone():
    """An instrument from before there were constructs stays valid."""
    named = ci.Item(id="q1", construct="trust")
    assert [] == list(ci.Instrument(id="pulse", levels=["no", "yes"], items=[named]).contradictions())
