"""One document looked at: by the short way where all is well, else with an account of every fault."""

from typing import Any, ClassVar, Generic, Protocol, TypeVar

import attrs

from collective_impact.errors import CollectiveImpactError, Fault, Message
from collective_impact.io import _converter, _envelope, _text
from collective_impact.io._examination import Examination
from collective_impact.io._forms import EXTRAS
from collective_impact.io._leaves import RefusedError, shown
from collective_impact.io._relations import contradictions, within
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Instrument


class Document(Protocol):
    """What a class has whose values are documents: the key under which a document holds them."""

    DOCUMENT: ClassVar[str]


D = TypeVar("D", bound=Document)


@attrs.frozen(kw_only=True)
class Check(Generic[D]):
    """What there is to say about a document.

    Parameters
    ----------
    faults : tuple of Fault
        Why it cannot be read: faults of shape first, then contradictions.
    warnings : tuple of Fault
        What is improbable, or newer than this library.
    value : optional
        What the document holds; None where there are faults.
    """

    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    value: D | None = None

    def to_dict(self, locale: str = "en") -> dict[str, object]:
        """Return it as plain data: the faults and warnings in a language, and the document."""
        said = {name: [fault.to_dict(locale) for fault in getattr(self, name)] for name in ("faults", "warnings")}
        return {**said, "document": None if self.value is None else _envelope.closed(self.value)}


def checked_text(text: str | bytes, kind: type[Any]) -> Check[Any]:
    """Look at the text of a document that is to hold an instance of a kind."""
    try:
        document, faults = _text.parsed(text)
    except RefusedError as error:
        return Check(faults=(Fault(message=error.message),))
    return checked(document, kind, faults)


def checked(document: object, kind: type[Any], faults: tuple[Fault, ...] = ()) -> Check[Any]:
    """Look at the plain data of a document, some of whose faults are known, without ever raising for what it says."""
    envelope = _envelope.opened(document, kind)
    if envelope.is_plain and not faults:
        try:
            return _consistent(Check(value=_converter.read(kind, envelope.content)))
        except (CollectiveImpactError, KeyError, RecursionError):
            pass  # it stops at the first fault; the examination finds all
    return _consistent(_examined(envelope, kind, (*faults, *envelope.faults)))


def _consistent(found: Check[Any]) -> Check[Any]:
    """Look at an instrument for contradictions; an initiative does so itself."""
    faults = within(found.value, (Instrument.DOCUMENT,)) if isinstance(found.value, Instrument) else ()
    return attrs.evolve(found, faults=faults, value=None) if faults else found


def _examined(envelope: _envelope.Envelope, kind: type[Any], faults: tuple[Fault, ...]) -> Check[Any]:
    """Read with an account of all that is wrong."""
    examination = Examination(newer=envelope.newer)
    examination.faults += faults
    value = None
    try:
        value = _examine(examination, envelope, kind)
    except RecursionError:
        examination.faults.append(Fault(message=Message("document.deep")))
    found = tuple(examination.faults)
    return Check(faults=found, warnings=envelope.warnings, value=None if found else value)


def _examine(examination: Examination, envelope: _envelope.Envelope, kind: type[Any]) -> object:
    root = (kind.DOCUMENT,)
    content = envelope.content
    if content is _envelope.ABSENT:
        return None
    if not isinstance(content, dict):
        examination.faults.append(Fault(message=Message("shape.object", {"given": shown(content)}), location=root))
        return None
    taken, _ = examination.given(content, kind, root)
    if not any(fault.location[:1] == root for fault in examination.faults):
        extras = {EXTRAS: (*taken.get(EXTRAS, ()), *envelope.extras)} if envelope.extras else {}
        return examination.made(kind, taken | extras, root)
    if kind is Initiative:
        examination.faults += contradictions(taken, examination, root)
    return None
