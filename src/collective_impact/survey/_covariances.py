"""How items vary together, whatever was left unanswered; what reliability is computed from."""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from collective_impact.errors import Message
from collective_impact.model._record import Vocabulary
from collective_impact.survey._arrays import Array, Whole

FEW = 30
"""Below it, coefficients of reliability are not settled (Yurdugül 2008, Hacettepe Univ. Journal of Education 35)."""

LEAST_ITEMS = 3
ROUNDING = 1e-12


class MissingAnswers(Vocabulary):
    """What is done with respondents that left some items unanswered."""

    COMPLETE = "complete"  # only those that answered all items count
    PAIRWISE = "pairwise"  # each two items are compared over those that answered both


@attrs.frozen(kw_only=True, eq=False)
class Covariances:
    """How items vary and vary together.

    Parameters
    ----------
    items : tuple of str
        Names, in the order of rows and columns.
    of : int
        How many respondents answered anything.
    pairs : array of int
        How many answers each covariance rests on.
    matrix : array of float
        NaN where fewer than two did.
    missing : MissingAnswers
    """

    items: tuple[str, ...]
    of: int
    pairs: Whole
    matrix: Array
    missing: MissingAnswers

    @classmethod
    def among(cls, table: Array, items: Sequence[str] | None, missing: MissingAnswers | str) -> "Covariances":
        """Return the covariances of a table with a row for each respondent and a column for each item."""
        way = MissingAnswers(missing)
        known = ~np.isnan(table)
        somebody = known.any(axis=1)
        kept = known.all(axis=1) if way is MissingAnswers.COMPLETE else somebody
        pairs, matrix = _between(table[kept], known[kept])
        names = tuple(items) if items is not None else tuple(str(1 + place) for place in range(table.shape[1]))
        return cls(items=names, of=int(somebody.sum()), pairs=pairs, matrix=matrix, missing=way)

    @property
    def n(self) -> int:
        """Respondents that it rests on; where they differ between pairs of items, the fewest."""
        return int(self.pairs.min())

    @property
    def is_known(self) -> bool:
        """Whether there are answers enough for each pair of items."""
        return bool(np.isfinite(self.matrix).all())

    @property
    def is_sound(self) -> bool:
        """Whether it is known, and could be of answers at all; what was taken pair by pair need not."""
        return self.is_known and bool(np.linalg.eigvalsh(self.matrix)[0] >= -ROUNDING * self.matrix.trace())

    @property
    def varies(self) -> bool:
        """Whether it is sound and the sum of all items varies."""
        return self.is_sound and bool(self.matrix.sum() > ROUNDING * self.matrix.trace())

    @property
    def deviations(self) -> Array:
        """Return the standard deviation of each item."""
        spread: Array = np.sqrt(np.diag(self.matrix))
        return spread

    @property
    def correlations(self) -> Array:
        """Return the correlations of items with items; NaN for those that do not vary."""
        spread = np.outer(self.deviations, self.deviations)
        out: Array = np.full(spread.shape, np.nan)
        np.divide(self.matrix, spread, out=out, where=spread > 0)
        return out

    @property
    def with_rest(self) -> Array:
        """Return the correlation of each item with the sum of the others; NaN where one of them does not vary."""
        own = np.diag(self.matrix)
        shared = self.matrix.sum(axis=1) - own
        rest = self.matrix.sum() - 2 * shared - own
        out: Array = np.full(len(own), np.nan)
        if not self.is_sound:
            return out
        spread = own * np.where(rest > ROUNDING * self.matrix.trace(), rest, 0.0)
        np.divide(shared, np.sqrt(spread), out=out, where=spread > 0)
        return out

    def warnings(self) -> Iterator[Message]:
        """Yield what makes any coefficient of these items doubtful."""
        if len(self.items) < LEAST_ITEMS:
            yield Message("reliability.few_items", {"items": len(self.items)})
        if self.n < FEW:
            yield Message("reliability.few_respondents", {"n": self.n, "enough": FEW})
        if self.n < self.of:
            yield Message(f"reliability.left_out.{self.missing.value}", {"n": self.n, "of": self.of})
        if self.is_known:
            yield from self._oddities()

    def _oddities(self) -> Iterator[Message]:
        for item, spread in zip(self.items, self.deviations, strict=True):
            if not spread:
                yield Message("reliability.constant", {"item": item})
        if not self.is_sound:
            yield Message("reliability.impossible")
            return
        if not self.varies:
            yield Message("reliability.no_variation")
        yield from self._negative_pairs()
        for item, r in zip(self.items, self.with_rest, strict=True):
            if r < 0 and len(self.items) >= LEAST_ITEMS:
                yield Message("reliability.against_the_rest", {"item": item, "r": f"{r:.2f}"})

    def _negative_pairs(self) -> Iterator[Message]:
        one, other = np.triu_indices(len(self.items), k=1)
        between = np.nan_to_num(self.correlations[one, other])
        negative = int((between < -ROUNDING).sum())
        if negative:
            worst = int(between.argmin())
            first, second = self.items[one[worst]], self.items[other[worst]]
            counts = {"negative": negative, "pairs": len(between), "r": f"{between[worst]:.2f}"}
            yield Message("reliability.negative", {**counts, "first": first, "second": second})


def _between(table: Array, known: Array) -> tuple[Whole, Array]:
    """Return how many answered each two items, and the covariances over these."""
    weights = known.astype(np.float64)
    pairs = weights.T @ weights
    least = np.where(known, table, np.inf).min(axis=0, initial=np.inf)
    answers = np.where(known, table - least, 0.0)  # so that little is lost to rounding, and nothing where all are alike
    sums = answers.T @ weights  # of the row's item, over those that answered the column's item too
    products = answers.T @ answers
    out: Array = np.full(pairs.shape, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        covariances = (products - sums * sums.T / pairs) / (pairs - 1)
    out[pairs > 1] = covariances[pairs > 1]
    return pairs.astype(np.int64), out
