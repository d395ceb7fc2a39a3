"""What changed between two waves of a survey, among the same people or among people asked anew."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError, Message, Param, UnknownNameError
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.ties import Wave
from collective_impact.survey._arrays import Array, share, whole
from collective_impact.survey._changes import Compared, Departure, Design, WaveChange, WaveComparison
from collective_impact.survey._differences import difference, holm, mean_of, standardized
from collective_impact.survey._intervals import FEWEST
from collective_impact.survey._matched import Matched
from collective_impact.survey._respondents import Block, Respondents
from collective_impact.survey._withheld import MINIMUM_RESPONDENTS, may_be_shown

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

    Of a panel those who answered in both waves are compared with themselves. Where fewer than
    the minimum left or came, all are compared instead, as `WaveChange.compared` says: all less
    those who stayed would be the few. So they are where the responses have further waves, and
    those who stayed from one to another of them are others by fewer than the minimum: give
    all waves at once, so that this can be seen. Of repeated cross-sections all are compared; people
    change, and the organisations that are in both waves count as such.

    Parameters
    ----------
    instrument : Instrument
    responses : iterable of Response
        Those to other instruments are left out; of other waves it only counts who answered.
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
    whole("minimum", minimum, MINIMUM_RESPONDENTS)
    given = [response for response in responses if response.instrument == instrument.id]
    names = _names(earlier, later, given)
    one, other = (
        Respondents.of(instrument, [response for response in given if response.wave == name]) for name in names
    )
    way = Design(design)
    asked = _Asked(
        waves=(one, other),
        beyond=tuple(_beyond(instrument, given, names)),
        design=way,
        minimum=minimum,
        confidence=share("confidence", confidence),
    )
    constructs, items, departures = asked.compared()
    both = len(np.intersect1d(one.people, other.people))
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
        warnings=(*asked.warnings(both), *asked.findings(constructs, items, departures)),
    )


def _names(earlier: Wave | str, later: Wave | str, given: Iterable[Response]) -> tuple[str, str]:
    """Return the ids of two waves that have responses and follow each other."""
    known = {response.wave for response in given if response.wave is not None}
    first, second = (wave.id if isinstance(wave, Wave) else wave for wave in (earlier, later))
    for name in (first, second):
        if name not in known:
            raise UnknownNameError("wave with responses", name, sorted(known))
    starts = [wave.starts if isinstance(wave, Wave) else None for wave in (earlier, later)]
    if first == second or (starts[0] is not None and starts[1] is not None and starts[0] > starts[1]):
        raise InvalidValueError("later", second, f"a wave after {first!r}")
    return first, second


def _beyond(instrument: Instrument, given: Sequence[Response], names: Sequence[str]) -> Iterator[Respondents]:
    """Yield the other waves that can be compared, in the order of their ids."""
    for name in sorted({response.wave for response in given if response.wave is not None}.difference(names)):
        with suppress(InvalidValueError, UnknownNameError):  # such a wave cannot be compared with any
            yield Respondents.of(instrument, [response for response in given if response.wave == name])


@attrs.frozen(eq=False, repr=False, kw_only=True)
class _Asked:
    """One instrument in two waves, and in others beside them; it knows the answers, and its results do not."""

    waves: tuple[Respondents, Respondents]
    beyond: tuple[Respondents, ...]
    design: Design
    minimum: int
    confidence: float

    def compared(self) -> tuple[tuple[WaveChange, ...], tuple[WaveChange, ...], tuple[Departure, ...]]:
        """Return changes of constructs and of items, in the order of the instrument, and who left."""
        constructs: list[WaveChange] = []
        items: dict[int, WaveChange] = {}
        departures: list[Departure] = []
        for one, other, *beyond in zip(*(wave.blocks for wave in (*self.waves, *self.beyond)), strict=True):
            pair = one, other
            entire = Matched.of(self.waves, (one.means, other.means))
            is_apart = self._is_apart(pair, beyond)
            way = self._way(entire, pair, is_apart=is_apart)
            if one.construct is not None:
                constructs.append(self._change(one.construct, None, entire, way))
                departures += self._departures(one.construct, entire, pair) if is_apart else ()
            ways = self._ways(entire, pair, way)
            for place, (column, item) in enumerate(zip(one.columns, one.items, strict=True)):
                single = Matched.of(self.waves, (one.values[:, place], other.values[:, place]))
                items[column] = self._change(item, one.construct, single, ways[place])
        in_order = [items[column] for column in sorted(items)]
        return _corrected(constructs), _corrected(in_order), _corrected(departures)

    def _is_apart(self, pair: tuple[Block, Block], beyond: Sequence[Block]) -> bool:
        """Say whether those who stayed, and those who stayed to a further wave, differ by nobody or by enough people.

        One mean less the other would else be what the few said who are in one of them alone.
        """
        said = (np.column_stack([block.means, block.values]).T for block in (*pair, *beyond))
        return all(self._are_apart((one, other), further) for one, other, *further in zip(*said, strict=True))

    def _are_apart(self, said: tuple[Array, Array], further: Sequence[Array]) -> bool:
        for wave, own, stayed in zip(self.waves, said, Matched.of(self.waves, said).stayed, strict=True):
            for other, theirs in zip(self.beyond, further, strict=True):
                again = Matched.of((wave, other), (own, theirs)).stayed[0]
                few = own[again ^ stayed]
                if len(few) and may_be_shown(own[again], self.minimum) and not may_be_shown(few, self.minimum):
                    return False
        return True

    def _way(self, entire: Matched, pair: tuple[Block, Block], *, is_apart: bool) -> Compared | None:
        """Return whose answers to a construct are compared; None where nobody's may be shown."""
        if self.design is Design.PANEL and is_apart and entire.may_be_shown(self.minimum):
            return Compared.MATCHED
        shown = all(block.is_shown(wave.everybody, self.minimum) for wave, block in zip(self.waves, pair, strict=True))
        return Compared.EVERYBODY if shown else None

    def _ways(self, entire: Matched, pair: tuple[Block, Block], way: Compared | None) -> Sequence[Compared | None]:
        """Return whose answers to each item are compared; those who stayed where it can be done for all items."""
        if way is Compared.MATCHED and self._items_matched(entire, pair):
            return [Compared.MATCHED] * len(pair[0].items)
        each = [block.items_shown(wave.everybody, self.minimum) for wave, block in zip(self.waves, pair, strict=True)]
        return [Compared.EVERYBODY if way is not None and all(shown) else None for shown in zip(*each, strict=True)]

    def _items_matched(self, entire: Matched, pair: tuple[Block, Block]) -> bool:
        parts = zip((*pair, *pair), (*entire.stayed, *entire.alone), strict=True)
        singles = zip(*(block.values.T for block in pair), strict=True)
        return all(all(block.items_shown(rows, self.minimum)) for block, rows in parts if rows.any()) and all(
            Matched.of(self.waves, said).may_be_shown(self.minimum) for said in singles
        )

    def _change(self, name: str, construct: str | None, matched: Matched, way: Compared | None) -> WaveChange:
        if way is None:
            return WaveChange(
                id=name, construct=construct, withheld=Message("survey.withheld", {"minimum": self.minimum})
            )
        everybody = (self.waves[0].everybody, self.waves[1].everybody)
        samples = matched.samples(matched.stayed if way is Compared.MATCHED else everybody)
        if way is Compared.MATCHED:
            found = mean_of(matched.steps.independent, self.confidence)
        else:
            found = difference(samples[1].independent, samples[0].independent, self.confidence)
        return WaveChange(
            id=name,
            construct=construct,
            compared=way,
            earlier=samples[0].mean,
            later=samples[1].mean,
            n_earlier=len(samples[0].values),
            n_later=len(samples[1].values),
            standardized=standardized(found.value, samples),
            **attrs.asdict(found),
        )

    def _departures(self, construct: str, entire: Matched, pair: tuple[Block, Block]) -> Iterator[Departure]:
        """Yield how those who left had differed, where they and those who stayed can be shown."""
        left, stayed = entire.alone[0], entire.stayed[0]
        if self.design is Design.PANEL and all(pair[0].is_shown(rows, self.minimum) for rows in (left, stayed)):
            gone, still = (self.waves[0].sample(entire.said[0], rows) for rows in (left, stayed))
            yield Departure(
                id=construct,
                left=gone.mean,
                stayed=still.mean,
                n_left=len(gone.values),
                n_stayed=len(still.values),
                **attrs.asdict(difference(gone.independent, still.independent, self.confidence)),
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
