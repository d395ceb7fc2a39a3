"""The house decorator, seen through the records that it makes."""

import copy
import enum
import inspect
import pickle
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import get_origin

import attrs
import numpy as np
import pytest
from tests.model.whole import EACH_TYPE, WHOLE

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.model._record import Record, escaped, record, unescaped

EACH = pytest.mark.parametrize("record", EACH_TYPE, ids=lambda record: type(record).__name__)

FIELDS = {
    "Initiative": "id name place population started ended status reason parent agenda stakeholders indicators"
    " activities convenings ties bodies backbone waves instruments responses evidence systems_changes"
    " contribution_claims extents disclosure",
    "Extent": "collection completeness total",
    "CommonAgenda": "problem vision boundaries sources goals principles evaluation_plan adoptions reviews",
    "Adoption": "stakeholder on",
    "Review": "on changed",
    "Goal": "id statement horizon strategy closes_gap_for",
    "Stakeholder": "id name aliases sector kind roles affected capabilities budget staff_fte compensated joined left"
    " funder_position",
    "Indicator": "id name definition definition_version unit levels direction level tier goals baseline target"
    " observations comparisons reporters public_source frequency publication_lag codes",
    "Comparison": "name observations",
    "Code": "vocabulary code",
    "Observation": "period value low high level unit numerator denominator group reporter status source",
    "Period": "start end label",
    "Activity": "id name led_by partners goals advances reinforces capability place starts ends status strategy cost",
    "Reinforcement": "activity confirmed_by",
    "Convening": "id on body status expected attendances head_count facilitator agenda_shared data_reviewed decisions",
    "Attendance": "stakeholder mandated",
    "Tie": "source target kind strength directed status reporter wave",
    "Wave": "id name starts ends invited answered",
    "Body": "id name kind members goals decision_rule",
    "Backbone": "organizations provisions structure staff funding neutral declared_interest",
    "Provision": "function providers confirmed_by",
    "StaffMember": "role fte",
    "Funding": "committed_until recurring",
    "Evidence": "id about rating kind source on rater rater_role note",
    "Instrument": "items levels",
    "Item": "about reverse",
    "Construct": "id name banding",
    "Banding": "bands decimals rounding",
    "Band": "name low high",
    "Response": "respondent organization role wave answers",
    "Answer": "item value reason",
    "SystemsChange": "kind scope formal on evidence",
    "ContributionClaim": "outcome mechanism rival_explanations evidence strength",
    "Money": "amount currency year",
}
"""The fields that other programs may rely on."""


@pytest.mark.parametrize(("name", "fields"), FIELDS.items())
def test_the_fields_of_the_contract_exist(name, fields):
    """A field that other programs rely on keeps its name."""
    assert set() == set(fields.split()) - set(attrs.fields_dict(getattr(ci, name)))


def test_the_examples_cover_every_type():
    """Each type of the contract is among the values that the other tests look at."""
    assert sorted([*FIELDS, "Disclosure"]) == sorted(type(record).__name__ for record in EACH_TYPE)


@EACH
def test_records_are_frozen(record):
    """No field of a record can be set."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(record, attrs.fields(type(record))[-1].name, None)


@EACH
def test_records_take_no_new_attributes(record):
    """A misspelled attribute is an error, not a new attribute."""
    with pytest.raises(AttributeError):
        record.namee = "?"


@EACH
def test_records_are_keyword_only(record):
    """A record cannot be made from values whose order one has to know."""
    with pytest.raises(TypeError):
        type(record)("a", "b")


@EACH
def test_equal_records_have_equal_hashes(record):
    """A record is a key of dictionaries and a member of sets."""
    twin = attrs.evolve(record)
    assert record == twin
    assert {record} == {record, twin}


@EACH
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_records_can_be_pickled(record, protocol):
    """A record goes to another process and comes back equal."""
    assert record == pickle.loads(pickle.dumps(record, protocol))  # noqa: S301 - our own bytes


@EACH
def test_records_can_be_copied(record):
    """Both kinds of copy equal the record."""
    assert record == copy.copy(record) == copy.deepcopy(record)


def test_what_was_read_before_pickling_is_read_again_after_it():
    """Indexes do not travel; they are built anew."""
    WHOLE.find("stakeholders/ymca")
    back = pickle.loads(pickle.dumps(WHOLE))  # noqa: S301 - our own bytes
    assert WHOLE.addresses() == back.addresses()
    assert WHOLE.fingerprint() == back.fingerprint()


@EACH
def test_records_hold_tuples_and_no_mappings(record):
    """Values hold nothing that can be changed behind their back."""
    held = [getattr(record, field.name) for field in attrs.fields(type(record))]
    assert [] == [part for part in held if isinstance(part, Mapping | list | set | bytearray)]


@EACH
def test_fields_that_hold_many_are_annotated_as_tuples(record):
    """What a type promises of its collections is what it holds."""
    fields = attrs.fields(type(record))
    several = [field.name for field in fields if isinstance(getattr(record, field.name), tuple)]
    assert several == [field.name for field in fields if get_origin(field.type) is tuple]


class Colour(str, enum.Enum):  # noqa: UP042 - the older kind, which others still use
    """Somebody else's enumeration of texts."""

    RED = "red"


