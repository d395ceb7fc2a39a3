"""Records that are made of columns equal those that are made one by one."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.whole import EACH_TYPE

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.model._many import made
from collective_impact.model._record import Record

PEOPLE = {
    "id": st.text(max_size=3) | st.just("\ud800"),
    "name": st.none() | st.text(max_size=3),
    "aliases": st.lists(st.text(max_size=2), max_size=2),
    "sector": st.sampled_from([None, "health", ci.Sector.EDUCATION, "healht"]),
    "joined": st.sampled_from([None, "2015-01-10", date(2016, 2, 11), "soon"]),
    "staff_fte": st.sampled_from([None, 1, 1.0, True, 0.0, -0.0, float("nan")]),
    "affected": st.sampled_from([None, True, 1]),
}


def outcome(make):
    """Return what is made, to the last sign; or which fields are refused."""
    try:
        found = make()
    except InvalidValueError as error:
        return error.what
    return found, repr(found), [record.key for record in found], list(map(hash, found))


@given(st.data(), st.sampled_from(sorted(PEOPLE)))
def test_columns_give_what_rows_give(data, other):
    """A class makes the same of a column as of its items, and refuses the same."""
    rows = data.draw(st.lists(st.fixed_dictionaries({name: PEOPLE[name] for name in ("id", other)}), max_size=4))
    columns = {name: [row[name] for row in rows] for name in ("id", other)}
    one_by_one = outcome(lambda: [ci.Stakeholder(**row) for row in rows])
    if isinstance(one_by_one, str):
        with pytest.raises(InvalidValueError, match=rf"Stakeholder\.({'|'.join(columns)})"):
            made(ci.Stakeholder, columns)
    else:
        assert one_by_one == outcome(lambda: made(ci.Stakeholder, columns))


RECORDS = [record for record in EACH_TYPE if isinstance(record, Record)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_every_kind_of_record_can_be_made_of_columns(record):
    """Each field is filled, whatever the kind."""
    kind = type(record)
    columns = {name: [getattr(record, name)] * 2 for name in attrs.fields_dict(kind)}
    assert [record, record] == made(kind, columns)


def test_items_that_are_one_object_are_checked_once():
    """What is spelled once and used a thousand times is made to fit once."""
    spelling = "2015-01-10"
    one, other = made(ci.Stakeholder, {"id": ["a", "b"], "joined": [spelling, spelling]})
    assert date(2015, 1, 10) == one.joined
    assert one.joined is other.joined


def test_fields_without_columns_hold_their_defaults():
    """What is not given is what a record has that it is not given."""
    assert [ci.Observation(value=1), ci.Observation(value=2)] == made(ci.Observation, {"value": [1, 2]})
