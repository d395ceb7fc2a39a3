"""Many copies at once, beside `attrs.evolve`, which makes one."""

import pickle
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.model._copies import evolved
from collective_impact.model._record import Extra

NUMBERS = st.one_of(st.none(), st.integers(-9, 9), st.floats(allow_nan=False, allow_infinity=False))
NAMES = ("value", "low", "period", "group", "status")
CHANGES = st.fixed_dictionaries(
    {
        "value": NUMBERS,
        "low": NUMBERS,
        "period": st.sampled_from([None, "2018-19", "2018/19", ci.Period.parse("2019"), "2019"]),
        "group": st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=3)),
        "status": st.sampled_from(["actual", "suppressed", ci.ObservationStatus.PROVISIONAL]),
    }
)
FIRST = ci.Observation(value=1, unit="percent")
SECOND = ci.Observation(low=2, level="high", status="provisional", source="a report")


@given(st.lists(st.tuples(st.sampled_from([FIRST, SECOND]), CHANGES), max_size=8))
def test_copies_are_what_evolve_makes_of_each(told):
    """By equality, hash, words, address and what is pickled, whether their originals are one object or several."""
    records, changes = [record for record, _ in told], [change for _, change in told]
    expected = [attrs.evolve(record, **change) for record, change in told]
    actual = evolved(records, **{name: [change[name] for change in changes] for name in NAMES})
    assert expected == actual
    assert list(map(repr, expected)) == list(map(repr, actual))
    assert list(map(hash, expected)) == list(map(hash, actual))
    assert [one.key for one in expected] == [one.key for one in actual]
    assert expected == pickle.loads(pickle.dumps(actual))  # noqa: S301 - our own


def test_copies_keep_what_is_not_changed():
    """Extras, too, which a document has beside the fields."""
    record = ci.Response(instrument="pulse", respondent="x", on="2020-01-02", extras=[Extra(key="x_a", text="1")])
    (copy,) = evolved([record], respondent=["y"])
    assert (date(2020, 1, 2), record.extras, "y") == (copy.on, copy.extras, copy.respondent)


@pytest.mark.parametrize(
    ("field", "item"), [("value", "much"), ("period", "sometime"), ("group", 3), ("status", "new")]
)
def test_copies_pass_the_checks_of_their_fields(field, item):
    """And the error is that of the field."""
    with pytest.raises(InvalidValueError) as one:
        attrs.evolve(FIRST, **{field: item})
    with pytest.raises(InvalidValueError) as many:
        evolved([FIRST, FIRST], **{field: [getattr(FIRST, field), item]})
    assert str(one.value) == str(many.value)


def test_copies_need_as_many_items_as_there_are_records():
    """Fewer would leave fields without anything."""
    with pytest.raises(ValueError, match="1 items for 2 records"):
        evolved([FIRST, FIRST], value=[1])
