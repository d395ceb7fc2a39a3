"""What can go wrong, and sentences for people.

Every error of this library descends from `CollectiveImpactError`; its leaves also
subclass the builtin they resemble, keep their fields, and say what was given, what was
wrong and what there is.

Sentences are `Message` values: a code and its parameters. The code is API, the words are
not: they stand in ``locale/<language>/*.toml`` and can be translated without touching a
program that reads the codes. There, what stands in double brackets is left out where all
numbers in it are 0: ``"{yes} of {of}[[ (not recorded: {unknown})]]"``.
"""

from __future__ import annotations

import functools
import math
import numbers
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Literal, TypeAlias

import attrs

from collective_impact.errors._shown import nearest as nearest
from collective_impact.errors._shown import short
from collective_impact.errors._spoken import Param as Param
from collective_impact.errors._spoken import spoken, without_empty_asides

Step: TypeAlias = str | int


def _pairs(params: Mapping[str, Param] | Iterable[tuple[str, Param]]) -> tuple[tuple[str, Param], ...]:
    pairs = params.items() if isinstance(params, Mapping) else params
    return tuple((str(name), _plain(str(name), value)) for name, value in pairs)


def _plain(name: str, value: object) -> Param:
    """Return a parameter as what every format and language can hold."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real) and math.isfinite(value):
        return float(value)
    raise InvalidValueError(f"Message.params.{name}", value, "text, a finite number, true, false or None")


def _sentence(template: str | None) -> str | None:
    """Return words whose braces hold names of parameters and nothing else."""
    try:
        parts = [] if template is None else list(string.Formatter().parse(template))
    except ValueError:  # a brace alone
        parts = [("", "", "", None)]
    for _, name, spec, conversion in parts:
        if name is not None and (spec or not name.isidentifier() or conversion not in (None, "r", "s")):
            raise InvalidValueError("Message.template", template, "words with names in braces, such as '{n} stops'")
    return template


@attrs.frozen
class Message:
    """A sentence for people: a stable code, its parameters, and words found by locale.

    Parameters
    ----------
    code : str
        Dotted and stable, for example ``"fault.unknown_id"``. Programs branch on it.
    params : mapping of str to str, int, float, bool or None
        What the sentence speaks of.
    template : str, optional
        The words, with ``{name}`` for a parameter, where the library has none for the code
        (a measure or a framework of your own).

    Examples
    --------
    >>> message = Message("mine.stops", {"n": 3}, "{n} bus stops in walking distance")
    >>> str(message)
    '3 bus stops in walking distance'
    >>> message.to_dict()["code"]
    'mine.stops'
    """

    code: str
    params: tuple[tuple[str, Param], ...] = attrs.field(default=(), converter=_pairs)
    template: str | None = attrs.field(default=None, converter=_sentence)

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language; English where that has no words for it.

        Parameters
        ----------
        locale : str
            A language of the package (``"en"``, ``"es"``).

        Returns
        -------
        str
        """
        words = _words(locale).get(self.code) or self.template or _words("en").get(self.code)
        if words is None:
            return f"{self.code} {dict(self.params)}" if self.params else self.code
        if words is not self.template:  # brackets in a caller's own words are brackets
            words = without_empty_asides(words, self.params)
        return spoken(words, self.params)

    def __str__(self) -> str:
        return self.text()

    def to_dict(self, locale: str = "en") -> dict[str, object]:
        """Return code, parameters and text as plain data.

        Parameters
        ----------
        locale : str
            The language of ``text``.

        Returns
        -------
        dict
            Keys ``code``, ``params``, ``text``; also ``template`` where the words are the caller's own.
        """
        plain: dict[str, object] = {"code": self.code, "params": dict(self.params), "text": self.text(locale)}
        if self.template is not None:
            plain["template"] = self.template
        return plain


@functools.cache
def _words(locale: str) -> Mapping[str, str]:
    folder = resources.files(__package__.rpartition(".")[0]) / "locale" / locale
    if not locale.isalpha() or not folder.is_dir():
        raise UnknownNameError("locale", locale, locales())
    words: dict[str, str] = {}
    for room in (file for file in folder.iterdir() if file.name.endswith(".toml")):
        words.update(_flat(tomllib.loads(room.read_text(encoding="utf-8"))))
    return words


def locales() -> tuple[str, ...]:
    """Return the languages that the package has words for.

    Returns
    -------
    tuple of str
        Sorted language codes.

    Examples
    --------
    >>> "en" in locales()
    True
    """
    folder = resources.files(__package__.rpartition(".")[0]) / "locale"
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and entry.name.isalpha()))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


