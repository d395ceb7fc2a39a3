"""The first facet of alignment, the agenda: who adopted it, and whether partners see it alike.

`adoption` reads records; `agreement`, `support` and `priorities` read what people outside
the backbone answered to items about the agenda (see `_agenda_answers`).
"""

from collections.abc import Sequence
from datetime import date

from collective_impact.conditions import _agenda_answers, _listing
from collective_impact.conditions._active import Active
from collective_impact.conditions._agenda_answers import Asked
from collective_impact.conditions._agenda_in_practice import adopted
from collective_impact.conditions._counting import Part, share, share_among
from collective_impact.conditions._rankings import rankings
from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message, Param
from collective_impact.measurement._proportions import wilson
from collective_impact.model.initiative import Initiative

__all__ = ["adoption", "agreement", "priorities", "support"]

DIGITS = 9
"""The last bits of sums depend on the machine."""


def adoption(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the active members adopted the agenda.

    The share that adopted it of those members who took part in an activity, came to a
    meeting or reported a figure in the last 24 months (ours). Who left in that time counts as
    one that did not adopt it, so that giving up raises no share. Who does nothing is not
    counted, whatever they signed.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Later adoptions and acts are not used.

    Returns
    -------
    Finding
        A share of the active members, 0 to 1. Who may be active counts where that is worst,
        and where that is best.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> came = [ci.Attendance(stakeholder="ymca"), ci.Attendance(stakeholder="library")]
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id=name) for name in ("ymca", "library", "bank")],
    ...     agenda=ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder="ymca"), ci.Adoption(stakeholder="bank")]),
    ...     convenings=[ci.Convening(on="2019-03-01", attendances=came)],
    ... )
    >>> adoption(reads, date(2020, 1, 1)).value  # the bank signed, and does nothing
    0.5
    """
    active = Active.until(initiative, as_of)
    answers = [
        (address, active.known(person.id) if person.belongs(as_of) else True, answer)
        for person, (address, answer) in adopted(initiative, as_of)
    ]
    extent = _listing.stakeholders(initiative, as_of)
    if not answers:
        return share((), "aligned_agenda.adoption", extent=extent, listed=len(initiative.stakeholders))
    return share_among(answers, "aligned_agenda.adoption", extent=extent)


def agreement(initiative: Initiative, as_of: date) -> Finding:
    """Return how far people outside the backbone see the agenda alike.

    Van der Eijk's agreement A of the answers to each item about a goal, or about the agenda
    as a whole, on average: 1 where all chose one level, 0 where all levels were chosen
    equally often, -1 where one half chose one end and the other half the other. The item on
    which they agree least stands in the sentence, and so do those that split them (A below
    0). Whether they agree with the goal is another question: see `support`.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        The latest wave of each instrument until the date counts.

    Returns
    -------
    Finding
        A, -1 to 1. A goal that nobody was asked about is unknown; so is an item to which
        fewer than five people (or the minimum of the initiative's disclosure rule) answered,
        or fewer than twice as many who all said the same. Who skipped an item or does not
        know could have chosen any level.

    References
    ----------
    van der Eijk (2001), Measuring agreement in ordered rating scales, Quality & Quantity 35.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> item = ci.Item(id="read", text="That is our goal, too.", about=["agenda/goals/read"])
    >>> pulse = ci.Instrument(id="pulse", levels=["no", "hardly", "partly", "mostly", "yes"], items=[item])
    >>> said = [
    ...     ci.Response(instrument="pulse", respondent=f"p{number}", answers=[ci.Answer(item="read", value=value)])
    ...     for number, value in enumerate([1, 5, 5, 1, 1, 5])
    ... ]
    >>> agenda = ci.CommonAgenda(goals=[ci.Goal(id="read", statement="All children read")])
    >>> reads = ci.Initiative(id="reads", agenda=agenda, instruments=[pulse], responses=said)
    >>> found = agreement(reads, date(2020, 1, 1))
    >>> found.value
    -1.0
    >>> print(found.note)  # doctest: +NORMALIZE_WHITESPACE
    agreement (A, from −1 to 1) is -1.00 on average of 1 items about the agenda, least -1.00
    on 'All children read'; split by: All children read
    """
    asked = _agenda_answers.asked(initiative, as_of)
    fit = [one for one in asked if one.is_graded]
    split = [one.label for one in fit if one.agreement is not None and one.agreement < 0]
    parts = {one: _part(one, one.agreement, one.agreement_bounds()) for one in fit}
    return _mean(initiative, parts, "aligned_agenda.agreement", (-1.0, 1.0), split="; ".join(sorted(split)))


def support(initiative: Initiative, as_of: date) -> Finding:
    """Return how many people outside the backbone agree with the agenda.

    The share of answers above the middle of the scale to each item about a goal, or about
    the agenda as a whole, on average over the items. The item with the least support stands
    in the sentence, with Wilson's interval.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        The latest wave of each instrument until the date counts.

    Returns
    -------
    Finding
        A share, 0 to 1. What is unknown is so as for `agreement`.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> item = ci.Item(id="q", text="The agenda is ours.", about=["agenda"])
    >>> pulse = ci.Instrument(id="pulse", levels=["no", "partly", "yes"], items=[item])
    >>> said = [
    ...     ci.Response(instrument="pulse", respondent=f"p{number}", answers=[ci.Answer(item="q", value=value)])
    ...     for number, value in enumerate([1, 2, 3, 3, 3])
    ... ]
    >>> found = support(ci.Initiative(id="reads", instruments=[pulse], responses=said), date(2020, 1, 1))
    >>> print(found.note)
    60 % agree on average of 1 items about the agenda; least to 'The agenda is ours.': 60 % (23–88 %) of 5 people
    """
    asked = _agenda_answers.asked(initiative, as_of)
    parts = {one: _part(one, one.support, one.support_bounds) for one in asked}
    known = [one for one in asked if one.support is not None]
    worst = min(known, key=lambda one: (one.support or 0.0, one.label), default=None)
    interval: dict[str, Param] = {}
    if worst is not None:
        ends = wilson(worst.agreeing, worst.n)
        interval = {"low": _percent(ends.low), "high": _percent(ends.high), "n": worst.n}
    return _mean(initiative, parts, "aligned_agenda.support", (0.0, 1.0), **interval)


def priorities(initiative: Initiative, as_of: date) -> Finding:
    """Return how far people outside the backbone put priorities in the same order.

    Kendall's W, corrected for ties, of the answers to the items of the construct
    ``"priorities"`` of an instrument: each of them asks for the rank, or the weight, of one
    thing (a goal, where it is ``about`` its address).

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        The latest wave until the date counts; of several instruments with such items, that of
        the one that was answered last.

    Returns
    -------
    Finding
        W, 0 to 1; it is 1 / n on average if everybody ranks at random. Who left an item out
        could have put them in any order.

    References
    ----------
    Kendall & Babington Smith (1939), The problem of m rankings, Annals of Mathematical Statistics 10.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> goals = [ci.Item(id=name, construct="priorities", about=[f"agenda/goals/{name}"]) for name in ("read", "work")]
    >>> ballot = ci.Instrument(id="ballot", levels=["first", "second"], items=goals)
    >>> def ranked(number, first, second):
    ...     answers = [ci.Answer(item=first, value=1), ci.Answer(item=second, value=2)]
    ...     return ci.Response(instrument="ballot", respondent=f"p{number}", answers=answers)
    >>> said = [ranked(number, *(("read", "work") if number < 3 else ("work", "read"))) for number in range(5)]
    >>> found = priorities(ci.Initiative(id="reads", instruments=[ballot], responses=said), date(2020, 1, 1))
    >>> found.value  # (3 - 2) of 5 is 0.2, and its square is W
    0.04
    """
    found = rankings(initiative, as_of)
    if found is None:
        return Finding(low=0.0, high=1.0, note=Message("aligned_agenda.priorities.unasked"))
    counts: dict[str, Param] = {"n": found.n, "of": found.n + found.partial, "items": found.items}
    if found.value is None:
        return Finding(low=0.0, high=1.0, n=found.items, note=Message("aligned_agenda.priorities.withheld", counts))
    counts |= {"w": f"{found.value:.2f}", "chance": f"{1 / found.n:.2f}"}
    return Finding(
        value=found.value,
        low=found.low,
        high=found.high,
        n=found.n,
        coverage=found.n / (found.n + found.partial) * found.listed,
        rests_on=found.rests_on,
        note=Message("aligned_agenda.priorities.known", counts),
    )


def _part(one: Asked, value: float | None, bounds: tuple[float, float]) -> Part:
    """Return an item as a unit: unknown where too few answered for it to be shown."""
    if value is None:
        return Part(one.address, None, *bounds, 0.0)
    so_far = _listing.SO_FAR if one.is_open else 1.0
    return Part(one.address, value, *bounds, so_far * one.n / (one.n + one.unknown))


def _mean(
    initiative: Initiative, parts: dict[Asked, Part], code: str, ends: tuple[float, float], **params: Param
) -> Finding:
    """Return the mean over items, and over goals that nobody asked about, which could be anything."""
    unasked = len(initiative.goals) - len({one.goal for one in parts if one.goal is not None})
    low, high = ends
    bounds = [(part.low, part.high) for part in parts.values()] + unasked * [ends]
    if not parts:
        return Finding(low=low, high=high, n=unasked, note=Message(f"{code}.unasked"))
    known = {one: part.value for one, part in parts.items() if part.value is not None}
    low, high = (round(_average([pair[end] for pair in bounds]), DIGITS) for end in (0, 1))
    if not known:
        return Finding(low=low, high=high, n=len(bounds), note=Message(f"{code}.unknown", {"of": len(bounds)}))
    worst = min(known, key=lambda one: (known[one], one.label))
    value = _average(list(known.values()))
    said: dict[str, Param] = {"label": worst.label, "items": len(known)}
    said |= {"value": f"{value:.2f}", "worst": f"{known[worst]:.2f}"}
    said |= {"percent": _percent(value), "least": _percent(known[worst])}
    is_split = bool(params.get("split"))
    return Finding(
        value=min(max(round(value, DIGITS), low), high),
        low=low,
        high=high,
        n=len(bounds),
        coverage=sum(part.coverage for part in parts.values()) / len(bounds),
        rests_on=tuple(sorted({address for one in known for address in one.rests_on})),
        note=Message(f"{code}.split" if is_split else f"{code}.known", said | params),
    )


def _percent(share: float) -> float:
    return float(round(100 * share))


def _average(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
