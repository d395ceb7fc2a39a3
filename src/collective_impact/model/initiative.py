"""The initiative: everything that is recorded of one collective impact effort."""

import functools
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

import attrs
from attrs import field
from attrs.converters import optional

from collective_impact.errors import Fault, InvalidInitiativeError, UnknownNameError
from collective_impact.model import _canonical, _check, _walk
from collective_impact.model._record import Record, as_date, record
from collective_impact.model._verbs import Changeable
from collective_impact.model.activities import Activity
from collective_impact.model.agenda import CommonAgenda, Goal
from collective_impact.model.backbone import Backbone
from collective_impact.model.evidence import ContributionClaim, Evidence, SystemsChange
from collective_impact.model.extent import Disclosure, Extent
from collective_impact.model.indicators import Indicator
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.meetings import Body, Convening
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.ties import Tie, Wave
from collective_impact.model.vocabulary import Completeness, InitiativeStatus, Role


@record(kw_only=True)
class Initiative(Changeable):
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

    def __str__(self) -> str:
        """Return its name, and how many records of each kind there are."""
        names = (f.name for f in attrs.fields(Initiative) if isinstance(f.default, tuple))
        collections = [name for name in names if name not in {"extras", "extents", "sources"}]
        listed = {"goals": self.goals} | {name: getattr(self, name) for name in collections}
        counts = ", ".join(f"{name.replace('_', ' ')}: {len(found)}" for name, found in listed.items() if found)
        return f"{self.name or self.id} ({counts or 'no records yet'})"

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

    @property
    def backbone_organizations(self) -> tuple[str, ...]:
        """Ids of those who serve the whole; where the backbone lists none, the stakeholders with that role."""
        if self.backbone is not None and self.backbone.organizations:
            return self.backbone.organizations
        return tuple(person.id for person in self.stakeholders if Role.BACKBONE in person.roles)

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
