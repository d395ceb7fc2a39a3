"""How differently backbone, partners, funders and community see the same thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import attrs
import numpy as np

from collective_impact.errors import Message, Param
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.ties import Wave
from collective_impact.model.vocabulary import Viewpoint
from collective_impact.survey._arrays import Array, Whole, share
from collective_impact.survey._asked import of_wave
from collective_impact.survey._differences import Sample, holm, standardized, told
from collective_impact.survey._intervals import FEWEST
from collective_impact.survey._plan import Columns, Plan, apart
from collective_impact.survey._respondents import Respondents, Rows
from collective_impact.survey._views import PerceptionGap, RoleGap, RoleView, Seen
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, checked_minimum


def perception_gap(  # noqa: PLR0913 - each option is one decision that a reader has to know of
    instrument: Instrument,
    responses: Iterable[Response],
    *,
    wave: Wave | str | None = None,
    reference: Viewpoint | str | None = None,
    minimum: int = MINIMUM_RESPONDENTS,
    confidence: float = 0.95,
) -> PerceptionGap:
    """Return how differently backbone, partners, funders and community see the same constructs and items.

    A respondent's view of a construct is the mean of the answers given, a role's view the mean
    over its respondents. Roles in which fewer than the minimum answered are withheld, and where
    these are few altogether the next smallest role too, since the scores of all and the others
    would give them away; items are shown where those of every role can be. The backbone stands
    apart from that whole, in which it is not counted. What is withheld follows from all
    responses to the instrument in the wave: give all of them.

    Parameters
    ----------
    instrument : Instrument
    responses : iterable of Response
        Those to other instruments are left out.
    wave : Wave or str, optional
        The wave to look at, or its id; needed where the responses are of several.
    reference : Viewpoint or str, optional
        Compare this role with each of the others, and these not among each other: fewer
        comparisons need less correction.
    minimum : int
        Results of fewer respondents are withheld; 5 or more.
    confidence : float
        Of the intervals, which take organisations for what was sampled, since people of one
        organisation answer alike: cluster-robust, with Welch's degrees of freedom. Where all
        of a role are of one organisation, as a backbone often is, they are taken one by one,
        and speak of that organisation alone; of two or three there is no interval, which
        would tell too much of each.

    Returns
    -------
    PerceptionGap

    Raises
    ------
    InvalidValueError
        Responses of several waves without saying which, two of one respondent in a wave, an
        answer off its scale, a construct whose items have different scales, or an option that
        makes no sense.
    UnknownNameError
        An answer is to an item that the instrument does not have, or no response is of the wave.

    References
    ----------
    Bell & McCaffrey (2002), Bias reduction in standard errors for linear regression with
    multi-stage samples, Survey Methodology 28. Holm (1979), A simple sequentially rejective
    multiple test procedure, Scandinavian Journal of Statistics 6. Hedges (1981), Distribution
    theory for Glass's estimator of effect size, Journal of Educational Statistics 6.

    Examples
    --------
    >>> import collective_impact as ci
    >>> survey = ci.Instrument(id="pulse", levels=list("12345"), items=[ci.Item(id="heard", construct="voice")])
    >>> said = {"backbone": [5, 4, 5, 4, 5, 4], "partner": [3, 2, 4, 3, 3, 2, 3, 4], "community": [1, 2, 3, 1, 2]}
    >>> people = [
    ...     ci.Response(
    ...         instrument="pulse",
    ...         respondent=f"{role} {number}",
    ...         role=role,
    ...         answers=[ci.Answer(item="heard", value=value)],
    ...     )
    ...     for role, values in said.items()
    ...     for number, value in enumerate(values)
    ... ]
    >>> print(ci.survey.perception_gap(survey, people)["voice"])
    voice
      backbone: 4.50, n = 6
      partner: 3.00, n = 8
      community: 1.80, n = 5
      backbone − partner: +1.50 (+0.74 to +2.26; p = 0.002 by Holm)
      backbone − community: +2.70 (+1.66 to +3.74; p = 0.002 by Holm)
      partner − community: +1.20 (+0.14 to +2.26; p = 0.031 by Holm)
    """
    checked_minimum(minimum)
    name, given = of_wave(instrument, responses, wave)
    asked = _Asked(
        heard=Respondents.of(instrument, given),
        plans=[Plan.of(instrument, apart(given, backbone=side), minimum) for side in (True, False)],
        minimum=minimum,
        confidence=share("confidence", confidence),
        reference=None if reference is None else Viewpoint(reference),
    )
    constructs, items = asked.seen()
    return PerceptionGap(
        instrument=instrument.id,
        wave=name,
        minimum=minimum,
        confidence=confidence,
        respondents=len(given),
        constructs=tuple(_corrected(constructs)),
        items=tuple(_corrected(items)),
        rests_on=(f"instruments/{instrument.key}", *([] if name is None else [f"waves/{Wave(id=name).key}"])),
        warnings=tuple(asked.warnings([*constructs, *items])),
    )


@attrs.frozen(eq=False, repr=False, kw_only=True)
class _Asked:
    """One instrument in one wave; it knows the answers, and its results do not."""

    heard: Respondents
    plans: Sequence[Plan]
    minimum: int
    confidence: float
    reference: Viewpoint | None

    @property
    def roles(self) -> dict[Viewpoint, Rows]:
        """Who answered from each role, those first that have most to do with the whole."""
        given = self.heard.roles
        return {role: np.array([one is role for one in given]) for role in Viewpoint if role in given}

    def seen(self) -> tuple[list[Seen], list[Seen]]:
        """Return how constructs and items are seen, in the order of the instrument."""
        constructs: list[Seen] = []
        items: dict[int, Seen] = {}
        for block in self.heard.blocks:
            if block.construct is not None:
                constructs.append(self._seen(block.construct, None, block.means, block.columns))
            for place, (column, item) in enumerate(zip(block.columns, block.items, strict=True)):
                items[column] = self._seen(item, block.construct, block.values[:, place], (column,))
        return constructs, [items[column] for column in sorted(items)]

    def _shown(self, columns: Columns) -> dict[Viewpoint, Rows]:
        """Return the roles of which a construct or an item may be shown."""
        known = {role for plan in self.plans for role in plan.roles[columns]}
        return {role: rows for role, rows in self.roles.items() if role in known}

    def _seen(self, name: str, construct: str | None, values: Array, columns: Columns) -> Seen:
        samples = {role: self.heard.sample(values, rows) for role, rows in self._shown(columns).items()}
        views = [
            RoleView(role=role, value=one.mean, n=len(one.values), organizations=one.organizations)
            if (one := samples.get(role)) is not None
            else RoleView(role=role)
            for role in self.roles
        ]
        gaps = [self._gap(one, other, samples, columns) for one, other in self._pairs(list(samples))]
        return Seen(id=name, construct=construct, views=tuple(views), gaps=tuple(gaps))

    def _pairs(self, roles: Sequence[Viewpoint]) -> Iterator[tuple[Viewpoint, Viewpoint]]:
        if self.reference is None:
            yield from combinations(roles, 2)
        elif self.reference in roles:
            yield from ((self.reference, role) for role in roles if role is not self.reference)

    def _gap(self, one: Viewpoint, other: Viewpoint, samples: Mapping[Viewpoint, Sample], columns: Columns) -> RoleGap:
        pair = samples[one], samples[other]
        plans = [plan for plan in self.plans if {one, other} & set(plan.roles[columns])]
        is_large = all(
            plan.is_large(columns)
            for role in (one, other)
            for plan in plans
            if role in plan.roles[columns] and samples[role].is_crowded
        )
        found = told(*pair, minimum=self.minimum, confidence=self.confidence, is_large=is_large)
        if not all(plan.tells_errors(columns, _homes(plan, pair)) for plan in plans):
            found = found.alone
        size = standardized(found.value, pair) if all(plan.tells_errors(columns) for plan in plans) else None
        return RoleGap(one=one, other=other, standardized=size, **attrs.asdict(found))

    def warnings(self, seen: Iterable[Seen]) -> Iterator[Message]:
        """Yield who is not compared, and what an interval does not speak of."""
        strangers = sum(role is None for role in self.heard.roles)
        if strangers:
            yield Message("gap.no_role", {"n": strangers, "of": len(self.heard.roles)})
        sized = set()
        for role, rows in self.roles.items():
            organizations = len(set(self.heard.units[rows].tolist()))
            sized.update([role] if organizations == 1 or organizations >= FEWEST else [])
            few: dict[str, Param] = {"role": role.value, "organizations": organizations}
            if rows.sum() >= self.minimum and organizations == 1:
                yield Message("gap.one_organization", {"role": role.value})
            elif rows.sum() >= self.minimum and organizations < FEWEST:
                yield Message("gap.few_organizations", few)
        gaps = [gap for one in seen for gap in one.gaps]
        if not gaps:
            yield Message("gap.nothing", {"minimum": self.minimum})
        if any(gap.low is None and {gap.one, gap.other} <= sized for gap in gaps):
            yield Message("gap.no_interval", {"twice": 2 * self.minimum})


def _homes(plan: Plan, pair: tuple[Sample, Sample]) -> Whole:
    """Return 0 for each respondent, and a number of its own where the organisation is in both samples."""
    shared = np.intersect1d(pair[0].units, pair[1].units)
    homes: Whole = np.where(np.isin(plan.heard.units, shared), np.arange(1, len(plan.shares) + 1), 0)
    return homes


def _corrected(seen: Sequence[Seen]) -> Iterator[Seen]:
    """Yield them with each p adjusted for all of them."""
    adjusted = iter(holm([gap.p for one in seen for gap in one.gaps]))
    for one in seen:
        yield attrs.evolve(one, gaps=tuple(attrs.evolve(gap, adjusted_p=next(adjusted)) for gap in one.gaps))
