from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.io import _figures_in, _numerals_in
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._figures_in import Figure, Plain, figure, writing_of

SUPPRESSED, NOT_COLLECTED = ci.ObservationStatus.SUPPRESSED, ci.ObservationStatus.NOT_COLLECTED


def refusal(cell, **known):
    """Return why a cell is not understood, and what is suggested."""
    with pytest.raises(NotUnderstoodError) as caught:
        figure(cell, **known)
    return caught.value.code, caught.value.suggestion


# What figures look like


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (44, Figure(value=44)),
        (44.5, Figure(value=44.5)),
        ("44", Figure(value=44)),
        (" 44.2 ", Figure(value=44.2)),
        ("44,2", Figure(value=44.2)),
        ("44%", Figure(value=44)),
        ("44 %", Figure(value=44)),
        ("44\u202f%", Figure(value=44)),
        ("44 percent", Figure(value=44)),
        ("44 por ciento", Figure(value=44)),
        ("44 Prozent", Figure(value=44)),
        ("44 pour cent", Figure(value=44)),
        ("-5", Figure(value=-5)),
        ("\u22125", Figure(value=-5)),
        ("–5", Figure(value=-5)),
        ("5-", Figure(value=-5)),
        ("+3.2", Figure(value=3.2)),
        ("1e-05", Figure(value=1e-05)),
        ("4‰", Figure(value=4, unit="per_mille")),
        ("90-94%", Figure(low=90, high=94)),
        ("90–94 %", Figure(low=90, high=94)),
        ("90%-94%", Figure(low=90, high=94)),
        ("90 to 94", Figure(low=90, high=94)),
        ("90 a 94 %", Figure(low=90, high=94)),
        ("90 bis 94", Figure(low=90, high=94)),
        ("90 à 94", Figure(low=90, high=94)),
        ("between 90 and 94", Figure(low=90, high=94)),
        ("zwischen 90 und 94 %", Figure(low=90, high=94)),
        (">=95%", Figure(low=95)),
        ("≥ 95", Figure(low=95)),
        ("95+", Figure(low=95)),
        ("95 or more", Figure(low=95)),
        ("al menos 95 %", Figure(low=95)),
        ("mindestens 95", Figure(low=95)),
        ("AU MOINS 95", Figure(low=95)),
        ("MÁS DE 95", Figure(low=95)),
        ("<5", Figure(high=5)),
        ("< 5 %", Figure(high=5)),
        ("<.5", Figure(high=0.5)),
        ("≤5", Figure(high=5)),
        ("menos de 5", Figure(high=5)),
        ("höchstens 5", Figure(high=5)),
        ("moins de 5 %", Figure(high=5)),
    ],
)
def test_figures_of_a_percentage(cell, expected):
    """Values, ranges and bounds in English, Spanish, German and French."""
    assert expected == figure(cell, unit="percent")


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200b"])
def test_nothing_is_no_figure(cell):
    """An empty cell says nothing, and is no mistake."""
    assert figure(cell) is None


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("*", SUPPRESSED),
        ("**", SUPPRESSED),
        ("S", SUPPRESSED),
        ("(D)", SUPPRESSED),
        ("‡", SUPPRESSED),
        ("N<10", SUPPRESSED),
        ("(n < 10)", SUPPRESSED),
        ("n≤5", SUPPRESSED),
        ("Suprimido", SUPPRESSED),
        ("geheim", SUPPRESSED),
        ("masqué", SUPPRESSED),
        ("n/a", NOT_COLLECTED),
        ("N.A.", NOT_COLLECTED),
        ("not administered", NOT_COLLECTED),
        ("s/d", NOT_COLLECTED),
        ("n. d.", NOT_COLLECTED),
        ("k. A.", NOT_COLLECTED),
        ("nicht erhoben", NOT_COLLECTED),
        ("non disponible", NOT_COLLECTED),
    ],
)
def test_what_stands_in_the_place_of_a_figure(cell, status):
    """Withheld and not collected are two things, and neither is zero."""
    assert Figure(status=status) == figure(cell, unit="percent")


