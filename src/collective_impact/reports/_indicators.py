"""What the indicators show: where they began, where they are, and how others stand."""

from collections.abc import Iterator
from typing import TypeAlias

import attrs

from collective_impact.measurement._attained import Attainment
from collective_impact.measurement._attainment import attainment
from collective_impact.measurement._portfolio import Portfolio
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.period import Period
from collective_impact.model.vocabulary import Tier
from collective_impact.reports._setting import Setting
from collective_impact.reports._standing import ENDS, Moment, Standing, compared, standings
from collective_impact.reports._way import baseline_cell, change_cell, end_cell, figure_in_words, together, way_cell
from collective_impact.reports._wording import change_in_words
from collective_impact.reports.sections import Block, Cell, Grounds, Line, Row, Section, Table

MOST_ROWS = 20
PERIODS_COMPARED = 2
SHOWN = 2
"""How many figures of an indicator are shown: the latest, and the one before."""

COLUMNS = ("indicator", "baseline", "latest", "change", "target", "way", "comparison")

Series: TypeAlias = tuple[Standing, ...]
"""An indicator at its latest figure and at those before."""

Attained: TypeAlias = dict[str, Attainment]
"""By indicator, how far it is."""


@attrs.frozen(kw_only=True)
class _Beside:
    """A figure beside somebody else's of the same period."""

    name: str
    period: Period
    as_good: bool
    addresses: tuple[str, ...]


def section(setting: Setting) -> Section:
    """Return the section about indicators."""
    title = setting.say("indicators.title")
    chosen = sorted(setting.indicators, key=lambda indicator: indicator.tier is not Tier.CORE)
    if not chosen:
        return Section(key="indicators", title=title, blocks=(setting.line("indicators.none"),))
    series = [standings(setting, indicator) for indicator in chosen]
    attained = {indicator.id: attainment(indicator, as_of=setting.card.as_of) for indicator in chosen}
    blocks: list[Block] = [*_summary(setting, series, attained), *_comparison_counts(setting, series)]
    blocks += [*_tables(setting, series, attained), *_withheld(setting), setting.line("indicators.reading")]
    return Section(key="indicators", title=title, blocks=tuple(blocks))


# In counts -----------------------------------------------------------------------------


def _summary(setting: Setting, series: list[Series], attained: Attained) -> Iterator[Line]:
    """Yield the portfolio: how many indicators improved since their baselines."""
    portfolio = Portfolio(attainments=attained.values())
    rests_on = tuple(address for standing, *_ in series for address in standing.own_addresses())
    if portfolio.evaluable:
        moved = {"better": portfolio.improved, "worse": portfolio.worsened, "rest": portfolio.maintained}
        counts = {"of": len(series), "compared": portfolio.evaluable, "uncounted": portfolio.of_unknown_error}
        yield setting.line("indicators.summary", rests_on=rests_on, **counts, **moved)
    else:
        yield setting.line("indicators.no_change", rests_on=rests_on, of=len(series))
    if not any(standing.indicator.target for standing, *_ in series):
        yield setting.line("indicators.no_targets")


def _comparison_counts(setting: Setting, series: list[Series]) -> Iterator[Line]:
    """Yield how many indicators stand as well as somebody else, for the latest periods that are compared."""
    found: dict[str, dict[Period, list[_Beside]]] = {}
    for beside in _besides(series):
        found.setdefault(beside.name, {}).setdefault(beside.period, []).append(beside)
    for name, of_period in found.items():
        for period in sorted(of_period, key=lambda period: period.end, reverse=True)[:PERIODS_COMPARED]:
            besides = of_period[period]
            addresses = (address for beside in besides for address in beside.addresses)
            params = {"name": setting.quoted(name), "period": setting.period(period)}
            counts = {"good": sum(beside.as_good for beside in besides), "of": len(besides)}
            yield setting.line("indicators.against", rests_on=addresses, **params, **counts)


def _besides(series: list[Series]) -> Iterator[_Beside]:
    for standing in (standing for found in series for standing in found):
        for comparison in standing.indicator.comparisons:
            found = compared(standing, comparison)
            if found is None or found.as_good is None or standing.moment is None:
                continue
            yield _Beside(
                name=comparison.name,
                period=standing.moment.period,
                as_good=found.as_good,
                addresses=(*standing.own_addresses(), *standing.addresses_of(comparison)),
            )


def _withheld(setting: Setting) -> Iterator[Line]:
    """Say how many figures these readers are not shown; which and why would tell them more of each."""
    n = setting.withheld
    if n:
        yield setting.line("indicators.withheld_one" if n == 1 else "indicators.withheld", n=n, least=setting.least)


