"""Indicators of few figures, and what attainment says of them."""

import collective_impact as ci
from collective_impact.measurement._attainment import attainment


def observed(period, value=None, **fields):
    """Return an observation."""
    return ci.Observation(period=period, value=value, **fields)


def of(baseline, target, *figures, **fields):
    """Return the attainment of percentages: ends as (period, value) or observations, figures likewise."""
    options = {name: fields.pop(name) for name in ("group", "as_of", "minimal_change", "tolerance") if name in fields}
    ends = [
        None if end is None else end if isinstance(end, ci.Observation) else observed(*end)
        for end in (baseline, target)
    ]
    seen = [figure if isinstance(figure, ci.Observation) else observed(*figure) for figure in figures]
    plain = {"id": "grad", "unit": "percent", "direction": "increase"}
    indicator = ci.Indicator(**plain | fields, baseline=ends[0], target=ends[1], observations=seen)
    return attainment(indicator, **options)


def codes(messages):
    """Return the codes of messages without their room."""
    return [message.code.partition(".")[2] for message in messages]
