"""What the tests of charts of counts look at, and series of counts."""

from hypothesis import strategies as st

from collective_impact.measurement import Rule

counted = st.lists(
    st.tuples(st.integers(0, 30), st.integers(30, 60)).map(lambda pair: pair if sum(pair) % 7 else (None, pair[1])),
    min_size=1,
    max_size=25,
).filter(lambda pairs: any(count is not None for count, _ in pairs))


def lines(chart, position=0):
    """Return the three lines at a point."""
    point = chart.points[position]
    return point.lower, point.centre, point.upper


def outside(chart):
    """Return the points beyond a limit, with their side."""
    return [(s.positions[0], s.side) for s in chart.signals if s.rule is Rule.OUTSIDE_LIMITS]


def codes(chart):
    """Return the codes of warnings."""
    return [warning.code.removeprefix("charts.") for warning in chart.warnings]