@pytest.mark.parametrize("cell", ["-", "--", "–", "—", "...", ".", "/"])
def test_a_dash_is_nothing_that_can_be_known(cell):
    """Statistical offices write a dash for zero, for nothing and for a secret."""
    assert ("figure.dash", None) == refusal(cell)


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("44.2 (a)", ("a",)),
        ("44.2*", ("*",)),
        ("44.2%*†", ("*", "†")),
        ("44.2²", ("2",)),
        ("44.2 ¹,²", ("12",)),
        ("¹44.2", ("1",)),
        ("44.2 [1]", ("1",)),
        ("44.2a", ("a",)),
        ("44.2p", ("p",)),
        ("*44.2", ("*",)),
        ("44.2ᵃ", ("a",)),
    ],
)
def test_marks_of_footnotes_are_no_part_of_the_number(cell, marks):
    """A raised 2 behind 44.2 does not make it 44.22."""
    assert Figure(value=44.2, marks=marks) == figure(cell, unit="percent")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (True, ("figure.truth", None)),
        (date(2020, 3, 4), ("figure.day", None)),
        (float("inf"), ("figure.endless", None)),
        (float("nan"), ("figure.endless", None)),
        (10**400, ("figure.endless", None)),
        ("23/53", ("figure.slash", "23 of 53")),
        ("~44", ("figure.about", "44")),
        ("ca. 44 %", ("figure.about", "44")),
        ("44 ± 3", ("figure.interval", "44")),
        ("44.2 (41.0-47.4)", ("figure.interval", "44.2")),
        ("1.2k", ("figure.multiplied", None)),
        ("1.2 million", ("figure.multiplied", None)),
        ("94-90", ("figure.range", None)),
        ("(5)", ("figure.parentheses", "-5")),
        ("44 (1)", ("figure.unknown", None)),
        ("44 points", ("figure.unknown", "44")),
        ("about right", ("figure.unknown", None)),
        ("1,2,3", ("figure.unknown", None)),
        ("½", ("figure.unknown", None)),
        ("\uff14\uff14", ("figure.unknown", None)),
        ("#DIV/0!", ("cells.failed", None)),
        ("x" * 10**6, ("figure.unknown", None)),
        ("1" * 50, ("figure.unknown", None)),
    ],
)
def test_what_is_no_figure_or_could_be_two_is_refused(cell, reason):
    """Nothing is guessed; what is probably meant is suggested."""
    assert reason == refusal(cell, unit="percent")


# Thousands and decimals


@pytest.mark.parametrize("cell", ["68.379", "68,379"])
def test_three_digits_behind_a_mark_could_be_two_numbers(cell):
    """Alone, a percentage of 68.379 could be 68,379."""
    with pytest.raises(NotUnderstoodError) as caught:
        figure(cell, unit="percent")
    assert ("figure.two_numbers", {"others": "68.379 / 68379"}) == (caught.value.code, caught.value.params)


@pytest.mark.parametrize("cell", ["68.379", "68,379", "68'379", "68\u202f379", "68379", "68.379 students"])
def test_people_are_whole(cell):
    """Of students there can be 68,379 and no 68.379."""
    assert Figure(value=68379) == figure(cell, unit="student")


@pytest.mark.parametrize(
    ("others", "value"), [(["44.2"], 68.379), (["44,2"], 68379), (["1'200"], 68.379), (["1.234.567"], 68379)]
)
def test_the_rest_of_the_column_decides(others, value):
    """All cells of a column agree on one reading."""
    assert Figure(value=value) == figure("68.379", unit="percent", writing=writing_of([*others, "68.379"]))


def test_a_column_that_disagrees_decides_nothing():
    """44.2 and 44,2 in one column leave 68.379 open."""
    assert frozenset() == writing_of(["44.2", "44,2", None, 7, "no figure", ""])
    assert ("figure.two_numbers", None) == refusal("68.379", writing=writing_of(["44.2", "44,2"]))


def test_people_in_a_column_of_fractions_are_refused():
    """The column says 68.379, and the unit says 68,379: one of them is wrong."""
    assert ("figure.two_numbers", None) == refusal("68.379", unit="student", writing=writing_of(["44.2"]))


def test_the_caller_decides():
    """What the mark is known to be needs no guess; a number that it does not fit is no number."""
    assert Figure(value=68.379) == figure("68.379", unit="percent", decimal=".")
    assert Figure(value=68379) == figure("68.379", unit="percent", decimal=",")
    assert Figure(value=68.379, fractional=True) == figure("68.379", unit="student", decimal=".")
    assert ("figure.other_writing", None) == refusal("44,2", unit="percent", decimal=".")
    with pytest.raises(ci.InvalidValueError, match="decimal"):
        figure("44,2", decimal=";")


