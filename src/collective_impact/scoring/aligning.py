"""Alignment: whether the partners pull the same way, and for whom they do not."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field

from collective_impact.conditions._described import Description, described
from collective_impact.conditions._incidence import Matrix, matrices
from collective_impact.conditions._partners import ASPECTS, Aspect, Partner, mean_of, partners
from collective_impact.conditions.dating import dated
from collective_impact.conditions.measures import FACETS
from collective_impact.errors import Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.model.initiative import Initiative
from collective_impact.scoring.assembly import assemble
from collective_impact.scoring.assessment import refuse_others
from collective_impact.scoring.framework import Framework
from collective_impact.scoring.profiles import Profile
from collective_impact.scoring.readings import answer_all

OWN = "alignment."
"""What begins so, and is about nothing that the framework asks, is a mistake."""


@record(kw_only=True)
class Alignment(Profile):
    """A scorecard of how far partners pull the same way, with each partner's part in it.

    Parameters
    ----------
    partners : tuple of Partner
        Each member's part, in the order of the document.
    matrices : tuple of Matrix
        Who reports which indicator, and who acts for which goal and on which indicator.
    beside : tuple of Description
        What is told beside the scores, since more of it is not better.

    Examples
    --------
    >>> import collective_impact as ci
    >>> card = ci.alignment(ci.examples.load("fictional_riverbend"))
    >>> list(card)
    ['agenda', 'measurement', 'activities', 'relationships']
    >>> print(card.by_stakeholder["county_health"])
    Riverbend County Health Department: adopts yes; reports yes; acts yes; attends 5 of 8; connects yes
    """

    partners: tuple[Partner, ...] = field(default=(), converter=tuple[Partner, ...])
    matrices: tuple[Matrix, ...] = field(default=(), converter=tuple[Matrix, ...])
    beside: tuple[Description, ...] = field(default=(), converter=tuple[Description, ...])

    @property
    def by_stakeholder(self) -> Mapping[str, Partner]:
        """What to know before a call with a partner: whether it adopts, reports, acts, attends, connects."""
        return {partner.stakeholder: partner for partner in self.partners}

    @property
    def by_sector(self) -> Mapping[str | None, Mapping[str, Aspect]]:
        """The same on average over the members of each sector; under None those whose sector is unknown."""
        members: defaultdict[str | None, list[Partner]] = defaultdict(list)
        for partner in self.partners:
            members[None if partner.sector is None else partner.sector.value].append(partner)
        return {
            sector: {name: mean_of([getattr(partner, name) for partner in of]) for name in ASPECTS}
            for sector, of in sorted(members.items(), key=lambda item: (item[0] is None, item[0] or ""))
        }

    @property
    def drifting(self) -> tuple[Partner, ...]:
        """The partners that are declared, and of whom no act of the last 24 months is recorded.

        ``evidence`` of each leads to what it declared and to its last act; ``is_certain``
        says whether there may be an act that is not recorded. Where activities or meetings are
        not listed, nobody is said to drift.
        """
        return tuple(partner for partner in self.partners if partner.drifts)

    def matrix(self, name: str) -> Matrix:
        """Return who does what, as a table.

        Parameters
        ----------
        name : {"measurement", "activities", "indicators"}
            Who reports which indicator; who acts for which goal; who acts on which indicator.

        Raises
        ------
        UnknownNameError
            There is no such table.

        Examples
        --------
        >>> import collective_impact as ci
        >>> card = ci.alignment(ci.examples.load("fictional_riverbend"))
        >>> card.matrix("measurement").cell("alder_schools", "indicators/graduation")
        'reports'
        """
        for matrix in self.matrices:
            if matrix.name == name:
                return matrix
        raise UnknownNameError("matrix", name, (matrix.name for matrix in self.matrices))

    def _told(self) -> Iterator[tuple[str, str]]:
        yield from super()._told()
        names = ", ".join(partner.name or partner.stakeholder for partner in self.drifting)
        yield "Drifting", names or "nobody is known to"


def alignment(
    initiative: Initiative, as_of: date | str | None = None, *, framework: Framework | None = None
) -> Alignment:
    """Score how far partners pull the same way: in agenda, measurement, activities and relationships.

    A partner of whom nothing is recorded raises the value of no criterion. Where nothing is
    missing of what the criteria read, it raises no score and no upper bound anywhere. Where a
    list may go on, it may act without a record, which an upper bound has to allow for; and
    where too little was known for a value, that the newcomer does nothing may be what makes
    it enough.

    Parameters
    ----------
    initiative : Initiative
    as_of : date or str, optional
        Later records are not used. Unless given, the latest thing that is recorded as
        having happened, with a warning that says so.
    framework : Framework, optional
        `ALIGNMENT` unless given.

    Returns
    -------
    Alignment
        One score for each facet, each with its bounds, its coverage and its records; and each
        member's part in it.

    Raises
    ------
    InvalidFrameworkError
        A measure of the framework cannot be found.
    InvalidValueError
        It is no initiative or no framework, or ``as_of`` is no date.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> card = ci.alignment(ci.examples.load("fictional_riverbend"))
    >>> print(card["measurement"])
    90 (78–90), 88 % of the evidence
    """
    if framework is None:
        from collective_impact.scoring.standard import ALIGNMENT

        framework = ALIGNMENT
    refuse_others(initiative, framework)
    day, inferred = dated(initiative, as_of)
    whole = assemble(answer_all(initiative, framework, day), framework)
    return Alignment(
        initiative=initiative.id,
        name=initiative.name,
        framework=framework,
        as_of=day,
        partners=partners(initiative, day),
        matrices=matrices(initiative, day),
        beside=described(initiative, day),
        warnings=(*inferred, *_unknown_about(initiative, framework), *whole.warnings),
        **whole.fields(),
    )


def asks_alignment(framework: Framework) -> bool:
    """Say whether a framework asks what alignment does, and not how ready an initiative is."""
    return any(group.path in FACETS for group in framework.top)


def _unknown_about(initiative: Initiative, framework: Framework) -> Iterator[Message]:
    """Warn of what speaks of alignment, or of the agenda, and of nothing there is; the rest is for readiness."""
    criteria = {criterion.id for criterion in framework.criteria}
    goals = {"agenda", *(f"agenda/goals/{goal.key}" for goal in initiative.goals)}
    for evidence in initiative.evidence:
        if evidence.rating is not None and evidence.about.startswith(OWN) and evidence.about not in criteria:
            yield Message("card.unknown_about", {"address": f"evidence/{evidence.key}", "about": evidence.about})
    for instrument in initiative.instruments:
        for item in instrument.items:
            for about in sorted({*item.about} - criteria - goals):
                if about.startswith((OWN, "agenda")):
                    address = f"instruments/{instrument.key}/items/{item.key}"
                    yield Message("card.unknown_about", {"address": address, "about": about})
