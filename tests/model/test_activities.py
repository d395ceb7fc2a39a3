import pytest

import collective_impact as ci

BEFORE, FIRST, WITHIN, LAST, AFTER = "2019-12-31", "2020-01-01", "2020-06-15", "2020-12-31", "2021-01-01"
BOTH = {"starts": FIRST, "ends": LAST}


@pytest.mark.parametrize(
    ("status", "dates", "expected"),
    [
        # what is recorded                       before  first  within last   after
        (None, {}, [None, None, None, None, None]),
        (None, {"starts": FIRST}, [False, None, None, None, None]),
        (None, {"ends": LAST}, [None, None, None, None, False]),
        (None, BOTH, [False, True, True, True, False]),
        ("planned", {}, [False, False, False, False, False]),
        ("planned", {"starts": FIRST}, [False, False, False, False, False]),
        ("planned", BOTH, [False, False, False, False, False]),
        ("under_way", {}, [True, True, True, True, True]),
        ("under_way", {"starts": FIRST}, [False, True, True, True, True]),
        ("under_way", {"ends": LAST}, [True, True, True, True, False]),
        ("under_way", BOTH, [False, True, True, True, False]),
        ("completed", {}, [False, False, False, False, False]),
        ("completed", {"starts": FIRST}, [False, False, False, False, False]),
        ("completed", {"ends": LAST}, [None, None, None, None, False]),
        ("completed", BOTH, [False, True, True, True, False]),
        ("stopped", {}, [False, False, False, False, False]),
        ("stopped", {"starts": FIRST}, [False, False, False, False, False]),
        ("stopped", {"ends": LAST}, [None, None, None, None, False]),
        ("stopped", BOTH, [False, True, True, True, False]),
    ],
    ids=str,
)
def test_whether_an_activity_is_under_way(status, dates, expected):
    """The status says so, or both dates do, or nobody knows; a plan is not under way."""
    activity = ci.Activity(id="a", status=status, **dates)
    assert expected == [activity.under_way(day) for day in (BEFORE, FIRST, WITHIN, LAST, AFTER)]


@pytest.mark.parametrize(
    ("led_by", "partners", "people"),
    [
        (None, [], ()),
        ("a", [], ("a",)),
        (None, ["b", "a"], ("b", "a")),
        ("a", ["b", "a"], ("a", "b")),
    ],
)
def test_the_people_in_an_activity_are_named_once(led_by, partners, people):
    """The lead comes first, and is one person though it is listed as a partner too."""
    assert people == ci.Activity(id="x", led_by=led_by, partners=partners).people
