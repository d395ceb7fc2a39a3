import gc
import subprocess
import sys
import threading
import weakref
from decimal import Decimal

import pint
import pytest

from collective_impact import units
from collective_impact.errors import UnitError


@pytest.fixture
def host():
    """Let a test replace the application registry, and put the former back."""
    former = pint.get_application_registry().get()
    yield pint.set_application_registry
    pint.set_application_registry(former)


@pytest.mark.parametrize(
    ("value", "from_unit", "to_unit", "expected"),
    [
        (5, "per 1,000", "per 100,000", 500.0),
        (5, "per 1,000", "percent", 0.5),
        (0.553, "share", "%", 55.3),
        (7, "per_mille", "per_1000", 7.0),
        (5, "deaths per 1,000 persons", "deaths per 100,000 persons", 500.0),
        (3, "ppm", "ppb", 3000.0),
        (12, "USD", "USD", 12.0),
        (1, "mile", "m", 1609.344),  # by definition, 1959
        (1, "kg", "mg", 1e6),
        (2, "mg/L", "kg/m**3", 0.002),
        (1, "hectare", "m²", 10_000),
        (1, "ft", "m", 0.3048),  # by definition, 1959 (of the acre, versions of pint differ)
        (1, "lb", "kg", 0.45359237),  # by definition, 1959
        (20, "°C", "°F", 68),
        (0, "°C", "kelvin", 273.15),
        (9, "delta_degree_Fahrenheit", "delta_degree_Celsius", 5),
        (2, "meetings per month", "meetings per year", 24),
        (1, "calendar_quarter", "month", 3),
        (1, "week", "hour", 168),
        (1200, "USD/person/year", "USD/person/month", 100),
        (50, "person*percent/year", "person/calendar_quarter", 0.125),  # 50 % of a person in four quarters
    ],
)
def test_values_convert_by_the_definitions_of_the_units(value, from_unit, to_unit, expected):
    """Each value agrees with a hand calculation or an international definition."""
    assert expected == pytest.approx(units.convert(value, from_unit, to_unit), rel=1e-7)


@pytest.mark.parametrize(
    ("from_unit", "to_unit", "code"),
    [
        ("student", "household", "unit.inconvertible"),
        ("student", "percent", "unit.inconvertible"),
        ("count", "percent", "unit.inconvertible"),
        ("per 1,000 persons", "percent", "unit.inconvertible"),
        ("per 1,000 persons", "per 1,000 households", "unit.inconvertible"),
        ("USD", "USD/person", "unit.inconvertible"),
        ("mile", "kg", "unit.inconvertible"),
        ("mile", "percentage_point", "unit.inconvertible"),
        ("meeting/month", "meeting/mile", "unit.inconvertible"),
        ("degree_Celsius", "delta_degree_Celsius", "unit.inconvertible"),
        ("USD", "EUR", "unit.currencies"),
        ("USD/student", "EUR/student", "unit.currencies"),
        ("percent", "percentage_point", "unit.level_and_change"),
        ("percentage_point", "ratio", "unit.level_and_change"),
    ],
)
def test_units_of_different_kinds_do_not_convert(from_unit, to_unit, code):
    """The error names both units and has a code that a fault of comparability can carry on."""
    with pytest.raises(UnitError) as caught:
        units.convert(1.0, from_unit, to_unit)
    assert code == caught.value.message.code
    assert {"given": from_unit, "wanted": to_unit} == dict(caught.value.message.params)
    assert str(caught.value).startswith(f"'{from_unit}' does not convert to '{to_unit}'")
    assert not units.compatible(from_unit, to_unit)


@pytest.mark.parametrize(("a", "b"), [("%", "per 1,000"), ("°C", "kelvin"), ("mg/L", "kg/m**3"), ("EUR", "EUR")])
def test_units_of_one_kind_are_compatible(a, b):
    """What converts can be compared."""
    assert units.compatible(a, b)


def test_a_unit_that_is_refused_is_neither_compatible_nor_not():
    """Comparing with what is not understood raises rather than answers."""
    with pytest.raises(UnitError, match="instead of 'pct' write percent"):
        units.compatible("percent", "pct")


@pytest.mark.parametrize(
    ("a", "b", "unit", "expected"),
    [
        (55.3, 82.6, "percent", (27.3, "percentage_point")),  # Tacoma, high-school graduation
        (82.6, 55.3, "%", (-27.3, "percentage_point")),
        (1.5, 2.0, "percent per year", (0.5, "percentage_point/year")),
        (31, 44, "students", (13, "student")),
        (0.5, 0.75, "share", (0.25, "ratio")),
        (4, 6, "per 1,000 persons", (2, "per_1000/person")),
        (4, 6, "births per 100 women", (2, "birth*percent/woman")),
        (14.5, 16.0, "°C", (1.5, "delta_degree_Celsius")),
        (58.0, 61.0, "degF", (3.0, "delta_degree_Fahrenheit")),
        (1.0, 2.5, "percentage_point", (1.5, "percentage_point")),
    ],
)
def test_a_change_has_the_unit_of_a_change(a, b, unit, expected):
    """Percent change by percentage points and temperatures by differences, all else in its own unit."""
    change, of = units.difference(a, b, unit)
    assert expected == (pytest.approx(change), of)


def test_a_difference_of_refused_units_is_refused():
    """What a change is of must be understood."""
    with pytest.raises(UnitError, match="instead of 'pp' write percentage_point"):
        units.difference(1, 2, "pp")


