import pint
import pytest

from collective_impact import units
from collective_impact.errors import UnknownNameError
from collective_impact.units._allow_list import catalogue

REGISTRY = pint.UnitRegistry()


def test_the_published_list_has_the_units_of_social_data():
    """Shares, people, money, time and the measures of environmental initiatives are all there."""
    wanted = {"percent", "percentage_point", "per_mille", "per_1000", "per_100000", "person", "household", "family"}
    wanted |= {"organization", "school", "student", "child", "USD", "EUR", "year", "kilogram", "acre", "mile", "liter"}
    assert wanted <= units.allowed().keys()


def test_a_kind_lists_its_units_alone():
    """Asking for a kind gives that part of the list, and the kinds together give all of it."""
    kinds = ("share", "point", "count", "time", "physical", "currency")
    assert "USD" in units.allowed("currency")
    assert "USD" not in units.allowed("count")
    assert len(units.allowed()) == sum(len(units.allowed(kind)) for kind in kinds)


def test_an_unknown_kind_names_those_that_there_are():
    """A misspelled kind is answered with the nearest one."""
    with pytest.raises(UnknownNameError, match="no kind of unit 'currencies'; did you mean 'currency'"):
        units.allowed("currencies")


def test_the_published_list_cannot_be_changed():
    """What one caller is given cannot alter what another is told."""
    with pytest.raises(TypeError):
        units.allowed()["unit"] = ()


def test_every_currency_is_an_iso_code():
    """Currencies are three capitals; those of ten large economies are among them."""
    codes = units.allowed("currency").keys()
    assert {"USD", "EUR", "JPY", "GBP", "CNY", "INR", "BRL", "CAD", "MXN", "ZAR"} <= codes
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in codes)


def test_no_spelling_is_listed_twice():
    """A spelling means one unit, and what is refused is not understood as well."""
    known = catalogue()
    written = [spelling for name, also in known.also.items() for spelling in (name, *also)]
    assert len(written) == len(set(written))
    assert set() == known.refused.keys() & known.spellings.keys()
    assert set() == known.multipliers & known.spellings.keys()


def test_what_a_refusal_proposes_is_understood():
    """Every spelling that a refusal tells people to write is accepted."""
    proposed = {name for right in catalogue().refused.values() for name in right}
    for name in proposed:
        assert units.check(name)


@pytest.mark.parametrize("name", sorted(units.allowed("physical")) + sorted(units.allowed("time")))
def test_pint_knows_every_unit_that_is_left_to_it(name):
    """Times and physical units mean in pint what they say here."""
    assert units.quantity(1, name, registry=REGISTRY).to_base_units().units