@pytest.mark.parametrize(
    ("kind", "fields", "name", "expected"),
    [
        (ci.Stakeholder, {"id": "a", "sector": "health"}, "sector", ci.Sector.HEALTH),
        (ci.Stakeholder, {"id": "a", "sector": ci.Sector.HEALTH}, "sector", ci.Sector.HEALTH),
        (ci.Stakeholder, {"id": "a", "joined": "2012-01-31"}, "joined", date(2012, 1, 31)),
        (ci.Stakeholder, {"id": "a", "joined": date(2012, 1, 31)}, "joined", date(2012, 1, 31)),
        (ci.Stakeholder, {"id": "a", "joined": None}, "joined", None),
        (ci.Stakeholder, {"id": "a", "roles": ["funder"]}, "roles", (ci.Role.FUNDER,)),
        (ci.Stakeholder, {"id": "a", "aliases": (name for name in "xy")}, "aliases", ("x", "y")),
        (ci.Stakeholder, {"id": "a", "aliases": {"y", "z", "x"}}, "aliases", ("x", "y", "z")),
        (ci.Stakeholder, {"id": Colour.RED}, "id", "red"),
        (ci.Stakeholder, {"id": "a", "staff_fte": 3}, "staff_fte", 3.0),
        (ci.Stakeholder, {"id": "a", "staff_fte": Fraction(1, 2)}, "staff_fte", 0.5),
        (ci.Observation, {"period": "2018-19"}, "period", ci.Period(start="2018-07-01", end="2019-06-30")),
        (ci.Convening, {"on": "2020-02-29"}, "on", date(2020, 2, 29)),
    ],
)
def test_spellings_are_accepted_where_things_belong(kind, fields, name, expected):
    """Strings stand for enumeration members, dates and periods; any iterable stands for a tuple."""
    value = getattr(kind(**fields), name)
    assert expected == value
    assert type(expected) is type(value)


