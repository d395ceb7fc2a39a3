"""Percentages that can and cannot be, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.measurement._grim import grim


def test_81_percent_of_34_cannot_be():
    """27 of 34 are 79 %, 28 are 82 %; of 32 there are 26."""
    found = grim(81, 34)
    assert (False, ()) == (found.is_possible, found.counts)
    assert "81 % of 34 cannot be: no count of 34 rounds to it" == str(found)
    assert (26,) == grim(81, 32).counts
    assert "81 % of 32 is 26" == str(grim(81, 32))


def test_numbers_nearby():
    """The nearest come first: 26 of 32 and 29 of 36 are 81 %, of 33 and 35 there is none (81.8, 80.0 and 82.9 %)."""
    assert ["26 of 32", "29 of 36"] == [str(fit) for fit in grim(81, 34, within=2).near]
    assert str(grim(81, 34, within=2)).endswith("; 26 of 32; 29 of 36")


def test_halves_may_be_rounded_either_way():
    """1 of 8 is 12.5 %, which some write as 12 and some as 13."""
    assert ((1,), (1,), ()) == (grim(12, 8).counts, grim(13, 8).counts, grim(14, 8).counts)


def test_brown_and_heathers_example():
    """A mean of 5.19 of 28 whole answers cannot be (Brown & Heathers 2017); as percent of 28 hundreds, 5.19 cannot."""
    assert not grim(5.19, 28, 2).is_possible


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 3))
def test_every_count_fits_its_own_percentage(counts, decimals):
    """What was computed from counts and rounded is always possible."""
    count, n = counts
    assert count in grim(round(100 * count / n, decimals), n, decimals).counts


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ((81.5, 34), "percentage"),
        ((101, 34), "percentage"),
        ((float("nan"), 34), "percentage"),
        (("81", 34), "percentage"),
        ((True, 34), "percentage"),
        ((81, 0), "n"),
        ((81, 10**7), "n"),
        ((81, 34, 7), "decimals"),
        ((81, 34, -1), "decimals"),
    ],
)
def test_what_grim_cannot_check(given, what):
    """A percentage has no more decimals than it was rounded to, and it is one of something."""
    with pytest.raises(ci.InvalidValueError) as caught:
        grim(*given)
    assert what == caught.value.what
