import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact import units
from collective_impact.errors import UnitError
from collective_impact.units._allow_list import catalogue
from collective_impact.units._spelling import _outcome


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("percent", "percent"),
        ("%", "percent"),
        ("per cent", "percent"),
        ("PERCENT", "percent"),
        ("percentage points", "percentage_point"),
        ("percentage-point", "percentage_point"),
        ("% points", "percentage_point"),
        ("‰", "per_mille"),
        ("per mille", "per_mille"),
        ("Students", "student"),
        ("families", "family"),
        ("businesses", "business"),
        ("inches", "inch"),
        ("days", "day"),
        ("people", "person"),
        ("children", "child"),
        ("housing units", "housing_unit"),
        ("full-time equivalents", "FTE"),
        ("FTEs", "FTE"),
        ("USD", "USD"),
        ("mg/L", "milligram/liter"),
        ("kg / ha", "kilogram/hectare"),
        ("°C", "degree_Celsius"),
        ("km²", "kilometer**2"),
        ("m^3", "meter**3"),
        ("m ** -2", "1/meter**2"),
        ("person*hour", "person*hour"),
        ("meetings per month", "meeting/month"),
        ("USD per capita", "USD/person"),
        ("USD/person/year", "USD/person/year"),
        ("USD_per_student", "USD/student"),
        ("student/student", "ratio"),
    ],
)
def test_people_spell_a_unit_in_many_ways(written, canonical):
    """Plurals, capitals, spaces, signs and symbols lead to one canonical spelling."""
    assert canonical == units.check(written)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("per 1,000", "per_1000"),
        ("Per 1000", "per_1000"),
        ("per_1000", "per_1000"),
        ("per thousand", "per_1000"),
        ("1/1000", "per_1000"),
        ("1 per 1,000", "per_1000"),
        ("per 10,000", "per_10000"),
        ("per 100 000", "per_100000"),
        ("per 100k", "per_100000"),
        ("per hundred thousand", "per_100000"),
        ("per million", "per_1000000"),
        ("per 100", "percent"),
        ("1/1000 person", "per_1000/person"),
        ("per 1,000 persons", "per_1000/person"),
        ("deaths per 100,000", "death*per_100000"),
        ("deaths per 100,000 residents per year", "death*per_100000/person/year"),
        ("teachers per 1,000 students", "teacher*per_1000/student"),
        ("persons per 1,000 persons", "per_1000"),
        ("USD/1 person", "USD/person"),
    ],
)
def test_rates_are_read_as_people_write_them(written, canonical):
    """A number below the line is the size of the base; a base that is named stays in the unit."""
    assert canonical == units.check(written)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("pct", "percent"),
        ("Pct", "percent"),
        ("pp", "percentage_point"),
        ("PP", "percentage_point"),
        ("ppt", "percentage_point"),
        ("point", "percentage_point"),
        ("points", "scale_point"),
        ("unit", "housing_unit"),
        ("grade", "grade_level"),
        ("quarter", "calendar_quarter"),
        ("h", "hour"),
        ("min", "minute"),
        ("cap", "person"),
        ("pH", "scale_point"),
        ("gallon", "US_liquid_gallon"),
        ("ton", "metric_ton"),
        ("pound", "GBP"),
        ("km2", "km**2"),
        ("person-hours", "person*hour"),
        ("$", "USD"),
        ("$/hour", "USD"),
        ("euros", "EUR"),
        ("", "count"),
        ("  ", "count"),
        ("1", "ratio"),
    ],
)
def test_spellings_with_several_meanings_are_refused_with_the_right_one(given, right):
    """What other programs misread is not guessed at; the message says what to write."""
    with pytest.raises(UnitError) as caught:
        units.check(given)
    assert "unit.refused" == caught.value.message.code
    assert given == caught.value.unit
    assert right in str(caught.value)
    assert repr(given) in str(caught.value)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("$5", "USD"),
        ("US$ 5", "USD"),
        ("€20", "EUR"),
        ("$5 million", "USD"),
        ("5 USD", "USD"),
        ("12%", "percent"),
        ("1.5 USD/person", "USD/person"),
        ("1,000 students", "student"),
        ("5 per 1,000", "per_1000"),
        ("5/1000", "per_1000"),
    ],
)
def test_an_amount_belongs_in_the_value(given, right):
    """A number before a unit is refused, with the unit that remains without it."""
    with pytest.raises(UnitError) as caught:
        units.check(given)
    assert f"unit '{given}': give the amount in the value and '{right}' as the unit" == str(caught.value)


