"""The house decorator: what "a value of ours" means, decided in one place.

A class under `record` is frozen, keyword-only, slotted and hashable, and each field takes
exactly what its annotation says: text is text, a number is finite and not a bool, a
sequence is no string. Two kindnesses are for callers: the spelling of an enumeration
member, a date or a period is accepted where the thing itself belongs, and any iterable
where a tuple does.

The ``converter=`` of a field tells type checkers of these kindnesses (mypy reads it, and
understands only named functions); what happens at run time follows from the annotation
alone, so that the two cannot drift apart unnoticed.
"""

import functools
import math
import numbers
import types
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, Union, get_args, get_origin

import attrs

from collective_impact.errors import InvalidValueError, Message, Param, Step, nearest

__all__ = ["record"]  # tells type checkers that it is meant for others, wherever it comes from

Cleaner: TypeAlias = Callable[[Any], Any]
Saying: TypeAlias = tuple[tuple[Step, ...], Message]  # the steps from a record to a place, and what is wrong there


class Vocabulary(StrEnum):
    """An enumeration of the field's terms, which takes its members' spellings."""

    @classmethod
    def _missing_(cls, value: object) -> "Vocabulary":
        known = [member.value for member in cls]
        near = nearest(value, known) if isinstance(value, str) else None
        hint = f" (did you mean {near!r}?)" if near else ""
        raise InvalidValueError(cls.__name__, value, f"one of {', '.join(known)}{hint}")


def as_date(value: date | str) -> date:
    """Return a date, from itself or from its ISO 8601 spelling."""
    if type(value) is date:
        return value  # most of them
    iso_length = len("2026-01-31")  # fromisoformat takes week dates and basic format too
    if isinstance(value, str) and len(value) == iso_length and value[4] == value[7] == "-":
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise InvalidValueError("date", value, "a date such as '2026-01-31'")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidValueError("text", value, "text")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise InvalidValueError("text", value, "text that can be written (it holds a lone surrogate)") from None
    return str.__str__(value)  # a member of somebody's enumeration is its value, not its name


