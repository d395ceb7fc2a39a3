"""The second condition, shared measurement: what is measured in common, by whom, and what for.

In place stand `defined_indicators`, `agenda_coverage`, `disaggregation` and `data_agreements`;
in practice `common_reporting`, `comparability`, `timeliness`, `use` and `results_returned`.
"""

from datetime import date

from collective_impact.conditions import _definitions, _reports, _view
from collective_impact.conditions._counting import Answer, any_of, mean, part, share, share_among, written
from collective_impact.conditions._measurement_in_practice import (
    common_reporting,
    comparability,
    not_reported_by_partners,
    results_returned,
    timeliness,
    use,
)
from collective_impact.conditions.finding import Finding
from collective_impact.model.indicators import Indicator
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import IndicatorLevel

__all__ = [
    "agenda_coverage",
    "common_reporting",
    "comparability",
    "data_agreements",
    "defined_indicators",
    "disaggregation",
    "results_returned",
    "timeliness",
    "use",
]


def defined_indicators(initiative: Initiative, as_of: date) -> Finding:
    """Return how completely the indicators are defined.

    The mean, over indicators, of the share of six that each has: definition, unit (or
    ordered grades), direction, baseline, target, and reporters (or a public source).

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        A baseline of a later period is not known yet.

    Returns
    -------
    Finding
        A mean share, 0 to 1.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> grade3 = ci.Indicator(id="grade3", definition="", unit="percent", direction="increase", public_source="TEA")
    >>> found = defined_indicators(ci.Initiative(id="reads", indicators=[grade3]), date(2020, 1, 1))
    >>> found.value, found.low, round(found.high, 4)
    (0.75, 0.5, 0.8333)
    """
    parts = [
        part(f"indicators/{indicator.key}", _definition(initiative, indicator, as_of))
        for indicator in initiative.indicators
    ]
    extent = _view.extent(initiative, "indicators", len(parts))
    counts = {"complete": sum(one.low >= 1 for one in parts), "of": len(parts)}
    return mean(parts, "shared_measurement.defined_indicators", extent=extent, params=counts)


def _definition(initiative: Initiative, indicator: Indicator, as_of: date) -> list[bool | None]:
    reporters, all_named = _reports.reporters(initiative, indicator)
    is_reported = any_of((bool(reporters), written(indicator.public_source)))
    return [
        written(indicator.definition),
        _definitions.has_unit(indicator),
        _definitions.has_direction(indicator),
        _definitions.has_baseline(indicator, as_of),
        _definitions.has_target(indicator),
        is_reported if is_reported or all_named else None,
    ]


def agenda_coverage(initiative: Initiative, as_of: date) -> Finding:  # noqa: ARG001 - definitions have no date
    """Return how many of the goals are measured in the population.

    The share of goals with an indicator about the population, and not only about those whom
    a program serves.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Not used: goals and definitions have no date.

    Returns
    -------
    Finding
        A share of the goals, 0 to 1. An indicator of which no goal is recorded may be one of
        any goal.

    References
    ----------
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     agenda=ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")]),
    ...     indicators=[ci.Indicator(id="grade3", level="population", goals=["read"])],
    ... )
    >>> agenda_coverage(reads, date(2020, 1, 1)).value
    0.5
    """
    extent = _view.extent(initiative, "agenda/goals", len(initiative.goals))
    answers = _definitions.by_goal(initiative, _is_of_population)
    return share(answers, "shared_measurement.agenda_coverage", extent=extent)


def _is_of_population(indicator: Indicator) -> bool | None:
    return None if indicator.level is None else indicator.level is IndicatorLevel.POPULATION


def disaggregation(initiative: Initiative, as_of: date) -> Finding:
    """Return for how much of what is measured it can be seen whose lives change.

    The share of population indicators with an observation of a group of people. A figure
    that is withheld, since the group is small, counts as there.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Observations of periods that were over on it count.

    Returns
    -------
    Finding
        A share of the population indicators, 0 to 1; 0 where it is known that none of the
        indicators is about the population.

    References
    ----------
    Collective Impact Forum (2016), Collective Impact Principles of Practice.
    Kania et al. (2022), Centering Equity in Collective Impact, Stanford Social Innovation Review 20(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> grade3 = ci.Indicator(
    ...     id="grade3",
    ...     level="population",
    ...     observations=[ci.Observation(period="2018", group="Starr County", status="suppressed")],
    ... )
    >>> disaggregation(ci.Initiative(id="reads", indicators=[grade3]), date(2020, 1, 1)).value
    1.0
    """
    answers = [
        (f"indicators/{indicator.key}", _is_of_population(indicator), _has_groups(initiative, indicator, as_of))
        for indicator in initiative.indicators
    ]
    extent = _view.extent(initiative, "indicators", len(answers))
    return share_among(answers, "shared_measurement.disaggregation", extent=extent)


def _has_groups(initiative: Initiative, indicator: Indicator, as_of: date) -> bool | None:
    seen = _reports.ended(indicator, as_of)
    found = any_of(_definitions.reported(one) for one in seen if one.group is not None)
    is_complete = _view.is_complete(initiative, f"indicators/{indicator.key}/observations", len(seen))
    return None if found is False and not is_complete else found


def data_agreements(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the partners that report may share their data.

    The share of reporting partners with a data-sharing agreement in force. Who left in the
    last 24 months (ours) counts as one without.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Members on this date count, and those that left in the 24 months before.

    Returns
    -------
    Finding
        A share of the reporting partners, 0 to 1; not applicable where all indicators come
        from public sources. Where nobody knows who reports an indicator, it could be any.

    References
    ----------
    Kramer, Parkhurst & Vaidyanathan (2009), Breakthroughs in Shared Measurement and Social Impact, FSG.
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> people = [ci.Stakeholder(id="district", data_sharing_agreement=True), ci.Stakeholder(id="ymca")]
    >>> grade3 = ci.Indicator(id="grade3", reporters=["district", "ymca"])
    >>> reads = ci.Initiative(id="reads", stakeholders=people, indicators=[grade3])
    >>> print(data_agreements(reads, date(2020, 1, 1)).note)
    1 of 2 reporting partners are known to have a data-sharing agreement (not recorded: 1)
    """
    if _reports.all_public(initiative):
        return not_reported_by_partners(initiative)
    reporting = {name for indicator in initiative.indicators for name in indicator.reporters}
    answers: list[Answer] = [
        (f"stakeholders/{person.key}", person.data_sharing_agreement if belongs else False)
        for person, belongs in _view.owed(initiative, as_of)
        if person.id in reporting
    ]
    extent = _reports.reporters_extent(initiative)
    if initiative.indicators and extent is not None and not answers:
        answers = [("", None)]
    return share(answers, "shared_measurement.data_agreements", extent=extent)