@pytest.mark.parametrize(
    ("given", "code", "part"),
    [
        ("1.5", "unit.amount_alone", None),
        ("5k USD", "unit.amount_alone", None),
        ("million USD", "unit.multiplier", "million"),
        ("bn EUR", "unit.multiplier", "bn"),
        ("mil", "unit.multiplier", "mil"),
        ("B", "unit.multiplier", "B"),
        ("USD*1000", "unit.multiplier", "1000"),
        ("per 500", "unit.per", "500"),
        ("1/5k", "unit.per", "5k"),
        ("USD/person*year", "unit.order", "year"),
        ("kg/°C", "unit.offset", "degree_Celsius"),
        ("degF**2", "unit.offset", "degree_Fahrenheit"),
        ("USD/(person)", "unit.syntax", None),
        ("USD//person", "unit.syntax", None),
        ("*", "unit.syntax", None),
        ("m**0", "unit.syntax", None),
        ("m**9*m", "unit.syntax", None),
        ("1/1000**2", "unit.syntax", None),
        ("per 1.000", "unit.syntax", None),
        ("percent*percent", "unit.syntax", None),
        ("x" * 101, "unit.syntax", None),
        ("qqqqqqqq", "unit.unknown", "qqqqqqqq"),
        ("sutdent", "unit.unknown_near", "sutdent"),
        ("MG", "unit.unknown_near", "MG"),  # megagrams, milligrams?
        ("USD/sutdent", "unit.unknown_near", "sutdent"),
    ],
)
def test_what_is_not_understood_says_why(given, code, part):
    """Each way of going wrong has a code of its own and names the piece that is wrong."""
    with pytest.raises(UnitError) as caught:
        units.check(given)
    assert code == caught.value.message.code
    assert part == dict(caught.value.message.params).get("part")
    assert str(caught.value) != code  # there are words for it


@pytest.mark.parametrize(
    ("given", "right"),
    [("sutdent", "student"), ("usd", "USD"), ("mgs", "mg"), ("percnt", "percent")],
)
def test_a_misspelling_is_answered_with_the_nearest_unit(given, right):
    """A unit that does not exist is answered with the one most like it; currencies are capitals."""
    with pytest.raises(UnitError, match=f"there is no unit '{given}'; did you mean '{right}'"):
        units.check(given)


@pytest.mark.parametrize(
    ("given", "right"),
    [("% of students", "percent"), ("number of students", "student"), ("hours of service", "hour")],
)
def test_what_is_counted_belongs_in_the_name_of_the_indicator(given, right):
    """A phrase is answered with the unit in it."""
    with pytest.raises(UnitError, match=f"write {right}; the rest belongs in the name"):
        units.check(given)


def test_a_megabyte_of_nonsense_is_refused_at_once_and_not_repeated():
    """The message of a very long text stays short."""
    with pytest.raises(UnitError) as caught:
        units.check("x" * 1_000_000)
    assert len(str(caught.value)) < 300


def test_a_refusal_is_remembered_but_raised_anew():
    """The same wrong unit gives equal messages in errors of their own."""
    caught = []
    for _ in range(2):
        with pytest.raises(UnitError) as error:
            units.check("pct")
        caught.append(error.value)
    first, second = caught
    assert first is not second
    assert first.message == second.message


names = st.sampled_from(sorted(catalogue().spellings))
powers = st.sampled_from(["", "**2", "**-1", "²"])
sizes = st.sampled_from(["", "1,000 ", "100 000 ", "1"])


@given(above=st.lists(st.tuples(names, powers), min_size=1, max_size=3), size=sizes, below=st.lists(names, max_size=2))
def test_canonical_spellings_stand_for_themselves(above, size, below):
    """Whatever is understood, its canonical spelling is understood as the same."""
    numerator = "*".join(name + power for name, power in above)
    written = "/".join([numerator, *(size + name for name in below)])
    try:
        canonical = units.check(written)
    except UnitError:
        return
    assert canonical == units.check(canonical)
    assert 1.0 == units.convert(1.0, written, canonical)


@given(st.text(max_size=120))
def test_any_text_is_understood_or_refused(text):
    """No text breaks the reading of it, and what is refused is refused in words."""
    assert str(_outcome(text))