@attrs.frozen(kw_only=True)
class Fault:
    """One thing that is wrong (or, with severity ``"warning"``, improbable), and where.

    Parameters
    ----------
    message : Message
        What is wrong and what would be right.
    location : tuple of str and int
        The steps from the root to the place, as in the document.
    address : str
        The record's address in the initiative, such as ``indicators/grad``; empty where
        the place is in no record.
    severity : {"error", "warning"}
    """

    message: Message
    location: tuple[Step, ...] = ()
    address: str = ""
    severity: Literal["error", "warning"] = "error"

    @property
    def code(self) -> str:
        """The message's code."""
        return self.message.code

    @property
    def params(self) -> dict[str, Param]:
        """The message's parameters."""
        return dict(self.message.params)

    @property
    def path(self) -> str:
        """The place as a JSONPath, for example ``$.initiative.indicators[3].baseline``."""
        return "$" + "".join(map(_step, self.location))

    def __str__(self) -> str:
        where = self.address or self.path
        return f"{where}: {self.message}"

    def to_dict(self, locale: str = "en") -> dict[str, object]:
        """Return the fault as plain data.

        Parameters
        ----------
        locale : str
            The language of the text.

        Returns
        -------
        dict
            The message's keys, with ``path``, ``address`` and ``severity``.
        """
        place = {"path": self.path, "address": self.address, "severity": self.severity}
        return self.message.to_dict(locale) | place


def _step(step: Step) -> str:
    return f".{step}" if isinstance(step, str) and step.isidentifier() else f"[{step!r}]"


class CollectiveImpactError(Exception):
    """Root of every error that this library raises on purpose."""


class InvalidError(CollectiveImpactError, ValueError):
    """Something whose faults were all collected before raising.

    Parameters
    ----------
    what : str
        What is invalid, for the first line.
    faults : iterable of Fault
        All that is wrong with it.
    """

    def __init__(self, what: str, faults: Iterable[Fault]) -> None:
        self.what = what
        self.faults = tuple(faults)
        super().__init__(what, self.faults)

    def __str__(self) -> str:
        """Name the thing, count its faults and list each on a line of its own."""
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        lines = (f"  {fault.path}: {fault.message}" for fault in self.faults)
        return "\n".join([f"{self.what} has {count}:", *lines])


class InvalidDocumentError(InvalidError):
    """A document (JSON, TOML) that cannot be read as what it claims to be."""


class InvalidInitiativeError(InvalidError):
    """An initiative whose records contradict each other."""


class InvalidFrameworkError(InvalidError):
    """A framework that cannot score: unknown measures, senseless weights, equal goalposts."""


class InvalidValueError(CollectiveImpactError, ValueError):
    """A single value that cannot be what it is used as.

    Parameters
    ----------
    what : str
        The field or argument.
    given : object
        What was given.
    wanted : str
        What would be right.
    """

    def __init__(self, what: str, given: object, wanted: str) -> None:
        self.what = what
        self.given = given
        self.wanted = wanted
        super().__init__(what, given, wanted)

    def __str__(self) -> str:
        """Say the field, what was given and what would be right."""
        return f"{self.what}: {short(self.given)} is not {self.wanted}"


class UnknownNameError(CollectiveImpactError, KeyError):
    """A name, id or address that does not exist, with the nearest that does.

    Parameters
    ----------
    kind : str
        What was looked for: ``"stakeholder"``, ``"example"``, ``"path"``.
    given : object
        The name that was asked for.
    known : iterable of str
        The names that exist.
    """

    def __init__(self, kind: str, given: object, known: Iterable[str]) -> None:
        self.kind = kind
        self.given = given
        self.known = tuple(known)
        super().__init__(kind, given, self.known)

    @property
    def nearest(self) -> str | None:
        """The existing name most like the one given, if any is like it."""
        return nearest(str(self.given), self.known)

    def __str__(self) -> str:
        """Say what was looked for, and the nearest name or all names."""
        text = f"no {self.kind} {short(self.given)}"
        near = self.nearest
        if near is not None:
            return f"{text}; did you mean {near!r}?"
        few = 12
        if 0 < len(self.known) <= few:
            return f"{text}; there are: {', '.join(self.known)}"
        return text


class UnitError(CollectiveImpactError, ValueError):
    """A unit that is unknown, misspelled, ambiguous or cannot be converted.

    Parameters
    ----------
    unit : str
        The unit as given.
    message : Message
        What is wrong with it and what would be right.
    """

    def __init__(self, unit: str, message: Message) -> None:
        self.unit = unit
        self.message = message
        super().__init__(unit, message)

    def __str__(self) -> str:
        """Return the sentence."""
        return str(self.message)


class MissingExtraError(CollectiveImpactError, ImportError):
    """Something was asked for that needs a package which is not installed with the library alone.

    Parameters
    ----------
    what : str
        What was asked for: ``"workbooks"``.
    package : str
        What it needs: ``"openpyxl"``.
    extra : str
        With what the library is installed so that it has it: ``"excel"``.
    """

    def __init__(self, what: str, package: str, extra: str) -> None:
        self.what = what
        self.package = package
        self.extra = extra
        super().__init__(what, package, extra)

    def __str__(self) -> str:
        """Say what to do."""
        return f'{self.what} need {self.package}: pip install "collective-impact[{self.extra}]"'