def test_part_of_a_person_is_doubtful():
    """An average of 44.5 students is possible, and 68.379 may have been 68,379 before a spreadsheet read it."""
    assert Figure(value=44.5, fractional=True) == figure("44.5", unit="student")
    assert Figure(value=68.379, fractional=True) == figure(68.379, unit="student")
    assert Figure(value=44.5) == figure("44.5", unit="FTE")


# Shares with their counts


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("13 of 52", "percent", Figure(value=25, numerator=13, denominator=52)),
        ("13 out of 52", "ratio", Figure(value=0.25, numerator=13, denominator=52)),
        ("13 de 52", "percent", Figure(value=25, numerator=13, denominator=52)),
        ("13 von 52", "percent", Figure(value=25, numerator=13, denominator=52)),
        ("13 sur 52", "percent", Figure(value=25, numerator=13, denominator=52)),
        ("34 of 53", "indicator", Figure(value=34, numerator=34, denominator=53)),
        ("34 of 53", None, Figure(numerator=34, denominator=53)),
        ("0 of 0", "percent", Figure(numerator=0, denominator=0)),
        ("64% (34/53)", "percent", Figure(value=64, numerator=34, denominator=53)),
        ("64.2 (34 of 53)", "percent", Figure(value=64.2, numerator=34, denominator=53)),
    ],
)
def test_counts_make_the_share(cell, unit, expected):
    """34 of 53 are 64.15 percent; of what is counted, the first is the value."""
    assert expected == figure(cell, unit=unit)


@pytest.mark.parametrize(
    ("cell", "unit", "code"),
    [
        ("53 of 34", "percent", "figure.share"),
        ("81% (26/34)", "percent", "figure.other_share"),  # 26 of 34 are 76.5 percent
        ("0% (0/0)", "percent", "figure.other_share"),
        ("64 (34/53)", None, "figure.unknown"),
    ],
)
def test_counts_that_do_not_make_the_share_are_refused(cell, unit, code):
    """A share is a part of a whole, and says the same as its counts."""
    assert code == refusal(cell, unit=unit)[0]


# Units


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("$1,500.00", "USD", Figure(value=1500)),
        ("US$ 5", "USD", Figure(value=5)),
        ("$5", "MXN", Figure(value=5)),
        ("-$5.20", "USD", Figure(value=-5.2)),
        ("($1,234.50)", "USD", Figure(value=-1234.5)),
        ("(1,234.50)", "USD", Figure(value=-1234.5)),
        ("$5–$10", "USD", Figure(low=5, high=10)),
        ("1 500,50 €", None, Figure(value=1500.5, unit="EUR")),
        ("CHF 5'000", None, Figure(value=5000, unit="CHF")),
        ("44%", None, Figure(value=44, unit="percent")),
        ("44%", "ratio", Figure(value=44, unit="percent")),
        ("44%", "a unit that nobody knows", Figure(value=44, unit="percent")),
        ("44 students", None, Figure(value=44, unit="student")),
        ("fewer than 10 students", "student", Figure(high=10)),
        ("12 km²", "km**2", Figure(value=12)),
    ],
)
def test_units_that_cells_name(cell, unit, expected):
    """A unit is kept where it is another than that of the indicator."""
    assert expected == figure(cell, unit=unit)


@pytest.mark.parametrize(
    ("cell", "unit", "code"),
    [
        ("44%", "student", "figure.other_unit"),
        ("€5", "USD", "figure.other_unit"),
        ("$5", None, "figure.currency"),
        ("$1.2b", "USD", "figure.unknown"),
        ("$1,500", "USD", "figure.two_numbers"),
    ],
)
def test_units_that_do_not_fit_are_refused(cell, unit, code):
    """A percentage is no number of students, and a dollar is one of ten."""
    assert code == refusal(cell, unit=unit)[0]


# Grades and codes


def test_grades_of_the_indicator_come_first():
    """Where S is a grade it is not suppressed; capitals do not matter where they tell nothing apart."""
    levels = ("D", "S", "b", "B", "3")
    assert Figure(level="S") == figure("S", levels=levels)
    assert Figure(level="D") == figure("d", levels=levels)
    assert Figure(level="b") == figure("b", levels=levels)
    assert Figure(level="3") == figure(3.0, levels=levels)
    assert Figure(status=NOT_COLLECTED) == figure("n/a", levels=levels)


