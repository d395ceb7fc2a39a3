"""The first condition, a common agenda: what the problem is, what is to be reached, and who adopted it.

In place stand `problem_understood`, `measurable_goals`, `horizons` and `learning_provision`;
in practice `adoption`, `inclusion`, `joint_action` and `revision`.
"""

from datetime import date

from collective_impact.conditions import _definitions, _view
from collective_impact.conditions._agenda_in_practice import adoption, inclusion, joint_action, revision
from collective_impact.conditions._counting import Answer, all_of, any_of, share, written
from collective_impact.conditions.finding import Finding
from collective_impact.model.agenda import CommonAgenda
from collective_impact.model.indicators import Indicator
from collective_impact.model.initiative import Initiative
from collective_impact.model.vocabulary import Horizon

__all__ = [
    "adoption",
    "horizons",
    "inclusion",
    "joint_action",
    "learning_provision",
    "measurable_goals",
    "problem_understood",
    "revision",
]


def problem_understood(initiative: Initiative, as_of: date) -> Finding:  # noqa: ARG001 - texts have no date
    """Return how much of the problem is put in words.

    The share of five that are documented: the problem, the population or place that it is
    about, the boundaries, the sources and the vision.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Not used: texts have no date.

    Returns
    -------
    Finding
        A share, 0 to 1. An absent text is unknown, an empty one a recorded none.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> agenda = ci.CommonAgenda(problem="Too few children read well", vision="")
    >>> found = problem_understood(ci.Initiative(id="reads", agenda=agenda), date(2020, 1, 1))
    >>> found.value, found.low, found.high
    (0.5, 0.2, 0.8)
    """
    agenda = initiative.agenda or CommonAgenda()
    whose = any_of((written(initiative.population), written(initiative.place)))
    texts = [("agenda", written(text)) for text in (agenda.problem, agenda.boundaries, agenda.vision)]
    sources = _listed(initiative, "agenda/sources", agenda.sources)
    return share([*texts, sources, ("", whose)], "common_agenda.problem_understood")


def measurable_goals(initiative: Initiative, as_of: date) -> Finding:
    """Return for how many of the goals it can be seen whether they are reached.

    The share of goals with an indicator that has a unit (or ordered grades), a direction, a
    baseline and a target. It may be about the population or about those whom a program
    serves; whether each goal is measured in the population is another question.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        A baseline of a later period is not known yet.

    Returns
    -------
    Finding
        A share of the goals, 0 to 1. An indicator of which no goal is recorded may be one
        of any goal.

    References
    ----------
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> third_grade = ci.Indicator(
    ...     id="grade3",
    ...     goals=["read"],
    ...     unit="percent",
    ...     direction="increase",
    ...     baseline=ci.Observation(period="2012", value=31),
    ...     target=ci.Observation(period="2025", value=60),
    ... )
    >>> agenda = ci.CommonAgenda(goals=[ci.Goal(id="read"), ci.Goal(id="work")])
    >>> reads = ci.Initiative(id="reads", agenda=agenda, indicators=[third_grade])
    >>> measurable_goals(reads, date(2020, 1, 1)).value
    0.5
    """

    def is_measurable(indicator: Indicator) -> bool | None:
        return all_of(
            (
                _definitions.has_unit(indicator),
                _definitions.has_direction(indicator),
                _definitions.has_baseline(indicator, as_of),
                _definitions.has_target(indicator),
            )
        )

    extent = _view.extent(initiative, "agenda/goals", len(initiative.goals))
    return share(_definitions.by_goal(initiative, is_measurable), "common_agenda.measurable_goals", extent=extent)


def horizons(initiative: Initiative, as_of: date) -> Finding:  # noqa: ARG001 - goals have no date
    """Return whether there are both short-term wins and long-term goals.

    The share of the two horizons that at least one goal has.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Not used: goals have no date.

    Returns
    -------
    Finding
        0, 0.5 or 1. A goal of unknown horizon may have either.

    References
    ----------
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> agenda = ci.CommonAgenda(goals=[ci.Goal(id="read", horizon="long_term")])
    >>> horizons(ci.Initiative(id="reads", agenda=agenda), date(2020, 1, 1)).value
    0.5
    """
    goals = initiative.goals
    is_complete = _view.is_complete(initiative, "agenda/goals", len(goals))
    absent = False if is_complete and all(goal.horizon is not None for goal in goals) else None
    source = _view.said_by(initiative, "agenda/goals")
    answers: list[Answer] = []
    for horizon in Horizon:
        there = [f"agenda/goals/{goal.key}" for goal in goals if goal.horizon is horizon]
        answers.append((min(there), True) if there else (source, absent))
    return share(answers, "common_agenda.horizons")


def learning_provision(initiative: Initiative, as_of: date) -> Finding:  # noqa: ARG001 - texts have no date
    """Return whether it is provided for that the partners learn together.

    The share of two that are there: principles of working together, and an evaluation plan.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Not used: texts have no date.

    Returns
    -------
    Finding
        0, 0.5 or 1.

    References
    ----------
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.
    Collective Impact Forum (2016), Collective Impact Principles of Practice.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> agenda = ci.CommonAgenda(principles=["Decide with those concerned"], evaluation_plan="")
    >>> learning_provision(ci.Initiative(id="reads", agenda=agenda), date(2020, 1, 1)).value
    0.5
    """
    agenda = initiative.agenda or CommonAgenda()
    principles = _listed(initiative, "agenda/principles", agenda.principles)
    return share([principles, ("agenda", written(agenda.evaluation_plan))], "common_agenda.learning_provision")


def _listed(initiative: Initiative, collection: str, texts: tuple[str, ...]) -> Answer:
    """Return whether a collection of texts holds one."""
    if any(map(written, texts)):
        return "agenda", True
    is_none = _view.is_complete(initiative, collection, len(texts))
    return _view.said_by(initiative, collection), False if is_none else None
