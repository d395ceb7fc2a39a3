"""Indicators over time: attainment, trends, charts, equity gaps and confidentiality.

Arrays or an `Indicator` in, frozen records out. Nothing here knows scores, and nothing plots.
"""

from typing import TYPE_CHECKING

from collective_impact._lazy import lazily

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
    from collective_impact.measurement._trends_of import IndicatorTrend as IndicatorTrend
    from collective_impact.measurement._trends_of import IndicatorTrends as IndicatorTrends
    from collective_impact.measurement._trends_of import trends_of as trends_of
    from collective_impact.measurement._way import AttainmentStatus as AttainmentStatus
    from collective_impact.measurement._waypoints import Waypoint as Waypoint
    from collective_impact.measurement._xmr import XmRChart as XmRChart
    from collective_impact.measurement._xmr import XmRPhase as XmRPhase
    from collective_impact.measurement._xmr import xmr_chart as xmr_chart
    from collective_impact.measurement._xmr_kernels import Convention as Convention
    from collective_impact.measurement._xmr_many import XmRCharts as XmRCharts
    from collective_impact.measurement._xmr_many import xmr_charts as xmr_charts

_HOME_OF: dict[str, str] = {
    "Assurance": "_signals",
    "Attainment": "_attained",
    "AttainmentStatus": "_way",
    "Cell": "_suppress",
    "Change": "_movement",
    "Chart": "_charts",
    "ChartPhase": "_charts",
    "ChartPoint": "_charts",
    "Convention": "_xmr_kernels",
    "CountChart": "_counts",
    "CountKind": "_counts",
    "CountPhase": "_counts",
    "CurveStatus": "_forecast",
    "Disparity": "_disparity",
    "Fit": "_grim",
    "ForecastSide": "_forecast",
    "Gap": "_disparity_gap",
    "GapChange": "_disparity_gap",
    "Grim": "_grim",
    "Group": "_disparity_groups",
    "GroupProgress": "_disparity_progress",
    "IndicatorTrend": "_trends_of",
    "IndicatorTrends": "_trends_of",
    "Measure": "_disparity",
    "Movement": "_movement",
    "Portfolio": "_portfolio",
    "ProgressByGroup": "_disparity_progress",
    "Proportion": "_proportions",
    "Redefined": "_portfolio",
    "Rule": "_signals",
    "RunChart": "_run_chart",
    "RunPhase": "_run_chart",
    "Series": "_series",
    "SetChange": "_portfolio",
    "Side": "_signals",
    "SignTest": "_sign_test",
    "Signal": "_signals",
    "Since": "_movement",
    "Suppressed": "_suppress",
    "Trend": "_trend",
    "TrendStatus": "_trend",
    "Trends": "_trends",
    "TurnedCurve": "_forecast",
    "Variation": "_signals",
    "Waypoint": "_waypoints",
    "Withholding": "_suppress",
    "XmRChart": "_xmr",
    "XmRCharts": "_xmr_many",
    "XmRPhase": "_xmr",
    "attainment": "_attainment",
    "benjamini_hochberg": "_trends",
    "c_chart": "_counts",
    "changed_indicators": "_portfolio",
    "clopper_pearson": "_proportions",
    "disclosed": "_disclosed",
    "disparity": "_disparity",
    "grim": "_grim",
    "p_chart": "_counts",
    "progress_by_group": "_disparity_progress",
    "run_chart": "_run_chart",
    "series": "_series",
    "sign_test": "_sign_test",
    "suppress": "_suppress",
    "trend": "_trend",
    "trends": "_trends",
    "trends_of": "_trends_of",
    "turn_the_curve": "_forecast",
    "u_chart": "_counts",
    "wilson": "_proportions",
    "xmr_chart": "_xmr",
    "xmr_charts": "_xmr_many",
}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 - the table above is the one list of names

if not TYPE_CHECKING:  # pragma: no branch - a type checker would take any misspelt name for an object
    __getattr__ = lazily(__name__, _HOME_OF)


def __dir__() -> list[str]:
    return list(__all__)
