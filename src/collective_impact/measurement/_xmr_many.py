"""XmR charts of many series at once."""

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from collective_impact.errors import UnknownNameError
from collective_impact.measurement._chart_rules import Mask
from collective_impact.measurement._signals import Rule, Side
from collective_impact.measurement._values import Numbers, numbers
from collective_impact.measurement._xmr_kernels import Convention, find, lines_of

A = TypeVar("A", bound=npt.NDArray[Any])


class XmRCharts:
    """The limits and signals of many series; arrays are read-only.

    Parameters
    ----------
    convention : Convention
    n : array of int
        For each series the values that are known.
    centre, mean_range, lower, upper : array of float
        For each series; NaN where it cannot be computed.
    """

    def __init__(self, X: Numbers, convention: Convention) -> None:
        lines = lines_of(X, convention)
        self.convention = convention
        self.n = _frozen(lines.n)
        self.centre: Numbers = _frozen(lines.centre[:, 0])
        self.mean_range: Numbers = _frozen(lines.mean_range[:, 0])
        self.lower: Numbers = _frozen((lines.centre - lines.reach)[:, 0])
        self.upper: Numbers = _frozen((lines.centre + lines.reach)[:, 0])
        self._masks = {(found.rule, found.side): _frozen(found.members) for found in find(X, lines, convention)}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of the convention."""
        return tuple(dict.fromkeys(rule for rule, _ in self._masks))

    def mask(self, rule: Rule | str, side: Side | str | None = None) -> Mask:
        """Return which points break a rule.

        Parameters
        ----------
        rule : Rule or str
        side : Side or str, optional
            None for both.

        Returns
        -------
        array of bool
            A row for each series, a column for each point.

        Raises
        ------
        UnknownNameError
            The convention has no such rule, or the rule no such side.
        """
        one = Rule(rule)
        masks = {known: mask for (of, known), mask in self._masks.items() if of is one}
        if not masks:
            raise UnknownNameError("rule", one.value, self.rules)
        if side is None:
            return _frozen(np.logical_or.reduce(list(masks.values())))
        if side not in masks:
            raise UnknownNameError("side", str(side), [str(known) for known in masks])
        return masks[Side(side)]

    def __len__(self) -> int:
        return len(self.n)

    def __repr__(self) -> str:
        return f"XmRCharts({len(self)} series, convention={self.convention.value!r})"


def xmr_charts(values: npt.ArrayLike, *, convention: Convention | str = Convention.INDIVIDUALS) -> XmRCharts:
    """Return the limits and signals of many series of equal length, as `xmr_chart` would find them one by one.

    Parameters
    ----------
    values : array_like
        A row for each series, a column for each point in time; NaN where a value is missing.
        A row in which nothing is known has NaN for everything.
    convention : Convention or str

    Returns
    -------
    XmRCharts

    Raises
    ------
    InvalidValueError
        The values are no table of numbers, or the convention is unknown.

    Examples
    --------
    >>> from collective_impact.measurement import xmr_charts
    >>> charts = xmr_charts([[5, 6, 5, 7, 6, 5, 6, 20], [1, 1, 1, 1, 1, 1, 1, 1]], convention="nhs")
    >>> charts.upper.round(2).tolist()
    [10.6, nan]
    >>> charts.mask("outside_limits", "above").sum(axis=1).tolist()
    [1, 0]
    """
    return XmRCharts(numbers("values", values, dimensions=2), Convention(convention))


def _frozen(array: A) -> A:
    array.flags.writeable = False
    return array