def test_the_caller_says_what_texts_mean():
    """A status, a number, another spelling or nothing."""
    codes = {"–": 0, "S": "not_collected", "x": None, "lots": ">90"}
    cells = ("–", " S", "x", "lots", "7")
    expected = [Figure(value=0), Figure(status=NOT_COLLECTED), None, Figure(low=90), Figure(value=7)]
    assert expected == [figure(cell, codes=codes) for cell in cells]


# All spellings


VALUES = st.integers(-99999, 99999).map(lambda tenths: tenths / 10)
DRESSED = st.sampled_from(["{}%", "{} %", "{}\u00a0%", "{} percent", "{}*", "{} (a)", "{}²", " {} ", "{} [1]"])


@given(value=VALUES, dress=DRESSED, comma=st.booleans(), minus=st.sampled_from(["-", "\u2212", "–"]))
def test_a_figure_comes_back_from_each_spelling(value, dress, comma, minus):
    """What is written around a number does not change it."""
    spelled = f"{value:.1f}".replace(".", "," if comma else ".").replace("-", minus)
    assert value == figure(dress.format(spelled), unit="percent").value


@given(
    low=st.integers(0, 99), more=st.integers(0, 50), joint=st.sampled_from(["-", "–", " - ", " to ", " bis ", " a "])
)
def test_a_range_comes_back_from_each_spelling(low, more, joint):
    """Both ends of a range are read, however they are joined."""
    assert Figure(low=low, high=low + more) == figure(f"{low}{joint}{low + more}%", unit="percent")


@given(st.text(max_size=30) | st.text("0123456789.,-%()/*<>=nNSa $€'", max_size=12))
def test_any_text_is_read_or_refused(cell):
    """No text leads to an error that is not ours, or to a figure that is not finite."""
    try:
        read = figure(cell, unit="percent")
    except NotUnderstoodError:
        return
    parts = [] if read is None else [read.value, read.low, read.high, read.numerator, read.denominator]
    assert all(part is None or abs(part) < float("inf") for part in parts)


def test_units_of_one_word_have_a_kind():
    """A rate of people is none of them."""
    kinds = [_figures_in.kind_of(unit) for unit in ("students", "%", "EUR", "student/year", None, "nonsense")]
    assert ["count", "share", "currency", None, None, None] == kinds


NUMERALS = st.from_regex(r"-?[0-9]{0,10}(?:[.,][0-9]{0,16})?", fullmatch=True, alphabet="0123456789.,-")
UNITS = st.sampled_from([None, "percent", "person", "FTE", "EUR"])


@given(
    cell=st.one_of(NUMERALS, st.floats(), st.integers(), st.booleans(), st.text(max_size=5)),
    unit=UNITS,
    decimal=st.sampled_from([None, ".", ","]),
    writing=st.sets(st.sampled_from(sorted(_numerals_in.WRITINGS))).map(frozenset),
)
def test_a_plain_number_is_the_figure_that_it_is_read_as(cell, unit, decimal, writing):
    """What takes the short way is exactly what the long way leads to."""
    number = Plain.of(unit, decimal, writing).number(cell)
    if number is not None:
        read = figure(cell, unit=unit, decimal=decimal, writing=writing)
        assert (Figure(value=number), repr(number)) == (read, repr(read.value))


@pytest.mark.parametrize(
    ("cell", "unit", "writing", "plain"),
    [
        ("12", "person", {(",", ".")}, True),
        ("12.5", "person", {(".", ",")}, False),
        ("12.5", "percent", {(".", ",")}, True),
        ("12.5", "percent", {(",", ".")}, False),
        ("12.5", "percent", {(".", ","), (",", " ")}, True),
        ("12.345", "percent", {(".", ",")}, True),
        ("12.345", "percent", {(".", ","), (",", ".")}, False),
        ("0.345", "percent", {(".", ","), (",", ".")}, True),
        ("12,5", "percent", {(",", ".")}, False),
        (12.5, "percent", set(), True),
        (12.5, "person", set(), False),
        (1e300, "percent", set(), False),
    ],
)
def test_most_numbers_are_plain(cell, unit, writing, plain):
    """Those are, of which nobody has to know more than the decimal mark."""
    assert plain == (Plain.of(unit, None, frozenset(writing)).number(cell) is not None)
