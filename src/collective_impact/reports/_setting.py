"""What a report is about, for whom it is, and what those readers may be shown."""

import functools
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

import attrs
from attrs import Factory, field

from collective_impact.conditions.measures import CONFIDENTIAL
from collective_impact.errors import Message, Param
from collective_impact.measurement._disclosed import disclosed, withheld
from collective_impact.model._record import Vocabulary, escaped
from collective_impact.model.indicators import Indicator
from collective_impact.model.initiative import Initiative
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import StakeholderKind
from collective_impact.reports.sections import Cell, Grounds, Line
from collective_impact.scoring.aligning import Alignment, alignment
from collective_impact.scoring.framework import is_below
from collective_impact.scoring.labels import label_of
from collective_impact.scoring.profiles import Profile


class Audience(Vocabulary):
    """For whom a report is."""

    PUBLIC = "public"
    COMMITTEE = "committee"
    BACKBONE = "backbone"


COUNTS_OF_AFFECTED = ("common_agenda.inclusion", "backbone_support.governance", "aligned_relationships.steering")
"""Sentences that count members who live with the problem."""

AFFECTED = frozenset({"common_agenda.inclusion", "aligned_relationships.steering"})
"""Measures of alignment that count them."""


def _alignment_of(setting: "Setting") -> Alignment:
    return alignment(setting.initiative, setting.card.as_of)


