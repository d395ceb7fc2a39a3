"""How differently backbone, partners, funders and community see the same thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import attrs
import numpy as np

from collective_impact.errors import Message, Param
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.ties import Wave
from collective_impact.model.vocabulary import Viewpoint
from collective_impact.survey._arrays import Array, share, whole
from collective_impact.survey._constructs import of_wave
from collective_impact.survey._differences import Sample, difference, holm, standardized
from collective_impact.survey._intervals import FEWEST
from collective_impact.survey._respondents import Block, Respondents, Rows
from collective_impact.survey._views import PerceptionGap, RoleGap, RoleView, Seen
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS


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
    these are few altogether the next smallest role too, since all and the others would give
    them away; items are shown where those of every role can be.

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
    whole("minimum", minimum, MINIMUM_RESPONDENTS)
    name, given = of_wave(instrument, responses, wave)
    asked = _Asked(
        heard=Respondents.of(instrument, given),
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
            shown = self._shown(block)
            if block.construct is not None:
                constructs.append(self._seen(block.construct, None, block.means, shown))
            beside = self._items_shown(block, shown)
            for place, (column, item) in enumerate(zip(block.columns, block.items, strict=True)):
                those = shown if beside[place] else {}
                items[column] = self._seen(item, block.construct, block.values[:, place], those)
        return constructs, [items[column] for column in sorted(items)]

    def _shown(self, block: Block) -> dict[Viewpoint, Rows]:
        """Return the roles of which a construct may be shown, all others together being many enough too."""
        shown = {role: rows for role, rows in self.roles.items() if block.is_shown(rows, self.minimum)}
        while shown and not self._is_safe(block, self._others(shown)):
            shown.pop(min(shown, key=lambda role: int((shown[role] & block.answered).sum())))
        return shown

    def _is_safe(self, block: Block, others: Rows) -> bool:
        """Say whether what all say less what some say may be known."""
        return not (others & block.answered).any() or block.is_shown(others, self.minimum)

    def _items_shown(self, block: Block, shown: Mapping[Viewpoint, Rows]) -> list[bool]:
        """Say of each item whether it may be shown of every role: one that is not would follow from the others."""
        others = self._others(shown)
        groups = [*shown.values(), *([others] if (others & block.answered).any() else [])]
        each = [block.items_shown(rows, self.minimum) for rows in groups]
        return [bool(shown) and all(ways) for ways in zip(*each, strict=True)] if each else [False] * len(block.items)

    def _others(self, shown: Mapping[Viewpoint, Rows]) -> Rows:
        others = self.heard.everybody
        for rows in shown.values():
            others &= ~rows
        return others

    def _seen(self, name: str, construct: str | None, values: Array, shown: Mapping[Viewpoint, Rows]) -> Seen:
        samples = {role: self.heard.sample(values, rows) for role, rows in shown.items()}
        views = [
            RoleView(role=role, value=one.mean, n=len(one.values), organizations=one.organizations)
            if (one := samples.get(role)) is not None
            else RoleView(role=role)
            for role in self.roles
        ]
        gaps = [self._gap(one, other, samples) for one, other in self._pairs(list(samples))]
        return Seen(id=name, construct=construct, views=tuple(views), gaps=tuple(gaps))

    def _pairs(self, roles: Sequence[Viewpoint]) -> Iterator[tuple[Viewpoint, Viewpoint]]:
        if self.reference is None:
            yield from combinations(roles, 2)
        elif self.reference in roles:
            yield from ((self.reference, role) for role in roles if role is not self.reference)

    def _gap(self, one: Viewpoint, other: Viewpoint, samples: Mapping[Viewpoint, Sample]) -> RoleGap:
        pair = samples[one], samples[other]
        found = difference(pair[0].independent, pair[1].independent, self.confidence)
        size = standardized(found.value, pair)
        return RoleGap(one=one, other=other, standardized=size, **attrs.asdict(found))

    def warnings(self, seen: Iterable[Seen]) -> Iterator[Message]:
        """Yield who is not compared, and what an interval does not speak of."""
        strangers = sum(role is None for role in self.heard.roles)
        if strangers:
            yield Message("gap.no_role", {"n": strangers, "of": len(self.heard.roles)})
        for role, rows in self.roles.items():
            organizations = len(set(self.heard.units[rows].tolist()))
            few: dict[str, Param] = {"role": role.value, "organizations": organizations}
            if rows.sum() >= self.minimum and organizations == 1:
                yield Message("gap.one_organization", {"role": role.value})
            elif rows.sum() >= self.minimum and organizations < FEWEST:
                yield Message("gap.few_organizations", few)
        if not any(one.gaps for one in seen):
            yield Message("gap.nothing", {"minimum": self.minimum})


def _corrected(seen: Sequence[Seen]) -> Iterator[Seen]:
    """Yield them with each p adjusted for all of them."""
    adjusted = iter(holm([gap.p for one in seen for gap in one.gaps]))
    for one in seen:
        yield attrs.evolve(one, gaps=tuple(attrs.evolve(gap, adjusted_p=next(adjusted)) for gap in one.gaps))
