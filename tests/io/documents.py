"""Documents for tests: of initiatives, and of kinds that only tests know."""

import json
from datetime import date
from typing import ClassVar

import attrs
from attrs import field

import collective_impact as ci
from collective_impact.model._record import Vocabulary, record

HEAD = {"format": "collective-impact", "schema_version": "1.0"}


def holding(**fields):
    """Return a document that holds an initiative with some fields."""
    return HEAD | {"initiative": {"id": "reads"} | fields}


def faults_of(document, kind=ci.Initiative):
    """Return code and path of each fault of a document, given as data or as text."""
    return [(fault.code, fault.path) for fault in ci.check(document, kind).faults]


def raised_by(text):
    """Return code and path of each fault that reading a text raises."""
    try:
        ci.loads(text)
    except ci.InvalidDocumentError as error:
        return [(fault.code, fault.path) for fault in error.faults]
    return []


class Mood(Vocabulary):
    """How it went."""

    GOOD = "good"
    POOR = "poor"


@attrs.frozen(kw_only=True)
class Leaf:
    """The end of a branch.

    Parameters
    ----------
    measure : str
        What it asks.
    weight : float
    """

    measure: str
    weight: float = 1.0


@attrs.frozen(kw_only=True)
class Branch:
    """What has leaves, or branches."""

    children: "tuple[Branch | Leaf, ...]"
    label: str | None = None


@record(kw_only=True)
class Card:
    """A kind of document that keeps no keys of others.

    Parameters
    ----------
    on : date
        The day.
    mood : Mood or str
        Good unless said otherwise.
    note : Message, optional
    notes : tuple of Message
    marks : tuple of float
        Some are unknown.
    tree : Branch, optional
    """

    on: date
    mood: Mood = field(default=Mood.GOOD)
    note: ci.Message | None = None
    notes: tuple[ci.Message, ...] = ()
    marks: tuple[float | None, ...] = ()
    tree: Branch | None = None

    DOCUMENT: ClassVar[str] = "scorecard"

    def __attrs_post_init__(self) -> None:
        if self.on.year == 1900:
            message = ci.Message("test.too_long_ago", {"given": "x" * 1000}, "{given} is too long ago")
            raise ci.InvalidFrameworkError("card", [ci.Fault(message=message, location=("on",))])
        if self.on.year == 1901:
            raise ci.InvalidValueError("Card.on", self.on, "in living memory")


def card(**fields):
    """Return the text of a document that holds a card."""
    return json.dumps(HEAD | {"scorecard": {"on": "2020-01-31"} | fields})
