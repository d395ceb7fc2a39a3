"""What people write for a unit, and the unit that they mean: pure text, without pint."""

import functools
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from collective_impact.errors import Message, UnitError, nearest
from collective_impact.units._allow_list import OWN, catalogue

Atom = tuple[str, int]  # a unit of the allow-list and its power

OFFSETS = {"degree_Celsius": "delta_degree_Celsius", "degree_Fahrenheit": "delta_degree_Fahrenheit"}

_LONGEST = 100
_HIGHEST = 9
_SYMBOLS = str.maketrans({"²": "**2", "³": "**3", "^": "**", "·": "*", "×": "*"})
_NUMBER_WORDS = {"thousand": 1_000, "ten thousand": 10_000, "hundred thousand": 100_000, "million": 1_000_000}
_AMOUNT = re.compile(r"(?!1\s*/)(?P<money>US\$|[$€£¥])?\s*\d[\d.,\s_]*(?P<rest>.*)")
_OPERATOR = re.compile(r"\s*(/|(?<!\*)\*(?!\*))\s*")
_PIECE = re.compile(
    r"(?:(?P<number>\d{1,3}(?:[,\s_]\d{3})+|\d+|(?:(?:ten|hundred)[\s_])?thousand|million)(?P<thousands>k?)"
    r"(?![^\W_]|[.,]))?[\s_]*(?P<name>[^\s\d()*][^()*]*?)?\s*(?:\*\*\s*(?P<power>-?[1-9]))?",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Unit:
    """A unit as understood: its canonical spelling, and what decides about conversion.

    Two units convert into each other if they count the same things and pint finds their
    physical parts commensurable; the scales of their shares then divide.
    """

    text: str
    atoms: tuple[Atom, ...]
    counted: tuple[Atom, ...]
    physical: str
    scale: Fraction


def check(unit: str) -> str:
    """Return the canonical spelling of a unit, or say how it should be spelled.

    Parameters
    ----------
    unit : str
        A unit of `allowed`, in any of its spellings, or an expression of such units. After
        ``/`` or "per" may stand 1,000 and its like.

    Returns
    -------
    str
        The spelling that this library writes itself; checking it again returns it.

    Raises
    ------
    UnitError
        If the unit is unknown, ambiguous or contains an amount; the message names the
        right spelling.

    Examples
    --------
    >>> from collective_impact import units
    >>> units.check("Students"), units.check("per 100,000"), units.check("mg/L")
    ('student', 'per_100000', 'milligram/liter')
    >>> units.check("deaths per 1,000 persons per year")
    'death*per_1000/person/year'
    >>> units.check("$5")
    Traceback (most recent call last):
    ...
    collective_impact.errors.UnitError: unit '$5': give the amount in the value and 'USD' as the unit
    """
    return parse(unit).text


def parse(unit: str) -> Unit:
    """Return a unit as understood, or raise `UnitError`."""
    outcome = _outcome(unit)
    if isinstance(outcome, Message):
        raise UnitError(unit, outcome)
    return outcome


@functools.lru_cache(maxsize=4096)
def _outcome(unit: str) -> Unit | Message:
    """Remember refusals too: thousands of observations share one wrong unit."""
    if len(unit) > _LONGEST:
        return Message("unit.syntax", {"given": f"{unit[:_LONGEST]}…"})
    try:
        return _read(unit)
    except UnitError as error:
        return error.message


def _read(unit: str) -> Unit:
    text = _plain(unit)
    if text in catalogue().refused:
        raise _refusal(unit, text)
    if amount := _AMOUNT.fullmatch(text):
        raise _amount(unit, amount)
    atoms: dict[str, int] = {}
    for piece, below in _pieces(unit, text):
        for name, power in _atoms(unit, piece, below=below):
            atoms[name] = atoms.get(name, 0) + (-power if below else power)
    return _unit(unit, tuple((name, power) for name, power in atoms.items() if power))


def _plain(unit: str) -> str:
    """Write "per" as a slash, and the signs of typesetters as those of programs."""
    text = " ".join(unit.split()).translate(_SYMBOLS)
    text = re.sub(r"\bper[ _](?=cent|mille)", "per", text, flags=re.IGNORECASE)
    text = re.sub(r"(^|\*) ?per[ _]+", r"\g<1>1/", text, flags=re.IGNORECASE)
    return re.sub(r"[ _]+per[ _]+", "/", text, flags=re.IGNORECASE)


def _pieces(unit: str, text: str) -> Iterator[tuple[str, bool]]:
    """Split at the operators and say of each piece whether it stands below the line."""
    first, *rest = _OPERATOR.split(text)
    yield first, False
    below = False
    for operator, piece in zip(rest[::2], rest[1::2], strict=True):
        if below and operator == "*":
            raise _error("unit.order", unit, part=piece)
        below = operator == "/"
        yield piece, below


def _atoms(unit: str, piece: str, *, below: bool) -> Iterator[Atom]:
    match = _PIECE.fullmatch(piece)
    if match is None or not piece or (match["power"] and not match["name"]):
        raise _error("unit.syntax", unit)
    if match["number"]:
        yield from _share(unit, match["number"], match["thousands"], below=below)
    if match["name"]:
        yield _name(unit, re.sub(r"[\s_-]+", "_", match["name"])), int(match["power"] or 1)


def _share(unit: str, number: str, thousands: str, *, below: bool) -> Iterator[Atom]:
    """Read 1,000 below the line as a unit of its own; no other number belongs into one."""
    digits = re.sub(r"\D", "", number)
    size = int(digits) if digits else _NUMBER_WORDS[number.lower().replace("_", " ")]
    size *= 1000 if thousands else 1
    name = "percent" if size == 100 else f"per_{size}"  # noqa: PLR2004 - what percent means
    if size == 1:
        return
    if not below:
        raise _error("unit.multiplier", unit, part=number + thousands)
    if name not in catalogue().kinds:
        raise _error("unit.per", unit, part=number + thousands)
    yield name, -1  # the share itself stands above the line


def _name(unit: str, spelling: str) -> str:
    """Find the unit that a spelling means; capitals count only in abbreviations."""
    known = catalogue()
    folded = spelling.casefold()
    for key in (spelling, folded):
        if key in known.spellings and (key == spelling or len(key) > len("mg")):
            return known.spellings[key]
        if key in known.refused:
            raise _refusal(unit, key)
    raise _unknown(unit, spelling)


def _unknown(unit: str, spelling: str) -> UnitError:
    known = catalogue()
    part, of, whole = spelling.partition("_of_")
    right = known.spellings.get(part, known.spellings.get(whole))
    if of and right:
        return _error("unit.of", unit, part=spelling, right=right)
    head, _, _ = spelling.partition("_")
    if head in known.multipliers:
        return _error("unit.multiplier", unit, part=head)
    words = [word for word, name in known.spellings.items() if known.kinds[name] != "currency"]
    near = spelling.upper() if spelling.upper() in known.spellings else nearest(spelling, words)
    if near is None:
        return _error("unit.unknown", unit, part=spelling)
    return _error("unit.unknown_near", unit, part=spelling, right=near)


def _unit(unit: str, atoms: tuple[Atom, ...]) -> Unit:
    known = catalogue()
    shares, counted, physical = (
        tuple(sorted(atom for atom in atoms if known.kinds[atom[0]] in kinds))
        for kinds in (("share",), OWN, ("time", "physical"))
    )
    if sum(abs(power) for _, power in shares) > 1 or any(abs(power) > _HIGHEST for _, power in atoms):
        raise _error("unit.syntax", unit)
    for name in OFFSETS.keys() & dict(atoms):
        if atoms != ((name, 1),):
            raise _error("unit.offset", unit, part=name, right=OFFSETS[name])
    return Unit(
        text=spelled(atoms),
        atoms=atoms,
        counted=counted,
        physical=spelled(physical) if physical else "",
        scale=next((Fraction(known.definitions[name]) ** power for name, power in shares), Fraction(1)),
    )


def spelled(atoms: Iterable[Atom]) -> str:
    """Return the canonical spelling of a product of powers of units."""
    above: list[str] = []
    below: list[str] = []
    for name, power in atoms:
        text = name if abs(power) == 1 else f"{name}**{abs(power)}"
        (above if power > 0 else below).append(text)
    numerator = "*".join(above) or ("1" if below else "ratio")
    return "/".join([numerator, *below])


def _refusal(unit: str, part: str) -> UnitError:
    return _error("unit.refused", unit, part=part, right=" / ".join(catalogue().refused[part]))


def _amount(unit: str, amount: re.Match[str]) -> UnitError:
    """Say what stays of the unit once its amount is taken away."""
    if amount["money"]:
        return _error("unit.amount", unit, right=catalogue().refused[amount["money"]][0])
    rest = f"1{amount['rest']}" if amount["rest"].startswith("/") else amount["rest"]
    try:
        return _error("unit.amount", unit, right=check(rest))
    except UnitError:
        return _error("unit.amount_alone", unit)


def _error(code: str, unit: str, **params: str) -> UnitError:
    return UnitError(unit, Message(code, {"given": unit, **params}))
