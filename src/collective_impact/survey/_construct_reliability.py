"""The reliability of a construct, from what people answered.

Coefficients rest on those who answered all items (or both of a pair). A whole table of them
names nobody: two people can be exchanged in it, and nothing changes. What would name somebody
is how those differ from all who answered an item. So the means of those on whom coefficients
rest are entered in the plan as though they were published, and coefficients are rounded.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

import attrs
import numpy as np
from attrs import field

from collective_impact.errors import Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.ties import Wave
from collective_impact.survey._arrays import share
from collective_impact.survey._asked import of_wave
from collective_impact.survey._covariances import Covariances, MissingAnswers
from collective_impact.survey._plan import Columns, Plan, apart
from collective_impact.survey._reliability import (
    Alpha,
    ItemRest,
    Omega,
    alpha_of,
    feldt_interval,
    item_rest_of,
    omega_of,
)
from collective_impact.survey._respondents import Block, Rows
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, checked_minimum, may_be_shown

DIGITS = 2
"""To so many coefficients of reliability are told: exactly, they are equations for what people answered (ours)."""


@record(kw_only=True)
class Reliability:
    """Whether the items of a construct say one thing.

    Parameters
    ----------
    instrument, construct : str
        Their ids.
    wave : str, optional
        Id of the wave.
    alpha : Alpha, optional
        None where it is withheld, and then so are the others. All coefficients are rounded to
        two decimals, and the interval is wider by as much.
    omega : Omega, optional
    item_rest : ItemRest, optional
    spared : int
        How many of those who answered enough are left out all the same, so that nobody's answers follow.
    withheld : Message, optional
        Why nothing is shown.
    rests_on : tuple of str
        Addresses of the instrument and of the wave; never of a response.
    """

    instrument: str
    construct: str
    wave: str | None = None
    alpha: Alpha | None = None
    omega: Omega | None = None
    item_rest: ItemRest | None = None
    spared: int = 0
    withheld: Message | None = None
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What makes the coefficients doubtful, each said once."""
        found = (self.alpha, self.omega, self.item_rest)
        doubts = dict.fromkeys(warning for one in found if one is not None for warning in one.warnings)
        return (*doubts, *([Message("survey.spared", {"n": self.spared})] if self.spared else []))

    def to_columns(self) -> dict[str, list[object]]:
        """Return a row for each item as columns, as data frames take them.

        Returns
        -------
        dict of str to list
            ``item``, ``r`` (with the rest), ``loading``.
        """
        if self.item_rest is None or self.omega is None:
            return {"item": [], "r": [], "loading": []}
        return self.item_rest.to_columns() | self.omega.to_columns()

    def __str__(self) -> str:
        if self.withheld is not None:
            return f"{self.construct}: withheld"
        return "\n".join([self.construct, *(f"  {line}" for line in self._lines())])

    def _lines(self) -> list[str]:
        return [str(self.alpha), str(self.omega), *str(self.item_rest).splitlines()]


def reliability(  # noqa: PLR0913 - each option is one decision that a reader has to know of
    instrument: Instrument,
    responses: Iterable[Response],
    construct: str,
    *,
    wave: Wave | str | None = None,
    missing: MissingAnswers | str = MissingAnswers.COMPLETE,
    minimum: int = MINIMUM_RESPONDENTS,
    confidence: float = 0.95,
) -> Reliability:
    """Return alpha, omega and item-rest correlations of the items of a construct.

    Reverse-keyed items are turned round first. Answers such as "don't know" count as missing.
    People whose role is backbone are left out, as on scorecards. Coefficients are rounded to two
    decimals. Where they would rest on all but a few of those who answered an item, the answers
    of these few would follow; so some more are left out then, and where that does not help,
    or the construct itself is withheld, nothing is shown.

    Parameters
    ----------
    instrument : Instrument
    responses : iterable of Response
        Those to other instruments are left out. Give all to this one in the wave.
    construct : str
        Its id.
    wave : Wave or str, optional
        The wave to look at, or its id; needed where the responses are of several.
    missing : {"complete", "pairwise"}
        Count respondents that answered all items, or compare each two items over those that
        answered both.
    minimum : int
        Withhold what fewer respondents said; 5 or more.
    confidence : float
        Of alpha's interval.

    Returns
    -------
    Reliability

    Raises
    ------
    InvalidValueError
        Responses of several waves without saying which, two of one respondent in a wave, an
        answer off its scale, items of different scales, or an option that makes no sense.
    UnknownNameError
        The instrument has no such construct, or not the item of an answer; or no response is of the wave.

    Examples
    --------
    >>> import collective_impact as ci
    >>> items = [ci.Item(id=name, construct="trust", reverse=name == "doubt") for name in ("rely", "keep", "doubt")]
    >>> survey = ci.Instrument(id="pulse", levels=list("12345"), items=items)
    >>> said = [(4, 5, 2), (2, 1, 4), (5, 5, 1), (3, 3, 3), (1, 2, 4), (4, 4, 3)]
    >>> people = [
    ...     ci.Response(
    ...         instrument="pulse",
    ...         respondent=f"p{number}",
    ...         answers=[ci.Answer(item=item.id, value=value) for item, value in zip(items, values)],
    ...     )
    ...     for number, values in enumerate(said)
    ... ]
    >>> print(ci.survey.reliability(survey, people, "trust"))
    trust
      alpha 0.96 (0.81 to 0.99; 3 items, 6 respondents)
      omega 0.96 (3 items, 6 respondents)
      rely   0.92
      keep   0.92
      doubt  0.94
    """
    share("confidence", confidence)
    way = MissingAnswers(missing)
    name, given = of_wave(instrument, responses, wave)
    plan = Plan.of(instrument, apart(given), checked_minimum(minimum))
    blocks = {block.construct: block for block in plan.heard.blocks}
    if construct not in blocks:
        raise UnknownNameError("construct", construct, sorted(known for known in blocks if known is not None))
    is_shown = plan.shows(blocks[construct].columns)
    found, spared = _found(plan, blocks[construct], way) if is_shown else (None, 0)
    why = "survey.withheld_reliability" if is_shown else "survey.withheld"
    rests_on = (f"instruments/{instrument.key}", *([] if name is None else [f"waves/{Wave(id=name).key}"]))
    return Reliability(
        instrument=instrument.id,
        construct=construct,
        wave=name,
        alpha=None if found is None else _rounded_alpha(alpha_of(found, confidence)),
        omega=None if found is None else _rounded_omega(omega_of(found)),
        item_rest=None if found is None else _rounded_item_rest(item_rest_of(found)),
        spared=spared,
        withheld=Message(why, {"minimum": minimum}) if found is None else None,
        rests_on=rests_on,
    )