@attrs.frozen(kw_only=True)
class Setting:
    """An initiative, its scorecard, and the readers.

    Parameters
    ----------
    initiative : Initiative
    card : Profile
        What it scores.
    aligned : Alignment
        Whether its partners pull the same way, on the date of the card unless given.
    audience : Audience
    locale : str
        The language of the report.
    redacted : bool
        Whether it is for readers who are not to recognise anybody.
    """

    initiative: Initiative
    card: Profile
    aligned: Alignment = field(default=Factory(_alignment_of, takes_self=True))
    audience: Audience
    locale: str
    redacted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether everything but what respondents said may be shown."""
        return self.audience is Audience.BACKBONE and not self.redacted

    # Words ---------------------------------------------------------------------------

    def say(self, code: str, **params: Param) -> Message:
        """Return a sentence of the report."""
        return Message(f"report.{code}", params)

    def word(self, code: str, **params: Param) -> str:
        """Return words that stand inside another sentence."""
        return self.say(code, **params).text(self.locale)

    def line(self, code: str, *, rests_on: Iterable[str] = (), **params: Param) -> Line:
        """Return a sentence of the report as a line, with the records it rests on."""
        return Line(text=self.say(code, **params), grounds=self.grounds(rests_on))

    def cell(self, code: str, *, value: float | None = None, **params: Param) -> Cell:
        """Return a sentence of the report as a cell of a table."""
        return Cell(text=self.say(code, **params), value=value)

    def enumerated(self, words: Iterable[str]) -> str:
        """Return words one after the other, as a sentence takes them."""
        return self.word("joint").join(words)

    def day(self, day: date) -> str:
        """Return a date as people write it."""
        return self.word("day", day=day.day, month=self.word(f"month.{day.month}"), year=str(day.year))

    def period(self, period: Period) -> str:
        """Return a period as its source spells it, or else as people write it."""
        if period.label or period.grain in {"named", "half"}:
            return str(period)
        spell = {"years": lambda day: str(day.year), "months": self._month, "days": self.day}[period.grain]
        ends = tuple(dict.fromkeys(map(spell, (period.start, period.end))))
        return ends[0] if len(ends) == 1 else self.word("span", first=ends[0], last=ends[1])

    def _month(self, day: date) -> str:
        return self.word("month_of_year", month=self.word(f"month.{day.month}"), year=str(day.year))

    def quoted(self, text: str) -> str:
        """Return a text of the file, without the names of partners where nobody is to be recognised."""
        return self._mask(text) if self.redacted else text

    def call(self, stakeholder: str) -> str:
        """Return what a stakeholder is called: its name, or one that tells nobody who it is."""
        person = self.initiative.stakeholder(stakeholder)
        if self.redacted or (person.kind is StakeholderKind.PERSON and not self.is_open):
            return self._pseudonyms[stakeholder]
        return person.name or person.id

    def label(self, path: str, card: Profile | None = None) -> str:
        """Return what a group or criterion of a card, this one's unless given, is called."""
        return label_of((card or self.card).framework, path).text(self.locale)

    # Discretion ----------------------------------------------------------------------

    def for_readers(self) -> "Setting":
        """Return the setting with what these readers may see of its cards.

        Who trusts, or competes with, whom is for the backbone alone. What asks it is left out
        for all others as if it had never been asked, since beside the other parts of a mean its
        score could be worked out.
        """
        return self if self.is_open else self.for_others()

    def for_others(self) -> "Setting":
        """Return the setting with what all but the backbone may see of its cards.

        The parts of alignment stand on the page one by one, so that those which count the
        members who live with the problem go, too, where these are few persons.
        """
        hidden = CONFIDENTIAL | AFFECTED if self._few_affected else CONFIDENTIAL
        return attrs.evolve(self, card=_without(self.card, CONFIDENTIAL), aligned=_without(self.aligned, hidden))

    def grounds(self, addresses: Iterable[str], *, of_a_shortfall: bool = False) -> Grounds:
        """Return the records that something rests on, as far as these readers may see them.

        Answers to surveys are never named. Persons, ties (who trusts whom) and who reported
        which figure are for the backbone alone, and so is any partner where something falls
        short: it might be the one that fell short. A redacted report names no record at all.
        """
        all_of_them = tuple(dict.fromkeys(addresses))
        hidden = self._everybody if of_a_shortfall else self._persons
        named = () if self.redacted else tuple(address for address in all_of_them if self._may_name(address, hidden))
        return Grounds(addresses=named, unnamed=len(all_of_them) - len(named))

    def _may_name(self, address: str, hidden: frozenset[str]) -> bool:
        if address.startswith("responses/"):
            return False
        if self.is_open:
            return True
        tells_of_partners = address.startswith("ties/") or ";reporter=" in address
        return not tells_of_partners and hidden.isdisjoint(_steps(address))

    def said_of(self, collection: str) -> tuple[str, ...]:
        """Return the address of the record that says how complete a collection is, where there is one."""
        address = f"extents/{self.initiative.extent(collection).key}"
        return (address,) if address in self.initiative.addresses() else ()

    @property
    def least(self) -> int | None:
        """The least count of people that these readers may be shown, by the initiative's own rule; None is any."""
        rule = self.initiative.disclosure
        return None if rule is None or self.is_open else rule.minimum_count

    @functools.cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators as these readers may see them."""
        least = self.least
        if least is None:
            return self.initiative.indicators
        return tuple(disclosed(indicator, threshold=least) for indicator in self.initiative.indicators)

    @property
    def withheld(self) -> int:
        """How many figures for everybody these readers are not shown, up to the card's date."""
        return sum(
            withheld(recorded, shown, self.card.as_of, with_comparisons=True)
            for recorded, shown in zip(self.initiative.indicators, self.indicators, strict=True)
        )

    @property
    def hides_affected(self) -> bool:
        """Whether these readers are not told how many members live with the problem, since few persons do."""
        return self._few_affected and not self.is_open

    @functools.cached_property
    def _few_affected(self) -> bool:
        """Whether members who live with the problem are so few persons that the initiative's rule withholds it."""
        rule, members = self.initiative.disclosure, self.initiative.members(self.card.as_of)
        least = None if rule is None else rule.minimum_count
        persons = sum(bool(one.affected) and one.kind is StakeholderKind.PERSON for one in members)
        return least is not None and 0 < persons < least

    def may_say(self, message: Message) -> bool:
        """Say whether a sentence names nobody who is not to be named in it, and counts no few persons."""
        if self.is_open:
            return True
        if message.code in COUNTS_OF_AFFECTED and self.hides_affected:
            return False
        params = [value for _, value in message.params if isinstance(value, str)]
        if self._names.search(message.text(self.locale)) or any(map(self._ids.search, params)):
            return False
        return not (self.redacted and set(params).intersection(self.initiative.addresses()))

    @functools.cached_property
    def _everybody(self) -> frozenset[str]:
        return frozenset(escaped(person.id) for person in self.initiative.stakeholders)

    @functools.cached_property
    def _persons(self) -> frozenset[str]:
        people = (person for person in self.initiative.stakeholders if person.kind is StakeholderKind.PERSON)
        return frozenset(escaped(person.id) for person in people)

    @functools.cached_property
    def _pseudonyms(self) -> dict[str, str]:
        everybody = enumerate(self.initiative.stakeholders, start=1)
        return {person.id: self.word("partner", number=number) for number, person in everybody}

    @functools.cached_property
    def _known_as(self) -> dict[str, str]:
        """Every name that somebody is known by, with what is said instead."""
        return {
            name: self._pseudonyms[person.id]
            for person in self.initiative.stakeholders
            for name in (person.name, *person.aliases)
            if name
        }

    @functools.cached_property
    def _names(self) -> re.Pattern[str]:
        return _any_of(self._known_as)

    @functools.cached_property
    def _ids(self) -> re.Pattern[str]:
        return _any_of(person.id for person in self.initiative.stakeholders)

    def _mask(self, text: str) -> str:
        return self._names.sub(lambda found: self._known_as[found[0]], text)


P = TypeVar("P", bound=Profile)


def _without(card: P, measures: frozenset[str]) -> P:
    """Return a card without the criteria of some measures, and without groups of nothing else."""
    criteria, groups = card.framework.criteria, card.framework.groups
    gone = [criterion.path for criterion in criteria if criterion.measure in measures]
    left = [criterion.path for criterion in criteria if criterion.path not in gone]
    empty = [group.path for group in groups if not any(is_below(path, [group.path]) for path in left)]
    return card.without(*gone, *empty) if gone else card


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the words where it stands as a whole word."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")


def _steps(address: str) -> Iterator[str]:
    """Yield every part of an address that could be an id."""
    for step in address.split("/"):
        first, *others = step.split(";")
        yield first
        yield from (other.partition("=")[2] for other in others)
