from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact import Sector
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import Told, choice, folded, is_empty, joined, text, truth


def refusal(read, *arguments):
    """Return the code with which a cell is refused, and the suggestion."""
    with pytest.raises(NotUnderstoodError) as error:
        read(*arguments)
    return error.value.code, error.value.suggestion


# Nothing


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", "\ufeff", "\u200b\t"])
def test_spaces_are_nothing(cell):
    """What cannot be seen is not there."""
    assert is_empty(cell)
    assert (None, None, None) == (text(cell), truth(cell), choice(cell, Sector))


@pytest.mark.parametrize("cell", [0, False, "0", "-"], ids=repr)
def test_zero_and_no_are_something(cell):
    """Absence is None and nothing else."""
    assert not is_empty(cell)


@pytest.mark.parametrize("word", ["n/a", "N.A.", "–", "?", "unknown", "s/d", "No sabe", "k. A.", "weiß nicht", "n.c."])
def test_saying_that_nothing_is_known_is_no_mistake(word):
    """It is read as nothing, and noted."""
    with pytest.raises(NotUnderstoodError) as error:
        truth(word)
    assert ("cells.unknown", "note") == (error.value.code, error.value.severity)


# Texts


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" YMCA ", "YMCA"),
        ("\ufeffYMCA\u00ad", "YMCA"),
        ("Jose\u0301", "José"),
        ("two\nlines", "two\nlines"),
        ("007", "007"),
        (7, "7"),
        (7.0, "7"),
        (7.25, "7.25"),
        (True, "TRUE"),
        (date(2020, 4, 3), "2020-04-03"),
        (datetime(2020, 4, 3), "2020-04-03"),  # noqa: DTZ001 - as spreadsheets have it
        (datetime(2020, 4, 3, 9, 30), "2020-04-03 09:30:00"),  # noqa: DTZ001 - as above
    ],
)
def test_a_text_is_what_a_person_would_type(cell, expected):
    """Names that a spreadsheet took for numbers or days are texts again."""
    assert expected == text(cell)


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#¡REF!", "#BEZUG!", "Err:502"])
def test_a_failed_formula_is_no_name(cell):
    """Nobody is called #REF!."""
    assert ("cells.failed", None) == refusal(text, cell)


def test_half_a_character_is_no_text():
    """No file could hold it."""
    assert ("cells.half_character", None) == refusal(text, "a\ud800")


def test_texts_are_compared_without_case_accents_and_joints():
    """How a word is typed does not say another thing."""
    assert "non renseigne" == folded(" Non  renseigné ")
    assert "strasse" == folded("Straße")
    assert "non profit org" == joined("Non-profit_Org") == joined("non–profit / ORG")


# Yes and no

YES = [True, 1, 1.0, "1", "Yes", "y", "TRUE", "Sí", "si", "Ja", "wahr", "Oui", "x", "X", "✓"]
NO = [False, 0, "0", "No", "n", "FALSE", "Falso", "Nein", "falsch", "Non", "faux", "✗"]


@pytest.mark.parametrize("cell", YES, ids=repr)
def test_yes_in_four_languages(cell):
    """Words, ticks and ones say yes."""
    assert truth(cell) is True


@pytest.mark.parametrize("cell", NO, ids=repr)
def test_no_in_four_languages(cell):
    """Words, crossed boxes and zeros say no."""
    assert truth(cell) is False


@pytest.mark.parametrize("cell", ["perhaps", 2, -1, date(2020, 1, 1)])
def test_anything_else_is_neither(cell):
    """It is reported."""
    assert ("cells.truth", None) == refusal(truth, cell)


# Choices


@pytest.mark.parametrize("cell", ["nonprofit", "NONPROFIT", " Nonprofit "])
def test_a_term_is_met_however_it_is_spelled(cell):
    """Case and spaces do not matter."""
    assert Sector.NONPROFIT is choice(cell, Sector)


@pytest.mark.parametrize("cell", ["ONG", "Sin fines de lucro", 3])
def test_synonyms_are_met_as_well(cell):
    """Words of another language, and codes, where they are given."""
    synonyms = {"ong": Sector.NONPROFIT, "sin-fines-de-lucro": Sector.NONPROFIT, "3": Sector.NONPROFIT}
    assert Sector.NONPROFIT is choice(cell, Sector, synonyms)


def test_a_near_term_is_suggested_and_not_taken():
    """A guess is no reading."""
    assert ("cells.choice", "nonprofit") == refusal(choice, "nonproffit", Sector)
    assert ("cells.choice", "nonprofit") == refusal(choice, "caridades", Sector, {"caridad": Sector.NONPROFIT})
    assert ("cells.choice", None) == refusal(choice, "zzzz", Sector)
    assert ("cells.choice", "government") == refusal(choice, "Gov", Sector, {"ngo": Sector.NONPROFIT})


def test_texts_are_read_once_and_numbers_each_time():
    """A number equals others that are something else: 1 is 1.0, and true."""
    read = []
    told = Told(lambda cell: read.append(cell) or repr(cell))
    assert ["'a'", "1", "True", "1.0", "None", "'a'"] == [told[cell] for cell in ("a", 1, True, 1.0, None, "a")]
    assert ["a", 1, True, 1.0, None] == read


@given(st.text())
def test_what_is_empty_says_nothing(cell):
    """And what says nothing is empty, in whatever letters."""
    try:
        says_nothing = text(cell) is None
    except NotUnderstoodError:
        says_nothing = False
    assert says_nothing == is_empty(cell)


@given(st.text(st.characters(codec="ascii")))
def test_the_short_way_to_a_text_is_the_long_one(cell):
    """A text with a sign that cannot be seen takes the long way, and is the same without it."""
    try:
        expected = text("\u200b" + cell)
    except NotUnderstoodError:
        with pytest.raises(NotUnderstoodError):
            text(cell)
    else:
        assert expected == text(cell)
