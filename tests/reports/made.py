"""Small initiatives, and settings in which parts of a report are made of them."""

from xml.etree import ElementTree as ET

import attrs
from tests.scoring import made

import collective_impact as ci
from collective_impact.measurement import attainment
from collective_impact.reports._figures import since_baseline
from collective_impact.reports._setting import Audience, Setting

TWO_HALVES = made.framework(["talk/in_place/a", "talk/in_practice/b"])
DAY = made.DAY


def initiative(**fields):
    """Return an initiative with the id that cards made by hand have."""
    return ci.Initiative(id="made", **fields)


def card(values=(None, None), **fields):
    """Return a card of one condition with two halves of one criterion each."""
    return made.card(TWO_HALVES, list(values), **fields)


def setting(of=None, audience="backbone", *, of_card=None, locale="en", redacted=False, **cards):
    """Return what a section is made in."""
    return Setting(
        initiative=initiative() if of is None else of,
        card=card() if of_card is None else of_card,
        audience=Audience(audience),
        locale=locale,
        redacted=redacted,
        **cards,
    )


def change(indicator, first, last):
    """Return the change from a figure of 2010 to a later one."""
    baseline = attrs.evolve(first, period="2010")
    return since_baseline(attainment(attrs.evolve(indicator, baseline=baseline, observations=[last])))


def texts(section):
    """Return the sentences of a section, without tables."""
    found = []
    for block in section.blocks:
        lines = getattr(block, "lines", None) or ([block] if hasattr(block, "text") else [])
        found += [str(line.text) for line in lines]
    return found


def cells(table, key):
    """Return the words in a row of a table, by column."""
    row = next(row for row in table.rows if row.key == key)
    return {column: str(cell.text) for (column, _), cell in zip(table.columns, row.cells, strict=True)}


def parsed(html):
    """Return a page as a tree; what is not well-formed cannot be read."""
    return ET.fromstring(html)  # noqa: S314 - it is our own
