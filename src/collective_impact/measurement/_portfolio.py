"""Indicators together: how many improved, and what that is worth."""

from attrs import field

from collective_impact.errors import InvalidValueError, Message, Param
from collective_impact.measurement._attained import Attainment
from collective_impact.measurement._attainment import attainment
from collective_impact.measurement._judge import HEX_DIGITS
from collective_impact.measurement._movement import Movement, sampled
from collective_impact.measurement._proportions import CONFIDENCE, Proportion, clopper_pearson, wilson
from collective_impact.measurement._sign_test import Alternative, SignTest, sign_test
from collective_impact.measurement._waypoints import Waypoint
from collective_impact.model import _canonical
from collective_impact.model._record import record
from collective_impact.model.initiative import Initiative


@record(kw_only=True)
class Portfolio:
    """How many of a set of indicators improved since their baselines.

    Counts and share come unasked; intervals and tests are for those who ask, since they
    take indicators for a sample, which a chosen set is not.

    Parameters
    ----------
    attainments : tuple of Attainment
        One for each indicator.

    Examples
    --------
    >>> import collective_impact as ci
    >>> portfolio = ci.progress(ci.examples.load("rgv_focus"), as_of="2019-08-31").portfolio
    >>> print(portfolio)
    8 improved, 0 maintained, 1 worsened, 3 not evaluable; 89 % of the evaluable improved
    >>> print(portfolio.wilson())
    8 of 9: 88.89 % (56.50–98.01 % at 95 %)
    """

    attainments: tuple[Attainment, ...] = field(default=(), converter=tuple[Attainment, ...])

    @property
    def improved(self) -> int:
        """How many improved."""
        return self._count(Movement.IMPROVED)

    @property
    def maintained(self) -> int:
        """How many neither improved nor worsened."""
        return self._count(Movement.MAINTAINED)

    @property
    def worsened(self) -> int:
        """How many worsened."""
        return self._count(Movement.WORSENED)

    @property
    def not_evaluable(self) -> int:
        """Of how many nobody can say."""
        return self._count(Movement.NOT_EVALUABLE)

    @property
    def evaluable(self) -> int:
        """Of how many it can be said what they did."""
        return len(self.attainments) - self.not_evaluable

    @property
    def share(self) -> float | None:
        """The share of the evaluable that improved, 0 to 1; None where none can be evaluated."""
        return self.improved / self.evaluable if self.evaluable else None

    @property
    def of_unknown_error(self) -> int:
        """How many were evaluated without knowing the sampling error, for want of counts and of ranges."""
        known = [one for one in self.attainments if one.movement is not Movement.NOT_EVALUABLE]
        return sum(
            one.baseline is None or one.latest is None or not sampled(one.baseline, one.latest, one.unit)
            for one in known
        )

    @property
    def note(self) -> Message:
        """The counts in a sentence."""
        if self.share is None:
            return Message("progress.portfolio_unknown", {"of": len(self.attainments)})
        counts: dict[str, Param] = {movement.value: self._count(movement) for movement in Movement}
        return Message("progress.portfolio", counts | {"share": f"{100 * self.share:.0f}"})

    @property
    def version(self) -> str:
        """Stands for the set of indicators and their definitions; it changes when they do."""
        defined = sorted(f"{one.indicator} {one.definition}" for one in self.attainments)
        return _canonical.fingerprint(tuple(defined))[:HEX_DIGITS]

    def which(self, movement: Movement | str) -> tuple[str, ...]:
        """Return the ids of the indicators of a class.

        Parameters
        ----------
        movement : {"improved", "maintained", "worsened", "not_evaluable"}

        Returns
        -------
        tuple of str
        """
        wanted = Movement(movement)
        return tuple(one.indicator for one in self.attainments if one.movement is wanted)

    def wilson(self, confidence: float = CONFIDENCE) -> Proportion:
        """Return the share of the evaluable that improved with Wilson's interval.

        Parameters
        ----------
        confidence : float

        Returns
        -------
        Proportion
        """
        return wilson(self.improved, self.evaluable, confidence)

    def clopper_pearson(self, confidence: float = CONFIDENCE) -> Proportion:
        """Return the share of the evaluable that improved with the exact interval.

        Parameters
        ----------
        confidence : float

        Returns
        -------
        Proportion
        """
        return clopper_pearson(self.improved, self.evaluable, confidence)

    def sign_test(self, *, alternative: Alternative = "two-sided", correlation: float | None = None) -> SignTest:
        """Return the exact sign test of improved against worsened; the maintained stand apart.

        Parameters
        ----------
        alternative : {"two-sided", "greater", "less"}
        correlation : float, optional
            Assumed of the movements of any two indicators; see `sign_test`.

        Returns
        -------
        SignTest
        """
        return sign_test(
            self.improved, self.worsened, unchanged=self.maintained, alternative=alternative, correlation=correlation
        )

    def _count(self, movement: Movement) -> int:
        return sum(one.movement is movement for one in self.attainments)

    def __str__(self) -> str:
        return str(self.note)


