"""What changed between two waves of a survey, among the same people or among people asked anew."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError, Message, Param, UnknownNameError
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.ties import Wave
from collective_impact.survey._arrays import Whole, share
from collective_impact.survey._asked import name_of, own_responses
from collective_impact.survey._changes import Compared, Departure, Design, WaveChange, WaveComparison
from collective_impact.survey._differences import Estimate, Sample, holm, standardized, told
from collective_impact.survey._intervals import FEWEST
from collective_impact.survey._matched import Matched
from collective_impact.survey._plan import Columns, Plan, apart
from collective_impact.survey._respondents import Block, Respondents
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, checked_minimum

FEW = 0.5
"""A panel of which fewer are matched is hardly one (ours)."""

Row = TypeVar("Row", WaveChange, Departure)


def compare_waves(  # noqa: PLR0913 - each option is one decision that a reader has to know of
    instrument: Instrument,
    responses: Iterable[Response],
    earlier: Wave | str,
    later: Wave | str,
    *,
    design: Design | str = Design.PANEL,
    minimum: int = MINIMUM_RESPONDENTS,
    confidence: float = 0.95,
) -> WaveComparison:
    """Return what changed in each construct and item from one wave to another.

    Of a panel those who answered in both waves are compared with themselves. Where that, beside
    what all say, would tell of few who left or came, all are compared instead, as
    `WaveChange.compared` says. Of repeated cross-sections all are compared; people change, and
    the organisations that are in both waves count as such. People whose role is backbone are
    left out, as on scorecards.

    **Pass the responses of all waves, whichever two are compared.** Those who stayed from the
    first to the second wave and those who stayed from the first to the third may be others by
    one person, whom the two comparisons would give away; the function sees that only where it
    sees all waves. The pairs of waves that come first, in order of their ids, are served first.

    Parameters
    ----------
    instrument : Instrument
    responses : iterable of Response
        Those to other instruments are left out. All waves, not the two alone.
    earlier, later : Wave or str
        The waves, or their ids.
    design : {"panel", "cross_section"}
        Whether pseudonyms stand for the same people in both.
    minimum : int
        Results of fewer respondents are withheld; 5 or more.
    confidence : float
        Of the intervals, which take organisations for what was sampled, since people of one
        organisation answer alike; where there is one alone, its people are taken one by one,
        and of two or three there is no interval, which would tell too much of each.

    Returns
    -------
    WaveComparison

    Raises
    ------
    InvalidValueError
        Both waves are the same or in the wrong order, two responses of one respondent in a wave,
        an answer off its scale, a construct whose items have different scales, or an option
        that makes no sense.
    UnknownNameError
        There are no responses of a wave, or an answer is to an item that the instrument does
        not have.

    References
    ----------
    Derrick, Russ, Toher & White (2017), Test statistics for the comparison of means for two
    samples that include both paired and independent observations, Journal of Modern Applied
    Statistical Methods 16. Bell & McCaffrey (2002), Bias reduction in standard errors for
    linear regression with multi-stage samples, Survey Methodology 28. Holm (1979), A simple
    sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6.

    Examples
    --------
    >>> import collective_impact as ci
    >>> survey = ci.Instrument(id="pulse", levels=list("12345"), items=[ci.Item(id="heard", construct="voice")])
    >>> said = {"2024": [2, 3, 1, 2, 4, 3, 2], "2025": [3, 3, 2, 4, 4, 3, 3]}
    >>> people = [
    ...     ci.Response(
    ...         instrument="pulse",
    ...         respondent=f"p{number}",
    ...         wave=wave,
    ...         answers=[ci.Answer(item="heard", value=value)],
    ...     )
    ...     for wave, values in said.items()
    ...     for number, value in enumerate(values)
    ... ]
    >>> print(ci.survey.compare_waves(survey, people, "2024", "2025"))
    2024 to 2025: 7 in both, 0 left, 0 came
      voice: 2.43 to 3.14, +0.71 (+0.02 to +1.41; p = 0.047 by Holm; matched, n = 7)
    """
    own, way = own_responses(instrument, responses), Design(design)
    names = _names(earlier, later, own)
    given = apart(own)
    asked = _Asked(
        panel=_Panel.of(instrument, given, names, checked_minimum(minimum), is_panel=way is Design.PANEL),
        names=names,
        design=way,
        confidence=share("confidence", confidence),
    )
    one, other = asked.waves
    constructs, items, departures = asked.compared()
    both = len(set(one.people.tolist()) & set(other.people.tolist()))
    return WaveComparison(
        instrument=instrument.id,
        earlier=names[0],
        later=names[1],
        design=way,
        minimum=minimum,
        confidence=confidence,
        both=both,
        left=len(one.people) - both,
        came=len(other.people) - both,
        constructs=constructs,
        items=items,
        departures=departures,
        rests_on=(f"instruments/{instrument.key}", *(f"waves/{Wave(id=name).key}" for name in names)),
        warnings=(
            *([Message("survey.apart")] if len(given) < len(own) else []),
            *asked.warnings(both),
            *asked.findings(constructs, items, departures),
        ),
    )


def _names(earlier: Wave | str, later: Wave | str, given: Iterable[Response]) -> tuple[str, str]:
    """Return the ids of two waves that have responses and follow each other."""
    known = {response.wave for response in given if response.wave is not None}
    first, second = (name_of(wave, what) or "" for wave, what in ((earlier, "earlier"), (later, "later")))
    for name in (first, second):
        if name not in known:
            raise UnknownNameError("wave with responses", name, sorted(known))
    starts = [wave.starts if isinstance(wave, Wave) else None for wave in (earlier, later)]
    if first == second or (starts[0] is not None and starts[1] is not None and starts[0] > starts[1]):
        raise InvalidValueError("later", second, f"a wave after {first!r}")
    return first, second


@attrs.frozen(eq=False, repr=False)
class _Panel:
    """The plans of all waves, in which all pairs of waves have entered what they match."""

    plans: Mapping[str, Plan]
    matched: frozenset[tuple[str, str, Columns]]

    @classmethod
    def of(
        cls, instrument: Instrument, given: Sequence[Response], names: Sequence[str], minimum: int, *, is_panel: bool
    ) -> "_Panel":
        plans = dict(_plans(instrument, given, names, minimum))
        matched: set[tuple[str, str, Columns]] = set()
        for one, other in combinations(sorted(plans), 2) if is_panel else ():
            pair = plans[one], plans[other]
            for block in pair[0].heard.blocks:
                if _enters(pair, block.columns):
                    items = [(column,) for column in block.columns if _enters(pair, (column,))]
                    matched.update((one, other, columns) for columns in (block.columns, *items))
        return cls(plans, frozenset(matched))

    def tells_errors(self, names: Iterable[str], columns: Columns) -> bool:
        """Say whether figures of some waves are told that are no sums."""
        parts = self._parts(columns)
        return all(self.plans[name].tells_errors(columns, parts[name]) for name in names)

    def _parts(self, columns: Columns) -> dict[str, Whole]:
        """Return a number for each respondent of each wave, alike where person and organisation are alike in all."""
        known: dict[str, list[tuple[str, int]]] = {}
        for name, plan in self.plans.items():
            for keys in (plan.heard.people, plan.heard.units):
                for key, kind in zip(keys.tolist(), plan.kinds(columns).tolist(), strict=True):
                    known.setdefault(key, []).append((name, kind))
        _, number = np.unique([str(sorted(kinds)) for kinds in known.values()], return_inverse=True)
        numbers = dict(zip(known, number.tolist(), strict=True))
        return {
            name: np.array(
                [
                    numbers[one] * len(numbers) + numbers[home]
                    for one, home in zip(plan.heard.people.tolist(), plan.heard.units.tolist(), strict=True)
                ]
            )
            for name, plan in self.plans.items()
        }


def _plans(
    instrument: Instrument, given: Sequence[Response], names: Sequence[str], minimum: int
) -> Iterator[tuple[str, Plan]]:
    for name in sorted({*names, *(response.wave for response in given if response.wave is not None)}):
        try:
            yield name, Plan.of(instrument, [response for response in given if response.wave == name], minimum)
        except (InvalidValueError, UnknownNameError):  # such a wave cannot be compared with any
            if name in names:
                raise


def _enters(plans: tuple[Plan, Plan], columns: Columns) -> bool:
    """Enter what those say who stayed, and say whether it can be published beside what all say in either wave."""
    one, other = plans
    matched = Matched.of((one.heard, other.heard), (one.means(columns), other.means(columns)))
    return (
        all(plan.shows(columns) for plan in plans)
        and matched.may_be_shown(one.minimum)
        and all(plan.enter(columns, rows) for plan, rows in zip(plans, matched.stayed, strict=True))
    )


@attrs.frozen(eq=False, repr=False, kw_only=True)
class _Asked:
    """One instrument in two waves; it knows the answers, and its results do not."""

    panel: _Panel
    names: tuple[str, str]
    design: Design
    confidence: float

    @property
    def plans(self) -> tuple[Plan, Plan]:
        """What may be shown of each wave."""
        one, other = (self.panel.plans[name] for name in self.names)
        return one, other

    @property
    def waves(self) -> tuple[Respondents, Respondents]:
        """Who answered in each."""
        one, other = self.plans
        return one.heard, other.heard

    @property
    def minimum(self) -> int:
        """Fewer respondents are not shown."""
        return self.plans[0].minimum

    def compared(self) -> tuple[tuple[WaveChange, ...], tuple[WaveChange, ...], tuple[Departure, ...]]:
        """Return changes of constructs and of items, in the order of the instrument, and who left."""
        constructs: list[WaveChange] = []
        items: dict[int, WaveChange] = {}
        departures: list[Departure] = []
        for one, other in zip(*(wave.blocks for wave in self.waves), strict=True):
            entire = Matched.of(self.waves, (one.means, other.means))
            if one.construct is not None:
                constructs.append(self._change(one.construct, None, entire, one.columns))
                departures += self._departures(one.construct, entire, one) if self._is_matched(one.columns) else ()
            for place, (column, item) in enumerate(zip(one.columns, one.items, strict=True)):
                single = Matched.of(self.waves, (one.values[:, place], other.values[:, place]))
                items[column] = self._change(item, one.construct, single, (column,))
        in_order = [items[column] for column in sorted(items)]
        return _corrected(constructs), _corrected(in_order), _corrected(departures)

    def _is_matched(self, columns: Columns) -> bool:
        one, other = sorted(self.names)
        return (one, other, columns) in self.panel.matched

    def _way(self, columns: Columns) -> Compared | None:
        """Return whose answers are compared; None where nobody's may be shown."""
        if self._is_matched(columns):
            return Compared.MATCHED
        return Compared.EVERYBODY if all(plan.shows(columns) for plan in self.plans) else None

    def _change(self, name: str, construct: str | None, matched: Matched, columns: Columns) -> WaveChange:
        way = self._way(columns)
        if way is None:
            return WaveChange(
                id=name, construct=construct, withheld=Message("survey.withheld", {"minimum": self.minimum})
            )
        everybody = (self.waves[0].everybody, self.waves[1].everybody)
        samples = matched.samples(matched.stayed if way is Compared.MATCHED else everybody)
        asked = (matched.steps,) if way is Compared.MATCHED else samples[::-1]
        found, is_told = self._told(*asked, names=self.names, columns=columns)
        return WaveChange(
            id=name,
            construct=construct,
            compared=way,
            earlier=samples[0].mean,
            later=samples[1].mean,
            n_earlier=len(samples[0].values),
            n_later=len(samples[1].values),
            standardized=standardized(found.value, samples) if is_told else None,
            **attrs.asdict(found),
        )

    def _told(self, *samples: Sample, names: Iterable[str], columns: Columns) -> tuple[Estimate, bool]:
        """Return a mean or a difference, without its interval where figures that are no sums are not told."""
        is_told = self.panel.tells_errors(names, columns)
        is_large = all(plan.is_large(columns) for plan in self.plans)
        found = told(*samples, minimum=self.minimum, confidence=self.confidence, is_large=is_large)
        return found if is_told else found.alone, is_told

    def _departures(self, construct: str, entire: Matched, earlier: Block) -> Iterator[Departure]:
        """Yield how those who left had differed, where there are any."""
        left, stayed = entire.alone[0], entire.stayed[0]
        if earlier.is_shown(left, self.minimum):
            gone, still = (self.waves[0].sample(entire.said[0], rows) for rows in (left, stayed))
            found, _ = self._told(gone, still, names=self.names[:1], columns=earlier.columns)
            yield Departure(
                id=construct,
                left=gone.mean,
                stayed=still.mean,
                n_left=len(gone.values),
                n_stayed=len(still.values),
                **attrs.asdict(found),
            )

    def warnings(self, both: int) -> Iterator[Message]:
        """Yield what is odd about the design."""
        fewer = min(len(wave.people) for wave in self.waves)
        if self.design is Design.PANEL and both < FEW * fewer:
            yield Message("waves.few_matched", {"both": both, "of": fewer})
        if self.design is Design.CROSS_SECTION and both >= FEW * fewer:
            yield Message("waves.same_people", {"both": both, "of": fewer})
        large = [wave for wave in self.waves if len(wave.people) >= self.minimum]
        organizations = min((len(set(wave.units.tolist())) for wave in large), default=FEWEST)
        if 1 < organizations < FEWEST:
            yield Message("waves.few_organizations", {"organizations": organizations})

    def findings(
        self, constructs: Iterable[WaveChange], items: Iterable[WaveChange], departures: Iterable[Departure]
    ) -> Iterator[Message]:
        """Yield what a reader of the changes has to know of them."""
        everybody = [change.id for change in (*constructs, *items) if change.compared is Compared.EVERYBODY]
        if self.design is Design.PANEL and everybody:
            few: dict[str, Param] = {"what": ", ".join(everybody), "minimum": self.minimum}
            yield Message("waves.everybody", few)
        different = [
            one.id for one in departures if one.adjusted_p is not None and one.adjusted_p < 1 - self.confidence
        ]
        if different:
            yield Message("waves.left_differed", {"what": ", ".join(different)})


def _corrected(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return them with each p adjusted for all of them."""
    given = list(rows)
    adjusted = holm([row.p for row in given])
    return tuple(attrs.evolve(row, adjusted_p=p) for row, p in zip(given, adjusted, strict=True))
