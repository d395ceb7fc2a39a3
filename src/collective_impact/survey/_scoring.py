"""The work behind `construct_scores`: it knows the answers, and its results do not."""

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np

from collective_impact.errors import InvalidValueError, Message
from collective_impact.model.instruments import Banding, Instrument
from collective_impact.survey._aggregation import Order, Sums, bounds, row_means, sums
from collective_impact.survey._answers import Cell, Sheet
from collective_impact.survey._bands import band_of, chances
from collective_impact.survey._intervals import Spread, spread
from collective_impact.survey._items import constructs_of, scale_of
from collective_impact.survey._plan import Plan
from collective_impact.survey._scores import BandChance, Missing, SurveyScore
from collective_impact.survey._withheld import MANY, grain_of


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Scoring:
    """How a table of answers becomes scores; see `construct_scores`.

    Parameters
    ----------
    table : Sheet
    plan : Plan
        What may be shown of it.
    order : Order
    silent : int, optional
        How many were asked and said nothing; None where bounds cannot be given.
    population : int, optional
    confidence : float
    draws, seed : int
    """

    table: Sheet
    plan: Plan
    order: Order
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
            if construct is not None:
                fields = self._shown(columns, part, top, construct.banding or instrument.banding)
                constructs.append(SurveyScore(id=construct.id, name=construct.name, **fields))
            for column, item in zip(columns, asked, strict=True):
                fields = self._shown([column], self.table.of_items([column]), top)
                items[column] = SurveyScore(id=item.id, name=item.text, construct=item.construct, **fields)
        return tuple(constructs), tuple(items[column] for column in sorted(items))

    def _shown(self, columns: Sequence[int], part: Sheet, top: int, banding: Banding | None = None) -> dict[str, Any]:
        if self.plan.shows(tuple(columns), self.order):
            return self._figures(columns, part, top, banding)
        is_other = self.plan.shows(tuple(columns))
        return {"withheld": Message(f"survey.withheld{'_order' * is_other}", {"minimum": self.plan.minimum})}

    def _spread(self, made: Sums, part: Sheet, columns: Sequence[int]) -> Spread | None:
        """Return where a score could lie, unless this would tell what few said."""
        means = row_means(part.values)
        known = ~np.isnan(means)
        parts = self.plan.parts(columns)[known]
        is_large = self.plan.is_large(tuple(columns))
        grain = grain_of(means[known], part.units[known], self.plan.minimum, parts, is_large=is_large)
        grain = 0.0 if len(made.over) >= MANY else grain
        is_counted = len(columns) == 1 and len(made.over) == known.sum()  # it follows from how many chose each level
        if grain is None or not (is_counted or self.plan.tells_errors(tuple(columns))):
            return None
        return spread(made, population=self.population, draws=self.draws, seed=self.seed, grain=grain)

    def _figures(self, columns: Sequence[int], part: Sheet, top: int, banding: Banding | None) -> dict[str, Any]:
        """Return the fields of a score, from answers that may be shown together."""
        made, ends, missing = sums(part, self.order), (1.0, float(top)), _missing(part, self.plan.minimum)
        value = min(max(float(made.score()[0]), 1.0), float(top))
        found = self._spread(made, part, columns)
        is_banded = banding is not None and bool(banding.bands)
        fields: dict[str, Any] = {"band": band_of(value, banding)} if banding is not None and is_banded else {}
        if found is not None:
            low, high = found.interval(self.confidence)
            fields |= {"method": found.method, "interval": (max(low, 1.0), min(high, float(top)))}
            if banding is not None and is_banded:
                pairs = chances(found, banding)
                fields["chances"] = [BandChance(band=band, probability=chance) for band, chance in pairs]
        told = part if missing.total is not None else part.all_asked
        return fields | {
            "value": value,
            "bounds": None if self.silent is None else bounds(told, self.order, value, ends, self.silent),
            "n": int((~np.isnan(part.values)).any(axis=1).sum()),
            "organizations": len(made.over),
            "missing": missing,
        }


def _missing(part: Sheet, minimum: int) -> Missing:
    """Return how often answers are missing for each reason; nothing where fewer people than the minimum have one."""
    where = {cell.name.lower(): part.cells == cell for cell in Cell if cell is not Cell.ANSWERED}
    if any(0 < those.any(axis=1).sum() < minimum for those in where.values()):
        return Missing(**dict.fromkeys(where))
    return Missing(**{name: int(those.sum()) for name, those in where.items()})
