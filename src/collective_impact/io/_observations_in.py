"""Tables of figures to the observations of indicators."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.io._accounts import NotUnderstoodError, Reading, Remarks
from collective_impact.io._directories_in import Directory, of_indicators, of_stakeholders
from collective_impact.io._figures_in import Code
from collective_impact.io._numerals_in import Decimal
from collective_impact.io._observation_rows import Table, agreed
from collective_impact.io._observation_texts import Stated
from collective_impact.io._periods_in import Calendar, Dates
from collective_impact.io._series_in import Series
from collective_impact.io._sheets import Sheet, sheets
from collective_impact.io._titles_in import Figures, Names, Titles, bare, checked_columns, keyed, titles_of
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.initiative import Initiative
from collective_impact.model.period import SPLIT_YEAR_STARTS, Convention, Period, as_period

Layout: TypeAlias = Literal["wide", "long"]


@attrs.frozen(kw_only=True)
class ObservationReading(Reading):
    """What was read from tables of figures, and what was not understood of them.

    Parameters
    ----------
    initiatives : tuple of Initiative
        The initiative that was given, with what was read; empty where none was.
    account : Account
    indicators : tuple of Indicator
        The indicators that were given, or are in the table where none were, with what was read.
    observations : sequence of (str, Observation)
        What was read of the initiative itself, beside the id of its indicator; baselines, targets and
        comparisons stand in ``indicators``.
    """

    indicators: tuple[Indicator, ...] = ()
    observations: Sequence[tuple[str, Observation]] = ()


def read_observations(  # noqa: PLR0913 - a table says much, and leaves much unsaid
    source: object,
    indicators: Initiative | Iterable[Indicator] | None = None,
    *,
    layout: Layout | None = None,
    columns: Mapping[str, str | None] | None = None,
    codes: Mapping[str, Code] | None = None,
    dates: Dates | None = None,
    decimal: Decimal | None = None,
    convention: Convention | None = None,
    split_year_starts: int = SPLIT_YEAR_STARTS,
    comparisons: Iterable[str] = (),
    groups: Iterable[str] = (),
    indicator: str | None = None,
    period: Period | str | None = None,
    group: str | None = None,
    reporter: str | None = None,
    citation: str | None = None,
) -> ObservationReading:
    """Read the figures of indicators from tables as the field publishes them.

    Years may stand across (wide) or in a column of their own (long), baselines, targets and the figures of others
    beside them. "90-94%", ">=95%", "<5", "*", "S", "n/a", "23 of 53" and "44.2 (a)" are understood. What could be two
    things, such as "68.379" (68.379 or 68,379) or "2011-12" (a school year, three years, or December), is read where
    the column as a whole, the unit or an argument decides; else it is left out and stands in the account.

    Parameters
    ----------
    source : path, mapping, iterable of mappings or data frame
        A workbook, a file of separated values, a folder of them, or tables in memory.
    indicators : Initiative or iterable of Indicator, optional
        Whose figures they are. Rows are found by id, name or outside code; a near match is suggested, never taken.
        Without it, each name in the table becomes an indicator.
    layout : {"wide", "long"}, optional
        Whether the periods stand in titles or in a column; needed only where a table has both.
    columns : mapping of str to str or None, optional
        Under titles that say something else than what they hold: ``"indicator"``, ``"period"``, ``"value"``,
        ``"low"``, ``"high"``, ``"level"``, ``"numerator"``, ``"denominator"``, ``"unit"``, ``"group"``,
        ``"reporter"``, ``"status"``, ``"source"``, ``"definition_version"``, ``"comparison"``, ``"baseline"``,
        ``"target"``, ``"baseline_period"`` or ``"target_period"``; None leaves the column out. The part of a title
        that stands beside a period can be given too: ``{"RGV": "value"}``.
    codes : mapping of str to str, float or None, optional
        What texts of the table mean: a status such as ``"suppressed"``, a number, the id of an indicator, nothing.
    dates : {"dmy", "mdy", "ymd", "month"}, optional
        The order of day and month in dates such as 3/4/2020; or that dates on the first of a month, which
        spreadsheets make of "May 2019", stand for the month.
    decimal : {".", ","}, optional
        The mark before decimals.
    convention : {"month", "split_year", "years"}, optional
        What "2011-12" means, as for `Period.parse`.
    split_year_starts : int
        The month in which a school year begins.
    comparisons, groups : iterable of str
        Names in titles that stand for somebody else's figures, and for groups of people. Those that the indicators
        have already are known.
    indicator, period, group, reporter, citation : str or Period, optional
        Indicator, period, group of people, id of the reporter, and source of all figures for which the table names
        none. The name of a sheet or file can name the indicator too.

    Returns
    -------
    ObservationReading
        ``.initiative`` is the given one with what was read, ``.account`` lists what was not. What the indicators
        hold already stays; a different figure for the same period, group and reporter is listed as a conflict.

    Raises
    ------
    InvalidValueError
        An argument is none of those above.
    UnknownNameError
        There is no such ``indicator``.
    InvalidDocumentError
        A file cannot be read at all.

    Examples
    --------
    >>> import collective_impact as ci
    >>> table = {"Indicator": ["Graduation", "Attendance"], "2018-19": ["92%", "90-94%"], "2019-20": ["93%", "*"]}
    >>> reading = ci.read_observations(table)
    >>> [(name, figure.value, figure.low, figure.status.value) for name, figure in reading.observations]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('Graduation', 92.0, None, 'actual'), ('Attendance', None, 90.0, 'actual'),
     ('Graduation', 93.0, None, 'actual'), ('Attendance', None, None, 'suppressed')]
    """
    _check(layout=layout, dates=dates, decimal=decimal)
    remarks = Remarks()
    initiative = indicators if isinstance(indicators, Initiative) else None
    known = initiative.indicators if initiative else None if indicators is None else tuple(indicators)  # type: ignore[arg-type]
    calendar = Calendar(convention=convention, split_year_starts=split_year_starts, dates=dates)
    stated = Stated(
        period=None if period is None else as_period(period),
        group=group,
        reporter=reporter,
        citation=citation,
        decimal=decimal,
        codes=codes or {},
    )
    directory = of_indicators(known)
    reporters = of_stakeholders(initiative.stakeholders if initiative else None)
    names = _names(initiative, known or (), columns, comparisons, groups, directory)
    only = None if indicator is None else _found(indicator, directory)
    series = Series({one.id: one for one in known or ()}, remarks)
    for sheet in sheets(source, account=remarks):
        whose = only or names.indicators.get(bare(sheet.name))
        _read(sheet, series, stated, calendar, names, directory, reporters, remarks, layout, whose)
    return _result(initiative, series, remarks)


def _check(**choices: str | None) -> None:
    allowed = {"layout": ("wide", "long"), "dates": ("dmy", "mdy", "ymd", "month"), "decimal": (".", ",")}
    for name, given in choices.items():
        if given is not None and given not in allowed[name]:
            raise InvalidValueError(name, given, f"one of {', '.join(map(repr, allowed[name]))}")


def _names(  # noqa: PLR0913, PLR0917 - all that titles may speak of
    initiative: Initiative | None,
    known: Iterable[Indicator],
    columns: Mapping[str, str | None] | None,
    comparisons: Iterable[str],
    groups: Iterable[str],
    directory: Directory,
) -> Names:
    others = [*comparisons, *(comparison.name for indicator in known for comparison in indicator.comparisons)]
    people = [*groups, *(found.group for indicator in known for found in indicator.observations if found.group)]
    ours = [initiative.id, initiative.name, initiative.place] if initiative else []
    return Names(
        columns=checked_columns(columns),
        ours=frozenset(keyed(name) for name in ours if name),
        comparisons={keyed(name): name for name in reversed(others)},
        groups={keyed(name): name for name in reversed(people)},
        indicators=directory.certain,
    )


def _read(  # noqa: PLR0913, PLR0917 - all that a sheet is read with
    sheet: Sheet,
    series: Series,
    stated: Stated,
    calendar: Calendar,
    names: Names,
    indicators: Directory,
    reporters: Directory,
    remarks: Remarks,
    layout: Layout | None,
    whose: str | None,
) -> None:
    """Read one sheet into the series."""
    if not sheet.rows:
        return
    calendar = agreed(attrs.evolve(calendar, epoch=sheet.epoch), list(sheet.columns), sheet, remarks)
    titles = titles_of(sheet, names, calendar, remarks)
    if "indicator" not in titles.keys and not any(figures.indicator for figures in titles.figures):
        if whose is None:
            remarks.add(sheet, None, None, "observations.no_indicators")
            return
        titles.figures = [attrs.evolve(figures, indicator=whose) for figures in titles.figures]
    if not _arrange(titles, sheet, layout, remarks, whose):
        return
    table = Table(
        sheet,
        titles,
        stated=stated,
        calendar=calendar,
        names=names,
        indicators=indicators,
        reporters=reporters,
        remarks=remarks,
    )
    table.read_into(series)


def _found(name: str, directory: Directory) -> str:
    try:
        return directory.find(name) or name
    except NotUnderstoodError:
        raise UnknownNameError("indicator", name, directory.certain.values()) from None


def _arrange(titles: Titles, sheet: Sheet, layout: Layout | None, remarks: Remarks, whose: str | None) -> bool:
    """Decide where the periods stand and whether there are figures at all; say so where there are none."""
    across = [figures for figures in titles.figures if figures.period is not None and figures.end is None]
    if layout == "long":
        titles.figures = [figures for figures in titles.figures if figures not in across]
    elif layout == "wide":
        titles.keys.pop("period", None)
    elif across and "period" in titles.keys:
        remarks.add(sheet, None, None, "observations.two_layouts")
        return False
    parts = [role for role in ("low", "high", "level", "numerator", "denominator") if role in titles.keys]
    plain = [figures for figures in titles.figures if figures.end is None]
    if parts and not plain:
        titles.figures.append(Figures(index=-1, indicator=whose))
    elif parts and len(plain) > 1:
        remarks.add(sheet, None, sheet.columns[titles.keys[parts[0]]], "observations.parts")
        for role in parts:
            del titles.keys[role]
    if not titles.figures:
        remarks.add(sheet, None, None, "observations.no_columns")
    return bool(titles.figures)


def _result(initiative: Initiative | None, series: Series, remarks: Remarks) -> ObservationReading:
    found, read = series.results()
    changed = [indicator for indicator in found if initiative and indicator is not initiative.indicator(indicator.id)]
    with_them = () if initiative is None else (initiative.with_indicators(changed),)
    return ObservationReading(initiatives=with_them, account=remarks.account(), indicators=found, observations=read)
