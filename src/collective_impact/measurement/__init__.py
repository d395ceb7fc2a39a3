"""Indicators over time: attainment, trends, charts, equity gaps and confidentiality.

Arrays or an `Indicator` in, frozen records out. Nothing here knows scores, and nothing plots.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collective_impact.measurement._attained import Attainment as Attainment
    from collective_impact.measurement._attainment import attainment as attainment
    from collective_impact.measurement._charts import Chart as Chart
    from collective_impact.measurement._charts import ChartPhase as ChartPhase
    from collective_impact.measurement._charts import ChartPoint as ChartPoint
    from collective_impact.measurement._counts import CountChart as CountChart
    from collective_impact.measurement._counts import CountKind as CountKind
    from collective_impact.measurement._counts import CountPhase as CountPhase
    from collective_impact.measurement._counts import c_chart as c_chart
    from collective_impact.measurement._counts import p_chart as p_chart
    from collective_impact.measurement._counts import u_chart as u_chart
    from collective_impact.measurement._disclosed import disclosed as disclosed
    from collective_impact.measurement._disparity import Disparity as Disparity
    from collective_impact.measurement._disparity import Measure as Measure
    from collective_impact.measurement._disparity import disparity as disparity
    from collective_impact.measurement._disparity_gap import Gap as Gap
    from collective_impact.measurement._disparity_gap import GapChange as GapChange
    from collective_impact.measurement._disparity_groups import Group as Group
    from collective_impact.measurement._disparity_progress import GroupProgress as GroupProgress
    from collective_impact.measurement._disparity_progress import ProgressByGroup as ProgressByGroup
    from collective_impact.measurement._disparity_progress import progress_by_group as progress_by_group
    from collective_impact.measurement._forecast import CurveStatus as CurveStatus
    from collective_impact.measurement._forecast import ForecastSide as ForecastSide
    from collective_impact.measurement._forecast import TurnedCurve as TurnedCurve
    from collective_impact.measurement._forecast import turn_the_curve as turn_the_curve
    from collective_impact.measurement._grim import Fit as Fit
    from collective_impact.measurement._grim import Grim as Grim
    from collective_impact.measurement._grim import grim as grim
    from collective_impact.measurement._movement import Change as Change
    from collective_impact.measurement._movement import Movement as Movement
    from collective_impact.measurement._movement import Since as Since
    from collective_impact.measurement._portfolio import Portfolio as Portfolio
    from collective_impact.measurement._portfolio import Redefined as Redefined
    from collective_impact.measurement._portfolio import SetChange as SetChange
    from collective_impact.measurement._portfolio import changed_indicators as changed_indicators
    from collective_impact.measurement._proportions import Proportion as Proportion
    from collective_impact.measurement._proportions import clopper_pearson as clopper_pearson
    from collective_impact.measurement._proportions import wilson as wilson
    from collective_impact.measurement._run_chart import RunChart as RunChart
    from collective_impact.measurement._run_chart import RunPhase as RunPhase
    from collective_impact.measurement._run_chart import run_chart as run_chart
    from collective_impact.measurement._series import Series as Series
    from collective_impact.measurement._series import series as series
    from collective_impact.measurement._sign_test import SignTest as SignTest
    from collective_impact.measurement._sign_test import sign_test as sign_test
    from collective_impact.measurement._signals import Assurance as Assurance
    from collective_impact.measurement._signals import Rule as Rule
    from collective_impact.measurement._signals import Side as Side
    from collective_impact.measurement._signals import Signal as Signal
    from collective_impact.measurement._signals import Variation as Variation
    from collective_impact.measurement._suppress import Cell as Cell
    from collective_impact.measurement._suppress import Suppressed as Suppressed
    from collective_impact.measurement._suppress import Withholding as Withholding
    from collective_impact.measurement._suppress import suppress as suppress
    from collective_impact.measurement._trend import Trend as Trend
    from collective_impact.measurement._trend import TrendStatus as TrendStatus
    from collective_impact.measurement._trend import trend as trend
    from collective_impact.measurement._trends import Trends as Trends
    from collective_impact.measurement._trends import benjamini_hochberg as benjamini_hochberg
    from collective_impact.measurement._trends import trends as trends
    from collective_impact.measurement._way import AttainmentStatus as AttainmentStatus
    from collective_impact.measurement._waypoints import Waypoint as Waypoint
    from collective_impact.measurement._xmr import XmRChart as XmRChart
    from collective_impact.measurement._xmr import XmRPhase as XmRPhase
    from collective_impact.measurement._xmr import xmr_chart as xmr_chart
    from collective_impact.measurement._xmr_kernels import Convention as Convention
    from collective_impact.measurement._xmr_many import XmRCharts as XmRCharts
    from collective_impact.measurement._xmr_many import xmr_charts as xmr_charts

_HOME_OF: dict[str, str] = {
    "disclosed": "_disclosed",
    "Disparity": "_disparity",
    "Measure": "_disparity",
    "disparity": "_disparity",
    "Group": "_disparity_groups",
    "Gap": "_disparity_gap",
    "GapChange": "_disparity_gap",
    "GroupProgress": "_disparity_progress",
    "ProgressByGroup": "_disparity_progress",
    "progress_by_group": "_disparity_progress",
    "Attainment": "_attained",
    "attainment": "_attainment",
    "Chart": "_charts",
    "ChartPhase": "_charts",
    "ChartPoint": "_charts",
    "CountChart": "_counts",
    "CountKind": "_counts",
    "CountPhase": "_counts",
    "c_chart": "_counts",
    "p_chart": "_counts",
    "u_chart": "_counts",
    "CurveStatus": "_forecast",
    "ForecastSide": "_forecast",
    "TurnedCurve": "_forecast",
    "turn_the_curve": "_forecast",
    "Fit": "_grim",
    "Grim": "_grim",
    "grim": "_grim",
    "Change": "_movement",
    "Movement": "_movement",
    "Since": "_movement",
    "Portfolio": "_portfolio",
    "Redefined": "_portfolio",
    "SetChange": "_portfolio",
    "changed_indicators": "_portfolio",
    "Proportion": "_proportions",
    "clopper_pearson": "_proportions",
    "wilson": "_proportions",
    "RunChart": "_run_chart",
    "RunPhase": "_run_chart",
    "run_chart": "_run_chart",
    "Series": "_series",
    "series": "_series",
    "SignTest": "_sign_test",
    "sign_test": "_sign_test",
    "Assurance": "_signals",
    "Rule": "_signals",
    "Side": "_signals",
    "Signal": "_signals",
    "Variation": "_signals",
    "Cell": "_suppress",
    "Suppressed": "_suppress",
    "Withholding": "_suppress",
    "suppress": "_suppress",
    "Trend": "_trend",
    "TrendStatus": "_trend",
    "trend": "_trend",
    "Trends": "_trends",
    "benjamini_hochberg": "_trends",
    "trends": "_trends",
    "AttainmentStatus": "_way",
    "Waypoint": "_waypoints",
    "XmRChart": "_xmr",
    "XmRPhase": "_xmr",
    "xmr_chart": "_xmr",
    "Convention": "_xmr_kernels",
    "XmRCharts": "_xmr_many",
    "xmr_charts": "_xmr_many",
}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 - the table above is the one list of names


if not TYPE_CHECKING:  # pragma: no branch - a type checker would take any misspelt name for an object

    def __getattr__(name: str) -> object:
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return list(__all__)
