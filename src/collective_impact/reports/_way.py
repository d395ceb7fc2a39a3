"""How far indicators are on the way to their targets, as far as these readers may know."""

import attrs

from collective_impact.measurement._attained import Attainment
from collective_impact.measurement._attainment import attainment
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.reports._setting import Setting
from collective_impact.reports.sections import Cell


def attained_as_shown(setting: Setting, indicator: Indicator) -> Attainment:
    """Return the attainment that follows from the figures that may be shown, as if there were no others."""

    def open_to_them(end: Observation | None) -> Observation | None:
        return end if end is not None and setting.may_show(end) else None

    known = attrs.evolve(
        indicator,
        baseline=open_to_them(indicator.baseline),
        target=open_to_them(indicator.target),
        observations=tuple(filter(setting.may_show, indicator.observations)),
    )
    return attainment(known, as_of=setting.card.as_of)


def way_cell(setting: Setting, found: Attainment) -> Cell:
    """Say the share of the way, whether that is enough, and what would be expected by now."""
    status = setting.word(f"indicators.status.{found.status.value}")
    if found.value is None and (found.low, found.high) == (0, 100):
        return Cell(text=status)
    share = _whole(found.low) if found.value is not None else f"{_whole(found.low)}–{_whole(found.high)}"
    if found.expected is None:
        return setting.cell("indicators.way", value=found.value, share=share, status=status)
    expected = _whole(found.expected)
    return setting.cell("indicators.way_expected", value=found.value, share=share, status=status, expected=expected)


def _whole(share: float) -> str:
    return f"{share:.0f}"
