"""The work behind `construct_scores`: it knows the answers, and its results do not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError, Message
from collective_impact.model.instruments import Banding, Construct, Instrument, Item
from collective_impact.survey._aggregation import Order, bounds, row_means, sums
from collective_impact.survey._answers import Cell, Sheet
from collective_impact.survey._bands import band_of, chances
from collective_impact.survey._intervals import spread
from collective_impact.survey._scores import BandChance, Missing, SurveyScore
from collective_impact.survey._withheld import may_be_shown, shown_items


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Scoring:
    """How a table of answers becomes scores; see `construct_scores`.

    Parameters
    ----------
    table : Sheet
    order : Order
    minimum : int
    silent : int, optional
        How many were asked and said nothing; None where bounds cannot be given.
    population : int, optional
    confidence : float
    draws, seed : int
    """

    table: Sheet
    order: Order
    minimum: int
    silent: int | None
    population: int | None
    confidence: float
    draws: int
    seed: int

    def __attrs_post_init__(self) -> None:
        units = len(np.unique(self.table.units))
        if self.population is not None and self.population < units:
            raise InvalidValueError("population", self.population, f"at least those who answered, which are {units}")

    def scores(self, instrument: Instrument) -> tuple[tuple[SurveyScore, ...], tuple[SurveyScore, ...]]:
        """Return the scores of constructs and of items, in the order of the instrument."""
        constructs: list[SurveyScore] = []
        items: dict[int, SurveyScore] = {}
        for construct, columns in constructs_of(instrument):
            part = self.table.of_items(columns)
            asked = [instrument.items[column] for column in columns]
            top = scale_of(instrument, asked)
            is_shown = self._may_be_shown(part)
            if construct is not None:
                fields = self._figures(part, top, construct.banding or instrument.banding) if is_shown else self._none()
                constructs.append(SurveyScore(id=construct.id, name=construct.name, **fields))
            beside = shown_items(part.values, self.minimum, respondents_first=self._respondents_first)
            for place, (column, item) in enumerate(zip(columns, asked, strict=True)):
                one = self.table.of_items([column])
                fields = self._figures(one, top) if is_shown and beside[place] else self._none()
                items[column] = SurveyScore(id=item.id, name=item.text, construct=item.construct, **fields)
        return tuple(constructs), tuple(items[column] for column in sorted(items))

    @property
    def _respondents_first(self) -> bool:
        return self.order in (Order.RESPONDENT_FIRST, Order.ORGANIZATION_FIRST)

    def _may_be_shown(self, part: Sheet) -> bool:
        means = row_means(part.values)
        return may_be_shown(means[~np.isnan(means)], self.minimum)

    def _none(self) -> dict[str, Any]:
        return {"withheld": Message("survey.withheld", {"minimum": self.minimum})}

    def _figures(self, part: Sheet, top: int, banding: Banding | None = None) -> dict[str, Any]:
        """Return the fields of a score, from answers that may be shown together."""
        made, ends = sums(part, self.order), (1.0, float(top))
        value = min(max(float(made.score()[0]), 1.0), float(top))
        found = spread(made, population=self.population, draws=self.draws, seed=self.seed)
        is_banded = banding is not None and bool(banding.bands)
        fields: dict[str, Any] = {"band": band_of(value, banding)} if banding is not None and is_banded else {}
        if found is not None:
            low, high = found.interval(self.confidence)
            fields |= {"method": found.method, "interval": (max(low, 1.0), min(high, float(top)))}
            if banding is not None and is_banded:
                pairs = chances(found, banding)
                fields["chances"] = [BandChance(band=band, probability=chance) for band, chance in pairs]
        return fields | {
            "value": value,
            "bounds": None if self.silent is None else bounds(part, self.order, value, ends, self.silent),
            "n": int((~np.isnan(part.values)).any(axis=1).sum()),
            "organizations": len(made.over),
            "missing": _missing(part),
        }


def constructs_of(instrument: Instrument) -> Iterator[tuple[Construct | None, list[int]]]:
    """Yield each construct that items name, with the numbers of these items; items that name none stand alone.

    Parameters
    ----------
    instrument : Instrument
    """
    named = dict.fromkeys(item.construct for item in instrument.items if item.construct is not None)
    listed = {construct.id: construct for construct in instrument.constructs}
    for name in (*listed, *(name for name in named if name not in listed)):
        columns = [column for column, item in enumerate(instrument.items) if item.construct == name]
        if columns:
            yield listed.get(name, Construct(id=name)), columns
    for column, item in enumerate(instrument.items):
        if item.construct is None:
            yield None, [column]


def scale_of(instrument: Instrument, items: Sequence[Item]) -> int:
    """Return the highest answer to items of one construct; the lowest is 1.

    Raises
    ------
    InvalidValueError
        They have different scales.
    """
    tops = {instrument.top(item) for item in items}
    if len(tops) > 1:
        given = f"items of construct {items[0].construct!r} with {' and '.join(map(str, sorted(tops)))} levels"
        raise InvalidValueError("instrument", given, "items of one scale in each construct")
    return tops.pop()


def _missing(part: Sheet) -> Missing:
    counts = Counter(part.cells.ravel().tolist())
    return Missing(**{cell.name.lower(): counts[cell] for cell in Cell if cell is not Cell.ANSWERED})
