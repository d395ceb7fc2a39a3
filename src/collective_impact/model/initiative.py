"""The initiative: everything that is recorded of one collective impact effort."""

import functools
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

import attrs
from attrs import field
from attrs.converters import optional

from collective_impact.errors import Fault, InvalidInitiativeError, UnknownNameError
from collective_impact.model import _canonical, _change, _check, _walk
from collective_impact.model._record import Record, as_date, record
from collective_impact.model.activities import Activity
from collective_impact.model.agenda import Adoption, CommonAgenda, Goal, Review
from collective_impact.model.backbone import Backbone, Provision
from collective_impact.model.evidence import ContributionClaim, Evidence, SystemsChange
from collective_impact.model.extent import Disclosure, Extent
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.meetings import Body, Convening
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.ties import Tie, Wave
from collective_impact.model.vocabulary import Completeness, InitiativeStatus


@record(kw_only=True)
class Initiative(Record):
    """A collective impact initiative, checked as a whole when it is made.

    Nothing of it can be changed; the ``with_...`` verbs, `without` and `patched` return
    another one.

    Parameters
    ----------
    id : str
    name : str, optional
    place, population : str, optional
        Where, and whose lives are to change.
    started, ended : date or str, optional
    status : InitiativeStatus or str
        Active unless said otherwise.
    reason : str, optional
        Why it has that status.
    parent : str, optional
        Id of the initiative that this one is part of.
    agenda : CommonAgenda, optional
    stakeholders : tuple of Stakeholder
    indicators : tuple of Indicator
    activities : tuple of Activity
    convenings : tuple of Convening
    ties : tuple of Tie
    bodies : tuple of Body
    backbone : Backbone, optional
    waves : tuple of Wave
    instruments : tuple of Instrument
    responses : tuple of Response
    evidence : tuple of Evidence
    systems_changes : tuple of SystemsChange
    contribution_claims : tuple of ContributionClaim
    extents : tuple of Extent
    disclosure : Disclosure, optional
    sources : tuple of str
        Where the records come from.
    note : str, optional

    Raises
    ------
    InvalidInitiativeError
        Records contradict each other; all faults are listed together.

    Examples
    --------
    >>> import collective_impact as ci
    >>> reads = ci.Initiative(id="reads", stakeholders=[ci.Stakeholder(id="ymca")])
    >>> reads.with_ties(ci.Tie(source="ymca", target="ymcaa", kind="trust"))
    Traceback (most recent call last):
        ...
    collective_impact.errors.InvalidInitiativeError: initiative 'reads' has 1 fault:
      $.ties[0].target: no stakeholder with id 'ymcaa'; did you mean 'ymca'?
    """

    id: str
    name: str | None = None
    place: str | None = None
    population: str | None = None
    started: date | None = field(default=None, converter=optional(as_date))
    ended: date | None = field(default=None, converter=optional(as_date))
    status: InitiativeStatus = field(default=InitiativeStatus.ACTIVE, converter=InitiativeStatus)
    reason: str | None = None
    parent: str | None = None
    agenda: CommonAgenda | None = None
    stakeholders: tuple[Stakeholder, ...] = field(default=(), converter=tuple[Stakeholder, ...])
    indicators: tuple[Indicator, ...] = field(default=(), converter=tuple[Indicator, ...])
    activities: tuple[Activity, ...] = field(default=(), converter=tuple[Activity, ...])
    convenings: tuple[Convening, ...] = field(default=(), converter=tuple[Convening, ...])
    ties: tuple[Tie, ...] = field(default=(), converter=tuple[Tie, ...])
    bodies: tuple[Body, ...] = field(default=(), converter=tuple[Body, ...])
    backbone: Backbone | None = None
    waves: tuple[Wave, ...] = field(default=(), converter=tuple[Wave, ...])
    instruments: tuple[Instrument, ...] = field(default=(), converter=tuple[Instrument, ...])
    responses: tuple[Response, ...] = field(default=(), converter=tuple[Response, ...])
    evidence: tuple[Evidence, ...] = field(default=(), converter=tuple[Evidence, ...])
    systems_changes: tuple[SystemsChange, ...] = field(default=(), converter=tuple[SystemsChange, ...])
    contribution_claims: tuple[ContributionClaim, ...] = field(default=(), converter=tuple[ContributionClaim, ...])
    extents: tuple[Extent, ...] = field(default=(), converter=tuple[Extent, ...])
    disclosure: Disclosure | None = None
    sources: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    note: str | None = None

    DOCUMENT: ClassVar[str] = "initiative"

    def __attrs_post_init__(self) -> None:
        faults = _check.faults(self, Initiative)
        if faults:
            raise InvalidInitiativeError(f"initiative {self.id!r}", faults)

    # What is there -------------------------------------------------------------------

    @functools.cached_property
    def _addresses(self) -> Mapping[str, Record]:
        return dict(_walk.addresses(self, Initiative))

    @functools.cached_property
    def _extents(self) -> Mapping[str, Extent]:
        return {extent.collection: extent for extent in self.extents}

    @functools.cached_property
    def _by_id(self) -> Mapping[str, Mapping[str, Any]]:
        listed = ((target, _walk.listed(self, Initiative, target) or ()) for target in _check.TARGETS)
        return {target: {part.id: part for part in parts} for target, parts in listed}  # type: ignore[attr-defined]

    def find(self, address: str) -> Record:
        """Return the record at an address.

        Parameters
        ----------
        address : str
            For example ``"indicators/grad/observations/2018-19"``.

        Returns
        -------
        Record

        Raises
        ------
        UnknownNameError
            Nothing has that address; the nearest that exists is named.

        Examples
        --------
        >>> import collective_impact as ci
        >>> ci.examples.load("rgv_focus").find("stakeholders/educate_texas").name
        'Educate Texas'
        """
        try:
            return self._addresses[address]
        except KeyError:
            raise UnknownNameError("record at address", address, self._addresses) from None

    def addresses(self) -> tuple[str, ...]:
        """Return the address of every record, owners before what they own."""
        return tuple(self._addresses)

    def extent(self, collection: str) -> Extent:
        """Return how complete a collection is; what is not said follows from what is listed.

        Parameters
        ----------
        collection : str
            Address of the collection, for example ``"agenda/adoptions"``.

        Returns
        -------
        Extent
            As recorded; else complete where anything is listed and unknown where nothing is.

        Raises
        ------
        UnknownNameError
            There can be no such collection.

        Examples
        --------
        >>> import collective_impact as ci
        >>> ci.Initiative(id="new").extent("stakeholders").completeness.value
        'unknown'
        """
        if (recorded := self._extents.get(collection)) is not None:
            return recorded
        listed = _walk.listed(self, Initiative, collection)
        if listed is None:
            names = [f.name for f in attrs.fields(Initiative) if isinstance(f.default, tuple) and f.name != "extras"]
            raise UnknownNameError("collection", collection, names)
        return Extent(collection=collection, completeness=Completeness.COMPLETE if listed else Completeness.UNKNOWN)

    def members(self, on: date | str | None = None) -> tuple[Stakeholder, ...]:
        """Return the stakeholders that belong on a date.

        Parameters
        ----------
        on : date or str, optional
            None asks who has not left.

        Returns
        -------
        tuple of Stakeholder
            In the order of the document.
        """
        day = None if on is None else as_date(on)
        return tuple(person for person in self.stakeholders if person.belongs(day))

    def stakeholder(self, id: str) -> Stakeholder:  # noqa: A002 - the field's name is id
        """Return the stakeholder with an id, or raise `UnknownNameError`."""
        return self._one("stakeholders", id)  # type: ignore[no-any-return]

    def indicator(self, id: str) -> Indicator:  # noqa: A002 - the field's name is id
        """Return the indicator with an id, or raise `UnknownNameError`."""
        return self._one("indicators", id)  # type: ignore[no-any-return]

    def activity(self, id: str) -> Activity:  # noqa: A002 - the field's name is id
        """Return the activity with an id, or raise `UnknownNameError`."""
        return self._one("activities", id)  # type: ignore[no-any-return]

    def body(self, id: str) -> Body:  # noqa: A002 - the field's name is id
        """Return the body with an id, or raise `UnknownNameError`."""
        return self._one("bodies", id)  # type: ignore[no-any-return]

    def goal(self, id: str) -> Goal:  # noqa: A002 - the field's name is id
        """Return the goal with an id, or raise `UnknownNameError`."""
        return self._one("agenda/goals", id)  # type: ignore[no-any-return]

    def _one(self, collection: str, given: str) -> Any:  # noqa: ANN401 - typed by its callers
        known = self._by_id[collection]
        if given not in known:
            raise UnknownNameError(f"{_check.TARGETS[collection]} with id", given, known)
        return known[given]

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals of the agenda; none where there is no agenda."""
        return self.agenda.goals if self.agenda else ()

    def indicators_for(self, goal: str) -> tuple[Indicator, ...]:
        """Return the indicators of a goal, or raise `UnknownNameError`."""
        self.goal(goal)
        return tuple(indicator for indicator in self.indicators if goal in indicator.goals)

    def activities_for(self, goal: str) -> tuple[Activity, ...]:
        """Return the activities tied to a goal itself or to one of its indicators."""
        measured = {indicator.id for indicator in self.indicators_for(goal)}
        return tuple(a for a in self.activities if goal in a.goals or measured.intersection(a.advances))

    def warnings(self) -> tuple[Fault, ...]:
        r"""Return what is improbable in the records: visible, but never an error.

        Returns
        -------
        tuple of Fault
            Each with severity ``"warning"``.

        Examples
        --------
        >>> import collective_impact as ci
        >>> alone = ci.Initiative(id="new", activities=[ci.Activity(id="walk")])
        >>> print(*alone.warnings(), sep="\n")
        activities/walk: nobody is recorded as leading it
        """
        return _check.warnings(self)

    def fingerprint(self) -> str:
        """Return 64 hexadecimal digits that stand for the content.

        They are the same in every process and under every version of Python, and do not
        depend on the order in which records, or ids in a record, are listed.
        """
        return self._fingerprint

    @functools.cached_property
    def _fingerprint(self) -> str:
        return _canonical.fingerprint(self)

    # Change --------------------------------------------------------------------------

    def with_stakeholders(self, *records: Stakeholder | Iterable[Stakeholder]) -> "Initiative":
        """Return it with stakeholders added, or replaced where the id is known."""
        return self._with("stakeholders", _change.flat(Stakeholder, records))

    def with_indicators(self, *records: Indicator | Iterable[Indicator]) -> "Initiative":
        """Return it with indicators added, or replaced where the id is known."""
        return self._with("indicators", _change.flat(Indicator, records))

    def with_activities(self, *records: Activity | Iterable[Activity]) -> "Initiative":
        """Return it with activities added, or replaced where the id is known."""
        return self._with("activities", _change.flat(Activity, records))

    def with_convenings(self, *records: Convening | Iterable[Convening]) -> "Initiative":
        """Return it with convenings added, or replaced where the id (or date and body) is known."""
        return self._with("convenings", _change.flat(Convening, records))

    def with_ties(self, *records: Tie | Iterable[Tie]) -> "Initiative":
        """Return it with ties added, or replaced where source, target, kind, wave and reporter are known."""
        return self._with("ties", _change.flat(Tie, records))

    def with_bodies(self, *records: Body | Iterable[Body]) -> "Initiative":
        """Return it with bodies added, or replaced where the id is known."""
        return self._with("bodies", _change.flat(Body, records))

    def with_waves(self, *records: Wave | Iterable[Wave]) -> "Initiative":
        """Return it with waves added, or replaced where the id is known."""
        return self._with("waves", _change.flat(Wave, records))

    def with_instruments(self, *records: Instrument | Iterable[Instrument]) -> "Initiative":
        """Return it with instruments added, or replaced where the id is known."""
        return self._with("instruments", _change.flat(Instrument, records))

    def with_responses(self, *records: Response | Iterable[Response]) -> "Initiative":
        """Return it with responses added, or replaced where instrument, respondent and wave are known."""
        return self._with("responses", _change.flat(Response, records))

    def with_evidence(self, *records: Evidence | Iterable[Evidence]) -> "Initiative":
        """Return it with evidence added, or replaced where the id is known."""
        return self._with("evidence", _change.flat(Evidence, records))

    def with_systems_changes(self, *records: SystemsChange | Iterable[SystemsChange]) -> "Initiative":
        """Return it with systems changes added, or replaced where the id is known."""
        return self._with("systems_changes", _change.flat(SystemsChange, records))

    def with_contribution_claims(self, *records: ContributionClaim | Iterable[ContributionClaim]) -> "Initiative":
        """Return it with contribution claims added, or replaced where the id is known."""
        return self._with("contribution_claims", _change.flat(ContributionClaim, records))

    def with_extents(self, *records: Extent | Iterable[Extent]) -> "Initiative":
        """Return it with extents added, or replaced where the collection is known."""
        return self._with("extents", _change.flat(Extent, records))

    def with_goals(self, *records: Goal | Iterable[Goal]) -> "Initiative":
        """Return it with goals of the agenda added, or replaced where the id is known."""
        return self._with_in_agenda("goals", _change.flat(Goal, records))

    def with_adoptions(self, *records: Adoption | Iterable[Adoption]) -> "Initiative":
        """Return it with adoptions of the agenda added, or replaced where stakeholder and date are known."""
        return self._with_in_agenda("adoptions", _change.flat(Adoption, records))

    def with_reviews(self, *records: Review | Iterable[Review]) -> "Initiative":
        """Return it with reviews of the agenda added, or replaced where the date is known."""
        return self._with_in_agenda("reviews", _change.flat(Review, records))

    def with_provisions(self, *records: Provision | Iterable[Provision]) -> "Initiative":
        """Return it with provisions of the backbone added, or replaced where the function is known."""
        backbone = self.backbone or Backbone()
        new = _change.merged(backbone.provisions, _change.flat(Provision, records))
        return attrs.evolve(self, backbone=attrs.evolve(backbone, provisions=new))

    def with_observations(self, by_indicator: Mapping[str, Observation | Iterable[Observation]]) -> "Initiative":
        """Return it with observations added to indicators, or replaced where period, group and reporter are known.

        Parameters
        ----------
        by_indicator : mapping of str to Observation or iterable of Observation
            Under the id of each indicator; any number at one go, checked once.

        Returns
        -------
        Initiative

        Raises
        ------
        UnknownNameError
            There is no indicator with an id.

        Examples
        --------
        >>> import collective_impact as ci
        >>> before = ci.Initiative(id="reads", indicators=[ci.Indicator(id="grad")])
        >>> after = before.with_observations({"grad": ci.Observation(period="2019", value=92)})
        >>> after.indicator("grad").observations[0].value
        92.0
        """
        changed = []
        for name, new in by_indicator.items():
            old = self.indicator(name)
            observations = _change.merged(old.observations, _change.flat(Observation, [new]))
            changed.append(attrs.evolve(old, observations=observations))
        return self.with_indicators(changed)

    def without(self, *addresses: str | Iterable[str]) -> "Initiative":
        """Return it without the records at the addresses.

        What still refers to a record that is taken out is a fault; take it out or change it too.

        Parameters
        ----------
        *addresses : str or iterable of str
            For example ``"stakeholders/ymca"``.

        Returns
        -------
        Initiative

        Raises
        ------
        UnknownNameError
            There is no record at an address.
        InvalidInitiativeError
            Other records refer to one that is taken out; all of them are named.

        Examples
        --------
        >>> import collective_impact as ci
        >>> two = ci.Initiative(id="reads", stakeholders=[ci.Stakeholder(id="ymca"), ci.Stakeholder(id="library")])
        >>> [person.id for person in two.without("stakeholders/ymca").stakeholders]
        ['library']
        """
        given = [part for parts in addresses for part in ([parts] if isinstance(parts, str) else parts)]
        for address in given:
            self.find(address)
        return self.patched(_change.removal(given))

    def patched(self, changes: Mapping[str, Any]) -> "Initiative":
        """Return it with changes laid over it; what the changes do not mention stays.

        Parameters
        ----------
        changes : mapping
            Fields by name; records of a collection by their key. ``None`` makes a field
            unknown, `REMOVE` takes a record out, a key that is not there makes a new record.

        Returns
        -------
        Initiative

        Raises
        ------
        UnknownNameError
            A field or record does not exist.
        InvalidValueError
            A value is not what its field takes.
        InvalidInitiativeError
            The records would contradict each other.

        Examples
        --------
        >>> import collective_impact as ci
        >>> before = ci.Initiative(id="reads", indicators=[ci.Indicator(id="grad", unit="percent")])
        >>> after = before.patched({"place": "Hidalgo", "indicators": {"grad": {"unit": None}}})
        >>> after.place, after.indicator("grad").unit
        ('Hidalgo', None)
        >>> after.patched({"indicators": {"grad": ci.REMOVE}}).indicators
        ()
        """
        return _change.patched(self, changes)

    def _with(self, collection: str, new: tuple[Any, ...]) -> "Initiative":
        changed: Any = {collection: _change.merged(getattr(self, collection), new)}
        return attrs.evolve(self, **changed)

    def _with_in_agenda(self, collection: str, new: tuple[Any, ...]) -> "Initiative":
        agenda = self.agenda or CommonAgenda()
        changed: Any = {collection: _change.merged(getattr(agenda, collection), new)}
        return attrs.evolve(self, agenda=attrs.evolve(agenda, **changed))