# In tables -----------------------------------------------------------------------------


def _tables(setting: Setting, series: list[Series], attained: Attained) -> Iterator[Table]:
    """Yield the latest figures and those before them; both rest on the same records."""
    indicators = [standing.indicator for standing, *_ in series]
    empty = {end for end in ENDS if not any(getattr(indicator, end) for indicator in indicators)}
    empty |= {"way"} if "target" in empty else set()
    empty |= set() if any(indicator.comparisons for indicator in indicators) else {"comparison"}
    grounds = [setting.grounds(_rests_on(found, attained[found[0].indicator.id])) for found in series]
    latest = [(found[0], at, attained[found[0].indicator.id]) for found, at in zip(series, grounds, strict=True)]
    yield _table(setting, "latest_table", empty, latest)
    before = [(found[1], at, _then(found[1])) for found, at in zip(series, grounds, strict=True) if len(found) > 1]
    if before:
        yield _table(setting, "before_table", empty.union(ENDS, ["way"]), before)


def _rests_on(found: Series, attained: Attainment) -> Iterator[str]:
    """Yield the addresses of what is shown of an indicator."""
    yield from (address for standing in found[:SHOWN] for address in standing.addresses())
    yield from attained.rests_on


def _then(standing: Standing) -> Attainment:
    """Return how far an indicator was at an earlier figure."""
    return attainment(standing.indicator, as_of=standing.moment.period.end if standing.moment else None)


def _table(setting: Setting, title: str, empty: set[str], rows: list[tuple[Standing, Grounds, Attainment]]) -> Table:
    columns = tuple(column for column in COLUMNS if column not in empty)
    return Table(
        title=setting.say(f"indicators.{title}"),
        columns=tuple((column, setting.say(f"indicators.column.{column}")) for column in columns),
        rows=tuple(_row(setting, standing, columns, grounds, found) for standing, grounds, found in rows),
        most=None if setting.is_open else MOST_ROWS,
    )


def _row(setting: Setting, standing: Standing, columns: tuple[str, ...], grounds: Grounds, found: Attainment) -> Row:
    indicator = standing.indicator
    cells = {
        "indicator": Cell(text=setting.quoted(indicator.name or indicator.id)),
        "baseline": baseline_cell(setting, indicator, found),
        "latest": _latest_cell(setting, standing, found),
        "change": change_cell(setting, standing, found),
        "target": end_cell(setting, indicator, indicator.target),
        "way": way_cell(setting, found),
        "comparison": _comparison_cell(setting, standing),
    }
    return Row(key=indicator.id, cells=tuple(cells[column] for column in columns), grounds=grounds)


def _latest_cell(setting: Setting, standing: Standing, found: Attainment) -> Cell:
    """Say the figure and its period, and of which later periods there is none."""
    of_all = together(standing, found)
    told = [] if standing.moment is None else [_dated(setting, standing.indicator, standing.moment, of_all)]
    told += [_dated(setting, standing.indicator, moment) for moment in standing.later]
    if not told:
        return setting.cell("figure.unknown")
    figure = of_all or standing.figure
    return Cell(text=setting.word("separated").join(told), value=figure.value if figure else None)


def _dated(setting: Setting, indicator: Indicator, moment: Moment, of_all: Observation | None = None) -> str:
    """Return what is known of a period; what partners report apart is added up only where counts allow it."""
    reports = (moment.figure,) if moment.figure else (*moment.figures, *moment.without)
    told = [figure_in_words(setting, indicator, observation) for observation in reports]
    words = told[0]
    if of_all is not None:
        whole = figure_in_words(setting, indicator, of_all)
        words = setting.word("figure.together", figure=whole, n=len(told), reports=setting.enumerated(told))
    elif len(told) > 1:
        words = setting.word("figure.several", n=len(told), reports=setting.enumerated(told))
    return setting.word("figure.dated", figure=words, period=setting.period(moment.period))


def _comparison_cell(setting: Setting, standing: Standing) -> Cell:
    """Say how others stand in the same period."""
    words, values = [], []
    for comparison in standing.indicator.comparisons:
        other = standing.other(comparison)
        if other is None:
            continue
        figure = figure_in_words(setting, standing.indicator, other)
        name, found = setting.quoted(comparison.name), compared(standing, comparison)
        difference = "" if found is None else change_in_words(setting, found, "change.same")
        code = "indicators.other_alone" if found is None else "indicators.other"
        words.append(setting.word(code, name=name, figure=figure, difference=difference))
        values.append(None if found is None else found.amount.value)
    if not words:
        return setting.cell("figure.unknown")
    return Cell(text=setting.word("separated").join(words), value=values[0] if len(values) == 1 else None)