@pytest.mark.parametrize(
    ("kind", "fields", "what", "wanted"),
    [
        (ci.Stakeholder, {"id": 5}, "Stakeholder.id", "text"),
        (ci.Stakeholder, {"id": None}, "Stakeholder.id", "text"),
        (ci.Stakeholder, {"id": b"a"}, "Stakeholder.id", "text"),
        (ci.Stakeholder, {"id": "\ud800"}, "Stakeholder.id", "lone surrogate"),
        (ci.Stakeholder, {"id": "a", "name": "x\udce9"}, "Stakeholder.name", "lone surrogate"),
        (ci.Stakeholder, {"id": "a", "staff_fte": True}, "Stakeholder.staff_fte", "a number"),
        (ci.Stakeholder, {"id": "a", "staff_fte": "44"}, "Stakeholder.staff_fte", "a number"),
        (ci.Stakeholder, {"id": "a", "staff_fte": 1j}, "Stakeholder.staff_fte", "a number"),
        (ci.Stakeholder, {"id": "a", "staff_fte": float("nan")}, "Stakeholder.staff_fte", "a finite number"),
        (ci.Stakeholder, {"id": "a", "staff_fte": float("-inf")}, "Stakeholder.staff_fte", "a finite number"),
        (ci.Stakeholder, {"id": "a", "staff_fte": 10**400}, "Stakeholder.staff_fte", "a finite number"),
        (ci.Stakeholder, {"id": "a", "affected": 1}, "Stakeholder.affected", "true or false"),
        (ci.Stakeholder, {"id": "a", "affected": "yes"}, "Stakeholder.affected", "true or false"),
        (ci.Stakeholder, {"id": "a", "aliases": "Y"}, "Stakeholder.aliases", "a sequence"),
        (ci.Stakeholder, {"id": "a", "aliases": b"Y"}, "Stakeholder.aliases", "a sequence"),
        (ci.Stakeholder, {"id": "a", "aliases": {"Y": 1}}, "Stakeholder.aliases", "a sequence"),
        (ci.Stakeholder, {"id": "a", "aliases": 7}, "Stakeholder.aliases", "a sequence"),
        (ci.Stakeholder, {"id": "a", "aliases": None}, "Stakeholder.aliases", "a sequence"),
        (ci.Stakeholder, {"id": "a", "aliases": ["Y", 7]}, "Stakeholder.aliases", "text"),
        (ci.Stakeholder, {"id": "a", "sector": "nonprofitt"}, "Stakeholder.sector", "did you mean 'nonprofit'?"),
        (ci.Stakeholder, {"id": "a", "sector": "zzz"}, "Stakeholder.sector", "one of nonprofit, government"),
        (ci.Stakeholder, {"id": "a", "sector": 3}, "Stakeholder.sector", "one of nonprofit, government"),
        (ci.Stakeholder, {"id": "a", "sector": ["health"]}, "Stakeholder.sector", "one of nonprofit, government"),
        (ci.Stakeholder, {"id": "a", "kind": None}, "Stakeholder.kind", "one of organization, informal_group, person"),
        (ci.Stakeholder, {"id": "a", "roles": ["funder", "fun"]}, "Stakeholder.roles", "did you mean 'funder'?"),
        (ci.Stakeholder, {"id": "a", "joined": datetime(2012, 1, 31)}, "Stakeholder.joined", "a date"),  # noqa: DTZ001
        (ci.Stakeholder, {"id": "a", "joined": "31.01.2012"}, "Stakeholder.joined", "a date such as '2026-01-31'"),
        (ci.Stakeholder, {"id": "a", "joined": "2012-02-30"}, "Stakeholder.joined", "a date"),
        (ci.Stakeholder, {"id": "a", "joined": "20120131"}, "Stakeholder.joined", "a date"),
        (ci.Stakeholder, {"id": "a", "joined": "2012-W01-1"}, "Stakeholder.joined", "a date"),
        (ci.Stakeholder, {"id": "a", "joined": 2012}, "Stakeholder.joined", "a date"),
        (ci.Stakeholder, {"id": "a", "budget": 5}, "Stakeholder.budget", "of type Money"),
        (ci.Money, {"amount": 1, "currency": "USD", "year": 2012.0}, "Money.year", "a whole number"),
        (ci.Money, {"amount": 1, "currency": "USD", "year": True}, "Money.year", "a whole number"),
        (ci.Observation, {"period": 2019}, "Observation.period", "a period such as '2018-19'"),
        (ci.Observation, {"period": "20-19"}, "Observation.period", "a period such as '2018-19'"),
        (ci.Observation, {"period": "2011-12"}, "Observation.period", "one period"),
        (ci.Period, {"start": "2019-01-02", "end": "2019-01-01"}, "Period.end", "on or after the start"),
        (ci.Indicator, {"id": "i", "observations": [{"value": 3}]}, "Indicator.observations", "of type Observation"),
        (ci.Indicator, {"id": "i", "extras": ["x_note"]}, "Value.extras", "of type Extra"),
        (ci.Initiative, {"id": "i", "agenda": "read"}, "Initiative.agenda", "of type CommonAgenda"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field_and_what_would_be_right(kind, fields, what, wanted):
    """Nothing is converted silently: the error names the field, keeps the value and says what is wanted."""
    with pytest.raises(InvalidValueError) as caught:
        kind(**fields)
    assert what == caught.value.what
    assert wanted in caught.value.wanted
    assert str(caught.value).startswith(f"{what}: ")


def test_a_subclass_of_date_is_a_date():
    """Dates that a host application makes (frozen for its tests, say) are dates."""

    class Frozen(date):
        pass

    assert date(2020, 1, 2) == ci.Review(on=Frozen(2020, 1, 2)).on


def test_numbers_of_numpy_are_numbers():
    """Cells of an array are taken; its truth values are not numbers."""
    observation = ci.Observation(value=np.float32(0.5), numerator=np.int64(3), denominator=6)
    assert (0.5, 3.0) == (observation.value, observation.numerator)
    assert float is type(observation.value)
    with pytest.raises(InvalidValueError, match=r"Observation\.value"):
        ci.Observation(value=np.bool_(1))


@pytest.mark.parametrize("value", ["a/b", "100%", "%2F", "a;b=c", "%253B", "é", "a b", "%25%2F%3B;/%"])
def test_any_id_survives_in_an_address(value):
    """Escaping can be read back, and leaves nothing that divides an address."""
    assert value == unescaped(escaped(value))
    assert not set(escaped(value)) & set("/;")


def test_a_plain_record_says_nothing_about_itself():
    """Records contradict or doubt themselves only where their type says how."""
    goal = ci.Goal(id="a")
    assert ((), ()) == (goal.contradictions(), goal.doubts())
    assert isinstance(goal, Record)


def test_signature_says_what_a_field_takes():
    """Help shows the types of fields."""
    hints = inspect.get_annotations(ci.Money.__init__)
    assert {"amount": float, "currency": str, "year": int | None} == {
        name: hints[name] for name in ("amount", "currency", "year")
    }


@EACH
def test_records_whose_id_is_their_key_say_so(record):
    """Where nothing but the id makes the key, this is the id's part of an address."""
    if hasattr(record, "id") and isinstance(record, Record):
        named = attrs.evolve(record, id="a/b;c")
        assert type(record).has_id_for_key() == (type(record) is not ci.Convening)
        assert escaped("a/b;c") == named.key


def test_a_default_fits_its_annotation():
    """What a class gives where nothing is given is made to fit as anything else is."""

    @record(kw_only=True)
    class Weighed:
        weight: float = 1

    assert float is type(Weighed().weight)


def test_a_member_of_a_tuple_is_looked_at_whatever_the_others_are():
    """A tuple is taken as it is only where each of its members is what belongs there."""
    anna = ci.Stakeholder(id="anna")
    with pytest.raises(InvalidValueError, match=r"Initiative\.stakeholders"):
        ci.Initiative(id="a", stakeholders=(anna, ci.Goal(id="b")))
    with pytest.raises(InvalidValueError, match=r"Stakeholder\.aliases"):
        ci.Stakeholder(id="a", aliases=("a", "\ud800"))