def _found(plan: Plan, block: Block, way: MissingAnswers) -> tuple[Covariances | None, int]:
    """Return how items vary together, as far as this is told, and how many who answered enough do not count."""
    known = ~np.isnan(block.values)
    every = tuple(range(known.shape[1]))
    spared = _entered(plan, block, {every: _answered(known, every)}, plan.minimum)
    if way is MissingAnswers.PAIRWISE:  # beside those who answered everything, as far as these are told
        spared = _entered(plan, block, {pair: _answered(known, pair) for pair in combinations(every, 2)}, 0)
    if spared is None or not plan.tells_errors(block.columns):
        return None, 0
    found = Covariances.among(block.values[~spared], block.items, way)
    return attrs.evolve(found, of=int(block.answered.sum())), int(spared.sum())


def _answered(known: Rows, items: Columns) -> Rows:
    """Return who answered all of some items."""
    rows: Rows = np.logical_and.reduce(known[:, items], axis=1)
    return rows


def _entered(plan: Plan, block: Block, groups: Mapping[Columns, Rows], most: int) -> Rows | None:
    """Enter what some answered to each of several items, and return who of them has to be left out for that.

    Where all items were answered by all but a few, leaving more people out makes those that
    the coefficients do not rest on many enough: up to `most`, in the order of pseudonyms, and
    first of the role that most of them have. (It does not help where coefficients rest on
    several groups: whoever answered everything is in each of them, or in none.)
    """
    ledger = plan.ledgers[block.columns[0]][0]
    before = ledger.basis
    everything = np.flatnonzero(~np.isnan(block.values).any(axis=1))
    parts = plan.parts(block.columns)[everything]
    everything = everything[np.argsort(-np.bincount(parts)[parts], kind="stable")]
    for count in range(most + 1):
        spared = np.isin(np.arange(len(block.values)), everything[:count])
        figures: dict[int, list[Rows]] = {}  # by item, since those of one are entered at once
        for items, rows in groups.items():
            for item in items:
                figures.setdefault(item, []).append(rows & ~spared)
        if all(
            all(may_be_shown(block.values[rows, item], plan.minimum) for rows in of_item)
            and plan.enter((block.columns[item],), *of_item)
            for item, of_item in figures.items()
        ):
            return spared
        ledger.basis = before
    return None


def _rounded_alpha(found: Alpha) -> Alpha:
    """Return alpha as it is told, with the interval that anything rounded to it could have."""
    value = _rounded(found.value)
    if value is None:
        return found
    half = 0.5 / 10**DIGITS
    ends = [feldt_interval(value + step, len(found.items), found.n, found.confidence) for step in (-half, half)]
    return attrs.evolve(found, value=value, low=ends[0][0], high=min(ends[1][1], 1.0))


def _rounded_omega(found: Omega) -> Omega:
    return attrs.evolve(found, value=_rounded(found.value), loadings=tuple(map(_rounded, found.loadings)))


def _rounded_item_rest(found: ItemRest) -> ItemRest:
    return attrs.evolve(found, values=tuple(map(_rounded, found.values)))


def _rounded(coefficient: float | None) -> float | None:
    return None if coefficient is None else round(coefficient, DIGITS) + 0.0  # no minus before nothing