# Sets of indicators --------------------------------------------------------------------


@record(kw_only=True)
class Redefined:
    """An indicator that is there in both sets and is no longer the same.

    Parameters
    ----------
    indicator : str
    what : tuple of str
        ``"definition"`` (its text, version, unit, grades or direction), ``"baseline"``, ``"target"``.
    """

    indicator: str
    what: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.indicator} ({', '.join(self.what)})"


@record(kw_only=True)
class SetChange:
    """What changed from one set of indicators to a later one.

    Parameters
    ----------
    kept, added, removed : tuple of str
        Ids of indicators; the kept are the same in all that counts.
    redefined : tuple of Redefined
    """

    kept: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    added: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    removed: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    redefined: tuple[Redefined, ...] = field(default=(), converter=tuple[Redefined, ...])

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        return bool(self.added or self.removed or self.redefined)

    def __str__(self) -> str:
        parts = {"added": self.added, "removed": self.removed, "redefined": self.redefined}
        told = [f"{name}: {', '.join(map(str, found))}" for name, found in parts.items() if found]
        return "; ".join([f"kept: {len(self.kept)}", *told])


def changed_indicators(earlier: Initiative | Portfolio, later: Initiative | Portfolio) -> SetChange:
    """Return what changed between two sets of indicators, so that shares of them can be compared.

    "34 of 53", "81 % of 34" and a share of 30 are shares of three different sets.

    Parameters
    ----------
    earlier, later : Initiative or Portfolio
        Two versions of an initiative, or the portfolios of two reports.

    Returns
    -------
    SetChange
        Empty (false) where nothing changed.

    Raises
    ------
    InvalidValueError
        One of them is something else.

    Examples
    --------
    >>> import collective_impact as ci
    >>> before = ci.Initiative(id="reads", indicators=[ci.Indicator(id="grade3"), ci.Indicator(id="grad")])
    >>> after = before.without(["indicators/grad"]).with_indicators(
    ...     ci.Indicator(id="grade3", target=ci.Observation(period="2030", value=60)), ci.Indicator(id="fafsa")
    ... )
    >>> print(ci.measurement.changed_indicators(before, after))
    kept: 0; added: fafsa; removed: grad; redefined: grade3 (target)
    """
    before, after = _aspects("earlier", earlier), _aspects("later", later)
    both = [name for name in after if name in before]
    redefined = {name: tuple(what for what in after[name] if before[name][what] != after[name][what]) for name in both}
    return SetChange(
        kept=tuple(name for name, what in redefined.items() if not what),
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        redefined=tuple(Redefined(indicator=name, what=what) for name, what in redefined.items() if what),
    )


def _aspects(which: str, given: object) -> dict[str, dict[str, object]]:
    """Return for each indicator what is compared of it."""
    if isinstance(given, Initiative):
        given = Portfolio(attainments=map(attainment, given.indicators))
    if not isinstance(given, Portfolio):
        raise InvalidValueError(which, given, "an Initiative or a Portfolio")
    return {
        one.indicator: {"definition": one.definition, "baseline": _ends(one.baseline), "target": _ends(one.target)}
        for one in given.attainments
    }


def _ends(point: Waypoint | None) -> object:
    return None if point is None else (point.period, point.value, point.low, point.high, point.level)
