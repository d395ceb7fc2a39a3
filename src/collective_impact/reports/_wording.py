"""Figures and changes in words."""

import math
from collections.abc import Callable

from collective_impact.errors import Message, UnitError
from collective_impact.measurement._differences import GRADE
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.reports._figures import Amount, Change
from collective_impact.reports._setting import Setting
from collective_impact.units import check

TINY = 0.001

_KINDS_OF_CHANGE = {"percentage_point": "point", GRADE: "grade"}


def number(value: float) -> str:
    """Write a number as it was reported: no tail of digits, thousands apart.

    Examples
    --------
    >>> number(1500.0), number(27.3), number(-2), number(0.00012)
    ('1,500', '27.3', '−2', '0.00012')
    """
    text = f"{value:,.3g}" if 0 < abs(value) < TINY else f"{value:,.4f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def signed(value: float) -> str:
    """Write a difference with its sign."""
    return f"+{number(value)}" if value > 0 else number(value)


def spelled(setting: Setting, indicator: Indicator, observation: Observation) -> str:
    """Return a figure as it was reported, with its unit; a grade as a grade, nothing as nothing."""
    if observation.level is not None:
        return setting.quoted(observation.level)
    unit = observation.unit or indicator.unit
    low = -math.inf if observation.low is None else observation.low
    high = math.inf if observation.high is None else observation.high
    is_ranged = not (math.isinf(low) and math.isinf(high))
    if observation.value is None:
        return _with_unit(setting, _range(setting, low, high, number), unit) if is_ranged else ""
    words = _with_unit(setting, number(observation.value), unit, one=observation.value == 1)
    return setting.word("figure.within", value=words, range=_range(setting, low, high, number)) if is_ranged else words


def _range(
    setting: Setting, low: float, high: float, write: Callable[[float], str], between: str = "figure.range"
) -> str:
    """Return a range in words, of which at most one end is open."""
    if math.isinf(low):
        return setting.word("figure.at_most", high=write(high))
    if math.isinf(high):
        return setting.word("figure.at_least", low=write(low))
    return write(low) if low == high else setting.word(between, low=write(low), high=write(high))


def _with_unit(setting: Setting, words: str, unit: str | None, *, one: bool = False) -> str:
    """Return a number in words with its unit behind it: in the report's words, else as it is spelled."""
    if unit is None:
        return words
    try:
        name = check(unit)
    except UnitError:
        name = ""
    if name == "percent":
        return setting.word("figure.percent", number=words)
    spelling = (name.replace("_", " ") if one else unit) or unit
    kind = "one" if one else "many"
    message = Message(f"report.unit.{kind}.{name}", {}, spelling.replace("{", "{{").replace("}", "}}"))
    return setting.word("figure.unit", number=words, unit=message.text(setting.locale))


def change_in_words(setting: Setting, found: Change, none: str = "change.none") -> str:
    """Return a change in words: how much, how much of the beginning, and whether that is wanted."""
    if found.amount.value == 0:
        return setting.word(none)
    words = _amount_of_change(setting, found.amount)
    if found.relative is not None:
        relative = f"{found.relative:+.1f}".replace("-", "−").removesuffix(".0")
        words = setting.word("change.relative", change=words, relative=relative)
    verdicts = {"better": found.better, "worse": found.worse, "chance": found.chance, "neither": found.neither}
    return setting.enumerated([words, *(setting.word(f"change.{name}") for name, holds in verdicts.items() if holds)])


def _amount_of_change(setting: Setting, amount: Amount) -> str:
    if math.isinf(amount.low) and math.isinf(amount.high):
        return setting.word("change.open")
    words = _range(setting, amount.low, amount.high, signed, "change.range")
    one = amount.value is not None and abs(amount.value) == 1
    if amount.unit in _KINDS_OF_CHANGE:
        return setting.word(f"change.{_KINDS_OF_CHANGE[amount.unit]}{'' if one else 's'}", change=words)
    return _with_unit(setting, words, amount.unit, one=one)