def _number(value: object) -> float:
    if type(value) is float and math.isfinite(value):
        return value  # most of them, and asking what is a real number takes long
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise InvalidValueError("number", value, "a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise InvalidValueError("number", value, "a finite number")
    return number


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise InvalidValueError("number", value, "a whole number")
    return int(value)


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidValueError("answer", value, "true or false")
    return value


_PLAIN: dict[object, Cleaner] = {
    str: _text,
    float: _number,
    int: _whole,
    bool: _yes_or_no,
    date: as_date,
    object: lambda value: value,
}


def cleaner(annotation: Any) -> Cleaner:  # noqa: ANN401 - an annotation may be anything
    """Return the function that makes a value fit an annotation, or raises `InvalidValueError`."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return _optional(annotation)
    if origin is tuple:
        item = get_args(annotation)[0]
        return functools.partial(_tuple_as_it_is, item, functools.partial(_tuple_of, cleaner(item)))
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    parse = annotation if issubclass(annotation, Vocabulary) else getattr(annotation, "parse", None)
    return functools.partial(_spelled, annotation, parse)


def _optional(annotation: Any) -> Cleaner:  # noqa: ANN401 - an annotation may be anything
    (inner,) = [part for part in get_args(annotation) if part is not types.NoneType]
    clean = cleaner(inner)
    return lambda value: None if value is None else clean(value)


def _tuple_of(clean: Cleaner, values: object) -> tuple[object, ...]:
    if type(values) is tuple:  # most of them, and asking what is a sequence takes long
        return tuple(map(clean, values))
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise InvalidValueError("sequence", values, "a sequence")
    ordered = sorted(values, key=repr) if isinstance(values, set | frozenset) else values  # the same in every process
    return tuple(map(clean, ordered))


def _tuple_as_it_is(kind: type, otherwise: Cleaner, values: object) -> object:
    """Return a tuple of records, or of texts of plain ASCII such as addresses, as it is: most are."""
    if type(values) is tuple and set(map(type, values)) <= {kind} and _is_clean(kind, values):
        return values
    return otherwise(values)


def _is_clean(kind: type, values: tuple[Any, ...]) -> bool:
    """Say whether values of exactly a kind stay what they are: its type says so of all but numbers and some texts."""
    return "".join(values).isascii() if kind is str else kind not in _PLAIN


def _spelled(kind: type, parse: Cleaner | None, value: object) -> object:
    if isinstance(value, kind):
        return value
    if parse is not None:
        return parse(value)
    raise InvalidValueError(kind.__name__, value, f"of type {kind.__name__}")


def _named(owner: str, field: "attrs.Attribute[Any]") -> Cleaner:
    """Let an error of a field say whose field it is, and the signature what the field takes."""
    clean = cleaner(field.type)
    usual = _settled(clean, field.default)

    def convert(value: object) -> object:
        if value is usual:
            return value  # most fields of most records
        try:
            return clean(value)
        except InvalidValueError as error:
            what = f"{owner}.{field.name}"
            raise InvalidValueError(what, error.given, error.wanted) from None

    convert.__annotations__["value"] = field.type
    return convert


def _settled(clean: Cleaner, default: object) -> object:
    """Return a default that need not be made to fit; a field without one, or with another, never meets `NOTHING`."""
    return default if default is not attrs.NOTHING and clean(default) is default else attrs.NOTHING


def _typed(cls: type, fields: list["attrs.Attribute[Any]"]) -> list["attrs.Attribute[Any]"]:
    return [
        field.evolve(converter=_named(cls.__name__, field))
        if field.init and not field.inherited  # type: ignore[attr-defined] # missing from the stubs of attrs
        else field
        for field in fields
    ]


if TYPE_CHECKING:
    from attrs import frozen as record
else:
    record = functools.partial(attrs.frozen, field_transformer=_typed)


def refers(collection: str) -> dict[str, str]:
    """Mark a field (as its metadata) as holding ids of records of a collection.

    The initiative checks every such field, so that a reference is declared where it
    stands and nowhere else.
    """
    return {"refers": collection}


@record(kw_only=True)
class Extra:
    """A key of a document that the library does not know, kept as it came.

    Parameters
    ----------
    key : str
        ``x_...``, or a key of a newer minor version of the format.
    text : str
        The value as canonical JSON text (values hold no mappings).
    """

    key: str
    text: str


@record(kw_only=True, order=False)
class Value:
    """Something that a document can hold.

    Parameters
    ----------
    extras : tuple of Extra
        Keys kept from the document that it was read from.
    """

    extras: tuple[Extra, ...] = attrs.field(default=(), converter=tuple[Extra, ...], repr=False)


@record(kw_only=True)
class Record(Value):
    """A value with an address in an initiative."""

    KEY: ClassVar[tuple[str, ...]] = ("id",)

    @functools.cached_property
    def key(self) -> str:
        """The record's part of its address: its id, or what tells it from its siblings."""
        return self.spelled_key()

    def spelled_key(self) -> str:
        """Return the key; it is asked for often and spelled once."""
        return ";".join([escaped(getattr(self, self.KEY[0])), *self.other_keys()])

    @classmethod
    @functools.cache
    def has_id_for_key(cls) -> bool:
        """Say whether the key is the id and nothing else, so that ids differ where keys do."""
        return cls.KEY == ("id",) and cls.spelled_key is Record.spelled_key and cls.other_keys is Record.other_keys

    @classmethod
    def of_key(cls, key: str) -> dict[str, object]:
        """Return the fields that a key spells; what `key` says, read back."""
        first, *others = key.split(";")
        pairs = [(cls.KEY[0], first), *(other.partition("=")[::2] for other in others)]
        return {name: unescaped(value) for name, value in pairs}

    def other_keys(self) -> list[str]:
        """Return the key fields after the first, where they are known."""
        return [f"{name}={escaped(value)}" for name in self.KEY[1:] if (value := getattr(self, name)) is not None]

    def contradictions(self) -> Iterable[Saying]:
        """Yield each place of the record that contradicts another or itself, with why."""
        return ()

    def doubts(self) -> Iterable[Saying]:
        """Yield each place that is improbable rather than wrong, with why."""
        return ()


def escaped(value: object) -> str:
    """Return a value as part of an address, in which slashes divide steps and semicolons fields."""
    text = str(value)
    if "%" in text or "/" in text or ";" in text:
        return text.replace("%", "%25").replace("/", "%2F").replace(";", "%3B")
    return text


def unescaped(part: str) -> str:
    """Return the value that a part of an address stands for."""
    return part.replace("%2F", "/").replace("%3B", ";").replace("%25", "%")


def saying(place: Step | tuple[Step, ...], code: str, **params: Param) -> Saying:
    """Return what a record says about one of its fields, or about a place below it."""
    return place if isinstance(place, tuple) else (place,), Message(code, params)


def listed_twice(place: Step, values: tuple[str, ...]) -> Iterable[Saying]:
    """Yield what is listed more than once where it can only be there or not."""
    for given, times in Counter(values).items():
        if times > 1:
            yield saying(place, "fault.listed_twice", given=given)