def test_a_quantity_is_for_arithmetic_beside_our_values():
    """A rate times a population is a count, in pint's arithmetic."""
    births = units.quantity(12, "births per 1,000 persons") * units.quantity(50_000, "person")
    assert 600 == pytest.approx(births.to("birth").magnitude)


def test_the_canonical_spelling_means_the_same_to_pint():
    """What `check` returns can be given to the registry itself."""
    mine = pint.UnitRegistry()
    ours = units.quantity(3, "deaths per 100,000 persons per year", registry=mine)
    assert ours == mine.Quantity(3, units.check("deaths per 100,000 persons per year"))


def test_percent_compares_as_a_part_of_one_in_pint():
    """The trap that keeps quantities out of our values is still there."""
    assert not units.quantity(10, "percent") > 5


def test_the_application_registry_is_looked_up_at_each_call(host):
    """A host that replaces its registry later gets quantities of the new one."""
    first, second = pint.UnitRegistry(), pint.UnitRegistry()
    host(first)
    assert first is units.quantity(1, "student")._REGISTRY
    host(second)
    assert second is units.quantity(1, "student")._REGISTRY
    host(first)
    assert first is units.quantity(1, "student")._REGISTRY


def test_times_mean_what_the_registry_in_use_says(host):
    """A host whose year has 360 days gets its own year."""
    banker = pint.UnitRegistry(["day = [time]", "month = 30 * day", "year = 12 * month"])
    assert 365.25 == pytest.approx(units.convert(1, "year", "day"))
    assert 360 == pytest.approx(units.convert(1, "year", "day", registry=banker))
    host(banker)
    assert 90 == pytest.approx(units.convert(1, "calendar_quarter", "day"))


def test_a_registry_of_the_caller_is_used():
    """A registry that is passed wins over the application's."""
    mine = pint.UnitRegistry()
    assert mine is units.quantity(1, "student", registry=mine)._REGISTRY


def test_pints_own_wrapper_can_be_passed(host):
    """What get_application_registry returns stands for the registry behind it."""
    registry = pint.UnitRegistry()
    host(registry)
    assert registry is units.quantity(1, "student", registry=pint.get_application_registry())._REGISTRY


def test_definitions_of_the_host_stay():
    """What a registry has defined before is not redefined, even where redefinition would raise."""
    theirs = pint.UnitRegistry(on_redefinition="raise")
    theirs.define("person = [person] = individual")
    theirs.define("student = person")
    assert units.quantity(3, "student", registry=theirs) == theirs.Quantity(3, "individual")
    assert units.quantity(3, "household", registry=theirs).check("[household]")


def test_a_host_that_converts_currencies_does_not_make_us_do_so():
    """No rate enters through a registry, since it would have no date."""
    theirs = pint.UnitRegistry()
    theirs.define("EUR = [money]")
    theirs.define("USD = 0.9 * EUR")
    assert not units.compatible("USD", "EUR", registry=theirs)


def test_what_the_registry_does_not_define_is_named():
    """A registry of the caller may lack a physical unit, also one that ours are made of."""
    empty = pint.UnitRegistry(None)
    with pytest.raises(UnitError, match="does not define 'acre'") as caught:
        units.convert(1, "acre", "hectare", registry=empty)
    assert "acre" == caught.value.unit
    with pytest.raises(UnitError, match="does not define 'month'"):
        units.convert(1, "calendar_quarter", "month", registry=empty)
    assert "person" == str(units.quantity(1, "person", registry=empty).units)


@pytest.mark.parametrize("settings", [{"non_int_type": Decimal}, {"case_sensitive": False}])
def test_registries_with_settings_of_their_own_serve(settings):
    """A registry that calculates in decimals or ignores capitals converts to floats all the same."""
    registry = pint.UnitRegistry(**settings)
    converted = units.convert(1, "mile", "meter", registry=registry)
    assert 1609.344 == pytest.approx(converted)
    assert float is type(converted)


def test_a_registry_is_let_go_with_its_owner():
    """Remembering what was read in a registry does not keep it alive."""
    registry = pint.UnitRegistry()
    units.convert(1, "mile", "meter", registry=registry)
    alive = weakref.ref(registry)
    del registry
    gc.collect()
    assert alive() is None


def test_thirty_two_threads_begin_together(host):
    """The lazy application registry, which breaks when threads make it together, is made once."""
    host(pint.registry.LazyRegistry())
    together = threading.Barrier(32)
    results, failures = [], []

    def work():
        together.wait()
        try:
            quantity = units.quantity(5, "per 1,000 persons")
            results.append((id(quantity._REGISTRY), units.convert(1, "mile", "meter"), units.check("%")))
        except Exception as error:  # noqa: BLE001 - whatever a thread dies of is what the test is about
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == failures
    assert 32 == len(results)
    assert 1 == len(set(results))


def test_what_is_ours_alone_needs_no_pint():
    """Importing, checking and converting shares leave pint unloaded."""
    program = """
import sys
from collective_impact import units
units.check("percent"), units.check("mg/L"), units.difference(1, 2, "percent")
assert units.convert(5, "per 1,000", "percent") == 0.5
assert units.convert(5, "mile", "miles") == 5
assert not units.compatible("USD", "EUR")
assert "pint" not in sys.modules
units.quantity(1, "percent")
assert "pint" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
