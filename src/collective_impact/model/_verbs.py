"""The verbs of change: each returns another initiative, checked once."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.model import _change, _readings
from collective_impact.model._readings import Prefer
from collective_impact.model._record import Record
from collective_impact.model.activities import Activity
from collective_impact.model.agenda import Adoption, CommonAgenda, Goal, Review
from collective_impact.model.backbone import Backbone, Provision
from collective_impact.model.evidence import ContributionClaim, Evidence, SystemsChange
from collective_impact.model.extent import Extent
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.meetings import Body, Convening
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.ties import Tie, Wave


class Changeable(Record):
    """What can be done to an initiative, which itself never changes."""

    __slots__ = ()

    if TYPE_CHECKING:  # the fields that the verbs read; the initiative declares them
        agenda: CommonAgenda | None
        backbone: Backbone | None

        def indicator(self, id: str) -> Indicator: ...  # noqa: A002 - declared by the initiative
        def find(self, address: str) -> Record: ...

    def with_stakeholders(self, *records: Stakeholder | Iterable[Stakeholder]) -> Self:
        """Return it with stakeholders added, or replaced where the id is known."""
        return self._with("stakeholders", _change.flat(Stakeholder, records))

    def with_indicators(self, *records: Indicator | Iterable[Indicator]) -> Self:
        """Return it with indicators added, or replaced where the id is known."""
        return self._with("indicators", _change.flat(Indicator, records))

    def with_activities(self, *records: Activity | Iterable[Activity]) -> Self:
        """Return it with activities added, or replaced where the id is known."""
        return self._with("activities", _change.flat(Activity, records))

    def with_convenings(self, *records: Convening | Iterable[Convening]) -> Self:
        """Return it with convenings added, or replaced where the id (or date and body) is known."""
        return self._with("convenings", _change.flat(Convening, records))

    def with_ties(self, *records: Tie | Iterable[Tie]) -> Self:
        """Return it with ties added, or replaced where source, target, kind, wave and reporter are known."""
        return self._with("ties", _change.flat(Tie, records))

    def with_bodies(self, *records: Body | Iterable[Body]) -> Self:
        """Return it with bodies added, or replaced where the id is known."""
        return self._with("bodies", _change.flat(Body, records))

    def with_waves(self, *records: Wave | Iterable[Wave]) -> Self:
        """Return it with waves added, or replaced where the id is known."""
        return self._with("waves", _change.flat(Wave, records))

    def with_instruments(self, *records: Instrument | Iterable[Instrument]) -> Self:
        """Return it with instruments added, or replaced where the id is known."""
        return self._with("instruments", _change.flat(Instrument, records))

    def with_responses(self, *records: Response | Iterable[Response]) -> Self:
        """Return it with responses added, or replaced where instrument, respondent and wave are known."""
        return self._with("responses", _change.flat(Response, records))

    def with_evidence(self, *records: Evidence | Iterable[Evidence]) -> Self:
        """Return it with evidence added, or replaced where the id is known."""
        return self._with("evidence", _change.flat(Evidence, records))

    def with_systems_changes(self, *records: SystemsChange | Iterable[SystemsChange]) -> Self:
        """Return it with systems changes added, or replaced where the id is known."""
        return self._with("systems_changes", _change.flat(SystemsChange, records))

    def with_contribution_claims(self, *records: ContributionClaim | Iterable[ContributionClaim]) -> Self:
        """Return it with contribution claims added, or replaced where the id is known."""
        return self._with("contribution_claims", _change.flat(ContributionClaim, records))

    def with_extents(self, *records: Extent | Iterable[Extent]) -> Self:
        """Return it with extents added, or replaced where the collection is known."""
        return self._with("extents", _change.flat(Extent, records))

    def with_goals(self, *records: Goal | Iterable[Goal]) -> Self:
        """Return it with goals of the agenda added, or replaced where the id is known."""
        return self._with_in_agenda("goals", _change.flat(Goal, records))

    def with_adoptions(self, *records: Adoption | Iterable[Adoption]) -> Self:
        """Return it with adoptions of the agenda added, or replaced where stakeholder and date are known."""
        return self._with_in_agenda("adoptions", _change.flat(Adoption, records))

    def with_reviews(self, *records: Review | Iterable[Review]) -> Self:
        """Return it with reviews of the agenda added, or replaced where the date is known."""
        return self._with_in_agenda("reviews", _change.flat(Review, records))

    def with_provisions(self, *records: Provision | Iterable[Provision]) -> Self:
        """Return it with provisions of the backbone added, or replaced where the function is known."""
        backbone = self.backbone or Backbone()
        new = _change.merged(backbone.provisions, _change.flat(Provision, records))
        return self._evolved(backbone=attrs.evolve(backbone, provisions=new))

    def with_observations(self, by_indicator: Mapping[str, Observation | Iterable[Observation]]) -> Self:
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
        if not isinstance(by_indicator, Mapping):
            raise InvalidValueError("observations", by_indicator, "a mapping by the id of the indicator")
        changed = []
        for name, new in by_indicator.items():
            old = self.indicator(name)
            observations = _change.merged(old.observations, _change.flat(Observation, [new]))
            changed.append(attrs.evolve(old, observations=observations))
        return self.with_indicators(changed)

    def with_readings(self, *readings: object, prefer: Prefer | None = None) -> Self:
        """Return it with what was read from other sources beside what is recorded, checked once.

        Records of the same address become one, which knows what either says; lists of ids hold those of both. What a
        reading does not say, or says as any record does that is asked for nothing, changes nothing. Where two sources
        say different things, both are named and nothing is done, unless one of them is preferred.

        Parameters
        ----------
        *readings : TableReading or Initiative
            What `read_tables` and the other readers return; of several initiatives the one with the same id. The id of
            the only one may differ.
        prefer : {"recorded", "read"}, optional
            What is right where sources disagree: what is recorded (and what was read first), or what was read last.

        Returns
        -------
        Initiative

        Raises
        ------
        InvalidInitiativeError
            Sources disagree: all disagreements are listed, each with its place and both values; or the records
            contradict each other.
        InvalidValueError
            A reading is none, or holds several initiatives, none of them with the id.

        Examples
        --------
        >>> import collective_impact as ci
        >>> ours = ci.Initiative(id="reads", stakeholders=[ci.Stakeholder(id="ymca", sector="nonprofit")])
        >>> contacts = ci.read_tables({"Partners": [{"Name": "YMCA", "Sector": "health", "Joined": "2012-01-31"}]})
        >>> ours.with_readings(contacts)
        Traceback (most recent call last):
            ...
        collective_impact.errors.InvalidInitiativeError: initiative 'reads', put together, has 1 fault:
          $.stakeholders[0].sector: 'nonprofit' here, 'health' in source 1 (prefer= says which is right)
        >>> ours.with_readings(contacts, prefer="recorded").stakeholder("ymca").joined.year
        2012
        """
        return attrs.evolve(self, **_readings.joined(self, readings, prefer))

    def without(self, *addresses: str | Iterable[str]) -> Self:
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

    def patched(self, changes: Mapping[str, Any]) -> Self:
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

    def _with(self, collection: str, new: tuple[Any, ...]) -> Self:
        changed: Any = {collection: _change.merged(getattr(self, collection), new)}
        return attrs.evolve(self, **changed)

    def _with_in_agenda(self, collection: str, new: tuple[Any, ...]) -> Self:
        agenda = self.agenda or CommonAgenda()
        changed: Any = {collection: _change.merged(getattr(agenda, collection), new)}
        return self._evolved(agenda=attrs.evolve(agenda, **changed))

    def _evolved(self, **fields: Any) -> Self:  # noqa: ANN401 - of any of the initiative's fields
        return attrs.evolve(self, **fields)
