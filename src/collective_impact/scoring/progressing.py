"""Progress: how far each indicator is on its way from the baseline to the target."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field

from collective_impact.conditions.dating import dated
from collective_impact.errors import InvalidValueError, Message, UnknownNameError
from collective_impact.measurement._attained import Attainment
from collective_impact.measurement._attainment import attainment
from collective_impact.measurement._disclosed import may_be_shown
from collective_impact.measurement._portfolio import Portfolio
from collective_impact.measurement._way import TOLERANCE
from collective_impact.model._record import record
from collective_impact.model.initiative import Initiative
from collective_impact.scoring.assembly import caveats
from collective_impact.scoring.cards import Scorecard
from collective_impact.scoring.readings import ReadingKind
from collective_impact.scoring.scores import Node, Score

METHOD = "attainment: the share of the way from baseline to target"


@record(kw_only=True)
class Progress(Scorecard):
    """A scorecard of indicators: a mapping of their ids, with the attainment of each and no overall.

    A score is the share of the way from baseline to target, 0 to 100. What it leaves out (the
    raw share, the straight path, the status, the change in its unit) stands in
    ``attainments``, one for each score in the same order.

    Parameters
    ----------
    attainments : tuple of Attainment

    Raises
    ------
    InvalidValueError
        Scores and attainments are not of the same indicators.

    Examples
    --------
    >>> import collective_impact as ci
    >>> card = ci.progress(ci.examples.load("fictional_riverbend"))
    >>> print(card["graduation"])
    48 (48–48), 100 % of the evidence
    >>> print(card.attainment("graduation"))
    Four-year graduation: 48 % of the way, on track
    """

    attainments: tuple[Attainment, ...] = field(converter=tuple[Attainment, ...])

    def __attrs_post_init__(self) -> None:
        if [node.path for node in self.tree] != [one.indicator for one in self.attainments]:
            raise InvalidValueError("Progress.tree", self.tree, "one node for each attainment, in their order")

    @property
    def portfolio(self) -> Portfolio:
        """How many indicators improved, were maintained, worsened or cannot be evaluated."""
        return Portfolio(attainments=self.attainments)

    def attainment(self, indicator: str) -> Attainment:
        """Return how far an indicator is, and why.

        Parameters
        ----------
        indicator : str
            Its id.

        Raises
        ------
        UnknownNameError
            There is no such indicator.

        Examples
        --------
        >>> import collective_impact as ci
        >>> card = ci.progress(ci.examples.load("rgv_focus"), as_of="2019-08-31")
        >>> card.attainment("fafsa").change.value
        14.0
        """
        for one in self.attainments:
            if one.indicator == indicator:
                return one
        raise UnknownNameError("indicator", indicator, (one.indicator for one in self.attainments))

    def to_records(self) -> list[dict[str, object]]:
        """Return one plain row for each indicator: its score and its attainment."""
        return [row | _row(one) for row, one in zip(super().to_records(), self.attainments, strict=True)]

    def _told(self) -> Iterator[tuple[str, str]]:
        for (label, score), one in zip(super()._told(), self.attainments, strict=True):
            status, movement = (word.value.replace("_", " ") for word in (one.status, one.movement))
            yield label, f"{score}; {status}, {movement}"
        yield "Portfolio", str(self.portfolio)


def _row(one: Attainment) -> dict[str, object]:
    change = one.change
    return {
        "status": one.status.value,
        "movement": one.movement.value,
        "raw": one.raw,
        "expected": one.expected,
        "baseline": one.baseline.value if one.baseline else None,
        "latest": one.latest.value if one.latest else None,
        "period": str(one.latest.period) if one.latest and one.latest.period else None,
        "target": one.target.value if one.target else None,
        "unit": one.unit,
        "change": change.value if change else None,
        "change_unit": change.unit if change else None,
        "change_relative": change.relative if change else None,
        "change_since": change.since.value if change else None,
        "reasons": "; ".join(map(str, one.reasons)),
    }


def progress(
    initiative: Initiative,
    as_of: date | str | None = None,
    *,
    minimal_changes: Mapping[str, float] | None = None,
    tolerance: float = TOLERANCE,
    small_figures: bool = False,
) -> Progress:
    """Say of each indicator how far it is on its way from the baseline to the target.

    What is said of an indicator is that of `measurement.attainment`, for everybody. Where the
    initiative has a disclosure rule, figures that it withholds are not used
    (`measurement.disclosed`), and a warning says how many they are.

    Parameters
    ----------
    initiative : Initiative
    as_of : date or str, optional
        Nothing of a period that ended later is used. Unless given, the latest thing that is
        recorded as having happened, with a warning that says so.
    minimal_changes : mapping of str to float, optional
        By indicator, the smallest change that matters, in its unit of differences.
    tolerance : float
        By how many points of the way an indicator may lie before or behind the straight path
        and be on track; 10 unless given (ours).
    small_figures : bool
        Whether figures are used that the disclosure rule withholds: for those who hold the
        data, not to be passed on.

    Returns
    -------
    Progress

    Raises
    ------
    InvalidValueError
        ``as_of`` is no date, or a change or the tolerance is out of range.
    UnknownNameError
        There is no such indicator as one of ``minimal_changes``.

    Examples
    --------
    >>> import collective_impact as ci
    >>> card = ci.progress(ci.examples.load("rgv_focus"), as_of="2019-08-31")
    >>> print(card.portfolio)
    8 improved, 0 maintained, 1 worsened, 3 not evaluable; 89 % of the evaluable improved
    """
    if not isinstance(initiative, Initiative):
        raise InvalidValueError("initiative", initiative, "an Initiative (read_json reads one from a file)")
    least = dict(minimal_changes or {})
    known = [indicator.id for indicator in initiative.indicators]
    for name in least:
        if name not in known:
            raise UnknownNameError("indicator", name, known)
    day, warnings = dated(initiative, as_of)
    indicators, hidden = (initiative.indicators, ()) if small_figures else may_be_shown(initiative, day)
    found = [attainment(each, as_of=day, minimal_change=least.get(each.id), tolerance=tolerance) for each in indicators]
    is_assessed = any(one.latest for one in found)
    return Progress(
        initiative=initiative.id,
        name=initiative.name,
        as_of=day,
        tree=map(_node, found),
        attainments=found,
        warnings=(*warnings, *hidden, *_warnings(found)),
        caveats=(Message("progress.not_caused"), *caveats([ReadingKind.STRUCTURAL.value] if is_assessed else [])),
    )


def _node(one: Attainment) -> Node:
    points = (one.baseline, one.latest, one.target)
    score = Score(
        value=one.value,
        bounds=(one.low, one.high),
        n=one.n,
        coverage=sum(point is not None for point in points) / len(points),
        rests_on=(*one.rests_on,),
        method=METHOD,
        warnings=(*one.reasons, *one.warnings),
        assessed_by=(ReadingKind.STRUCTURAL.value,) if one.latest else (),
    )
    return Node(path=one.indicator, label=one.name or one.indicator, score=score, likely=one.value, own=1.0)


def _warnings(found: list[Attainment]) -> Iterator[Message]:
    """Yield what was left out or assumed of indicators, and of how many the sampling error is not known."""
    yield from (warning for one in found for warning in one.warnings)
    portfolio = Portfolio(attainments=found)
    if portfolio.of_unknown_error:
        yield Message("progress.of_unknown_error", {"n": portfolio.of_unknown_error, "of": portfolio.evaluable})
