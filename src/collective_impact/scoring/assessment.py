"""Readiness: how far the five conditions are there, in place and in practice."""

from collections.abc import Iterator
from datetime import date

from collective_impact.conditions.dating import dated
from collective_impact.conditions.measures import FACETS
from collective_impact.conditions.phases import Phase, phase_of
from collective_impact.errors import InvalidValueError, Message
from collective_impact.model._record import record
from collective_impact.model.initiative import Initiative
from collective_impact.scoring.assembly import assemble
from collective_impact.scoring.framework import Framework
from collective_impact.scoring.profiles import Profile
from collective_impact.scoring.readings import answer_all
from collective_impact.scoring.scores import Score


@record(kw_only=True)
class Readiness(Profile):
    """A scorecard of the conditions, with what must be there before them.

    Parameters
    ----------
    phase : Phase, optional
        How far the initiative is, with the evidence for it.
    """

    phase: Phase | None = None

    @property
    def preconditions(self) -> Score | None:
        """The gate beside the overall score: its worst precondition; None in a framework without one."""
        gates = self.framework.gates
        return self.nodes[gates[0].path] if gates else None


def readiness(
    initiative: Initiative, as_of: date | str | None = None, *, framework: Framework | None = None
) -> Readiness:
    """Score how far the conditions of collective impact are there.

    Parameters
    ----------
    initiative : Initiative
    as_of : date or str, optional
        Later records are not used. Unless given, the latest thing that is recorded as
        having happened (never a plan, target or forecast), with a warning that says so.
    framework : Framework, optional
        `FIVE_CONDITIONS` unless given.

    Returns
    -------
    Readiness
        One score for each condition, each with its bounds, its coverage and its records.

    Raises
    ------
    InvalidFrameworkError
        A measure of the framework cannot be found.
    InvalidValueError
        ``as_of`` is no date.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review.
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.

    Examples
    --------
    >>> import collective_impact as ci
    >>> card = ci.readiness(ci.examples.load("strive_2011"))
    >>> card.overall.value is None, card.overall.bounds[0] < card.overall.bounds[1]
    (True, True)
    """
    if framework is None:
        from collective_impact.scoring.standard import FIVE_CONDITIONS

        framework = FIVE_CONDITIONS
    refuse_others(initiative, framework)
    day, inferred = dated(initiative, as_of)
    whole = assemble(answer_all(initiative, framework, day), framework)
    return Readiness(
        initiative=initiative.id,
        name=initiative.name,
        framework=framework,
        as_of=day,
        phase=phase_of(initiative, day),
        warnings=(*inferred, *_unknown_about(initiative, framework), *whole.warnings),
        **whole.fields(),
    )


def refuse_others(initiative: object, framework: object) -> None:
    """Refuse what is no initiative or no framework."""
    if not isinstance(initiative, Initiative):
        raise InvalidValueError("initiative", initiative, "an Initiative (read_json reads one from a file)")
    if not isinstance(framework, Framework):
        raise InvalidValueError("framework", framework, "a Framework (Framework.from_toml reads one from a file)")


def _unknown_about(initiative: Initiative, framework: Framework) -> Iterator[Message]:
    """Warn of rated evidence, and of survey items, that speak of something neither the framework nor alignment asks."""
    criteria = {criterion.id for criterion in framework.criteria}
    parts = {group.path for group in framework.groups} | {criterion.path for criterion in framework.criteria}
    for evidence in initiative.evidence:
        known = evidence.about in criteria | parts or _is_of_alignment(evidence.about)
        if evidence.rating is not None and not known:
            yield Message("card.unknown_about", {"address": f"evidence/{evidence.key}", "about": evidence.about})
    answered = {response.instrument for response in initiative.responses}
    for instrument in initiative.instruments:
        for item in instrument.items if instrument.id in answered else ():
            for about in sorted(about for about in {*item.about} - criteria if not _is_of_alignment(about)):
                address = f"instruments/{instrument.key}/items/{item.key}"
                yield Message("card.unknown_about", {"address": address, "about": about})


def _is_of_alignment(about: str) -> bool:
    """Say whether something speaks of what alignment asks, or of the agenda, which is no mistake here."""
    return about.replace("/", ".").partition(".")[0] in ("alignment", *FACETS)
