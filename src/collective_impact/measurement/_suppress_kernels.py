"""Which figures must be withheld so that those about few people stay hidden.

Every protection is proved by a witness: another table of whole numbers that agrees with
everything published, in which the protected figure is something else. The cheapest witness is
found by a linear program (Kelly, Golden & Assad 1992; Fischetti & Salazar 2000); the figures
in which it differs from the truth are those to withhold.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from collective_impact.measurement._suppress_audit import SLACK
from collective_impact.measurement._suppress_table import ALL, COUNTED, OTHERS, Counts, Figures, Mask, added_up

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Aim: TypeAlias = Literal["down", "up", "away", "away_knowing"]
AIMS: tuple[Aim, ...] = ("up", "down", "away", "away_knowing")
SLIGHT = 1e-3
"""What moving a figure costs that is withheld anyway: little, so that witnesses stay near the truth."""


@attrs.frozen(eq=False)
class Rule:
    """What may be published of a table, and what readers know; one entry for each figure of each layer.

    Parameters
    ----------
    values : array
    shown : array
        To be published unless withheld.
    small : array
        About too few people.
    withheld : array
        Not published from the start: the small ones, shares that tell of small others, and
        what nobody asked for.
    floor : array
        The least that a reader who sees one sign for all that is withheld can reach.
    least, most : array
        What such a reader knows each figure to be at least and at most.
    knowing_least, knowing_most : array
        What a reader knows who also sees which figures are small.
    threshold : int
    """

    values: Counts
    shown: Mask
    small: Mask
    withheld: Mask
    floor: Counts
    least: Counts
    most: npt.NDArray[np.float64]
    knowing_least: Counts
    knowing_most: npt.NDArray[np.float64]
    order: Counts
    threshold: int


def rule(figures: Figures, threshold: int, *, extremes: bool) -> Rule:
    """Return which figures are small, and what readers know of those that are withheld.

    Zeros are published, and a reader who sees one withheld knows that it is none; unless
    `extremes` says that a share of 0 or 100 % is as telling as a small count.
    """
    values, layered = figures.values, figures.has_denominators
    possible = values > 0
    if layered and extremes:
        possible[[COUNTED, OTHERS]] = values[ALL] > 0
    told = np.tile(figures.shown, (len(values), 1))
    shown, small = told.copy(), (told | figures.detail) & possible & (values < threshold)
    withheld = small | ~shown
    if layered:
        shown[OTHERS] = False
        withheld[OTHERS] = True
        withheld[COUNTED] |= small[OTHERS]
    least = np.where(values > 0, 1, 0)
    if layered and extremes:
        least[[COUNTED, OTHERS]] = 0
    floor = _floor(figures, least)
    knowing = np.where(told & possible & ~small, threshold, least)
    most = np.where(possible, np.inf, 0.0)
    return Rule(
        values=values.ravel(),
        shown=shown.ravel(),
        small=small.ravel(),
        withheld=withheld.ravel(),
        floor=floor.ravel(),
        least=least.ravel(),
        most=most.ravel(),
        knowing_least=knowing.ravel(),
        knowing_most=np.where(small, threshold - 1.0, most).ravel(),
        order=_order(figures),
        threshold=threshold,
    )


def _order(figures: Figures) -> Counts:
    keys = [(layer, *sorted(key)) for layer in range(len(figures.values)) for key in figures.keys]
    ranked = sorted(range(len(keys)), key=lambda place: (int(figures.values.flat[place]), keys[place]))
    return np.argsort(np.array(ranked))


def _floor(figures: Figures, least: Counts) -> Counts:
    """Return what the least of the cells adds up to."""
    details = least[:, figures.detail]
    if figures.has_denominators:
        details = np.vstack([details[:ALL], np.maximum(details[ALL], details[:ALL].sum(axis=0))])
    floor = added_up(details, figures.sums)
    return np.minimum(floor, figures.values)


class Protection:
    """Figures being withheld until every small one is hidden, and the witnesses for that."""

    def __init__(self, equations: "csr_array", rule: Rule) -> None:
        self._equations = equations
        self._rule = rule
        self.withheld = rule.withheld.copy()
        self.hopeless: set[tuple[int, Aim]] = set()
        self._witnesses: list[Counts] = []
        self._cost = np.log1p(rule.values) * (1 + SLIGHT * rule.order / len(rule.order))

    def protect(self) -> None:
        """Withhold more until every demand has a witness; then show again whatever none of them needs."""
        while (demand := self._unmet()) is not None:
            figure, aim = demand
            witness = self._witness(figure, aim)
            if witness is None:
                self.hopeless.add(demand)
                continue
            self._witnesses.append(witness)
            self.withheld |= witness != self._rule.values
        self._show_again()

    # What is demanded -------------------------------------------------------------------

    def _unmet(self) -> tuple[int, Aim] | None:
        """Return the first demand without a witness; the smallest counts are the most demanding."""
        witnesses = self._matrix()
        for aim in AIMS:
            unmet = self._demanded(aim) & ~self._met(aim, witnesses)
            if unmet.any():
                places = np.flatnonzero(unmet)
                return int(places[np.argmin(self._rule.order[places])]), aim
        return None

    def _demanded(self, aim: Aim) -> Mask:
        """Return the figures of which a reader must not exclude the counts from 1 to the threshold, or the true one."""
        demanded = self._rule.small.copy() if aim in ("up", "down") else self.hidden()
        demanded[[figure for figure, hopeless in self.hopeless if hopeless == aim]] = False
        return demanded

    def hidden(self) -> Mask:
        """Return the figures that nobody may work out."""
        hidden: Mask = self._rule.small | (self._rule.shown & self.withheld)
        return hidden

    def _met(self, aim: Aim, witnesses: Counts) -> Mask:
        rule = self._rule
        if aim == "up":
            reached: Mask = witnesses >= rule.threshold
        elif aim == "down":
            reached = witnesses <= rule.floor
        elif aim == "away":
            reached = witnesses != rule.values
        else:
            possible = ((witnesses >= rule.knowing_least) & (witnesses <= rule.knowing_most)).all(axis=1)
            reached = witnesses[possible] != rule.values
        return np.asarray(reached.any(axis=0))

    def _matrix(self) -> Counts:
        """Return the truth, which is a witness of what it is, and all others."""
        return np.stack([self._rule.values, *self._witnesses])

    # How it is met ----------------------------------------------------------------------

    def _witness(self, figure: int, aim: Aim) -> Counts | None:
        """Return the cheapest table of whole numbers that meets a demand, or None where there is none."""
        found = [
            solved for steps in self._steps(figure, aim) if (solved := self._moved(figure, aim, steps)) is not None
        ]
        return min(found, key=lambda solved: solved[0])[1] if found else None

    def _steps(self, figure: int, aim: Aim) -> Iterator[int]:
        rule = self._rule
        if aim == "up":
            yield int(rule.threshold - rule.values[figure])
        elif aim == "down":
            yield int(rule.floor[figure] - rule.values[figure])
        else:
            yield from (1, -1)

    def _moved(self, figure: int, aim: Aim, step: int) -> tuple[float, Counts] | None:
        """Return what it costs to move a figure by some steps, and the table where it is moved."""
        down, up = self._room(aim)
        if step > up[figure] or -step > down[figure]:
            return None
        forced = np.zeros((2, len(down)))
        forced[0 if step > 0 else 1, figure] = abs(step)
        (up if step < 0 else down)[figure] = 0
        ends = forced.ravel(), np.concatenate([up, down])
        found = self._solved(*ends, whole=False)
        if found is not None and np.abs(found - np.rint(found)).max() > SLACK:  # rare: a vertex mostly is whole
            found = self._solved(*ends, whole=True)
        if found is None:
            return None
        move = np.rint(found)
        return float(self._prices() @ np.abs(move)), self._rule.values + move.astype(np.int64)

    def _room(self, aim: Aim) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return how far each figure can fall and rise as far as readers know."""
        rule = self._rule
        least, most = (rule.knowing_least, rule.knowing_most) if aim == "away_knowing" else (rule.least, rule.most)
        return (rule.values - least).astype(float), most - rule.values

    def _prices(self) -> npt.NDArray[np.float64]:
        return np.where(self.withheld, SLIGHT, 1.0) * self._cost

    def _solved(
        self, least: npt.NDArray[np.float64], most: npt.NDArray[np.float64], *, whole: bool
    ) -> npt.NDArray[np.float64] | None:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import hstack

        prices = np.tile(self._prices(), 2)
        both_ways = LinearConstraint(hstack([self._equations, -self._equations]), 0, 0)
        found = milp(
            prices, constraints=both_ways, bounds=Bounds(least, most), integrality=np.full(len(prices), int(whole))
        )
        return None if found.x is None else np.asarray(found.x[: len(self._cost)] - found.x[len(self._cost) :])

    # What was not needed in the end -----------------------------------------------------

    def _show_again(self) -> None:
        """Show again, the costliest first, whatever the witnesses for all demands can do without."""
        rule, witnesses = self._rule, self._matrix()
        added = np.flatnonzero(self.withheld & ~rule.withheld)
        for figure in added[np.argsort(-self._cost[added])]:
            kept = witnesses[witnesses[:, figure] == rule.values[figure]]
            self.withheld[figure] = False
            if all((self._met(aim, kept) | ~self._demanded(aim)).all() for aim in AIMS):
                witnesses = kept
            else:
                self.withheld[figure] = True
