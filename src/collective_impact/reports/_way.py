"""How far indicators are on the way to their targets, in words."""

from collective_impact.measurement._attained import Attainment
from collective_impact.reports._setting import Setting
from collective_impact.reports.sections import Cell


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
