"""Reports attacked: what may not be shown can't be worked out from what is."""

import json
import random
import re

import pytest
from tests.reports.made import card, initiative, setting, texts

import collective_impact as ci
from collective_impact.reports import _indicators

RULE = ci.Disclosure(minimum_count=10)
PARTNERS = "abcd"


def share(numerator, denominator, **fields):
    """Return a figure of 2020 with the counts behind it, and a percentage that tells them exactly."""
    counts = {"numerator": numerator, "denominator": denominator}
    return ci.Observation(**{"period": "2020", "value": 100 * numerator / denominator} | counts | fields)


def reported_apart(seed):
    """Return four partners' parts of 2020, of which some are small, with the sum of all as the baseline."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    parts = [(draw.choice([2, 7, 30, 55, 80]), 100) for _ in PARTNERS]
    total = [sum(layer) for layer in zip(*parts, strict=True)]
    found = [share(*pair, reporter=partner) for partner, pair in zip(PARTNERS, parts, strict=True)]
    indicator = ci.Indicator(id="x", unit="percent", direction="increase", baseline=share(*total), observations=found)
    partners = [ci.Stakeholder(id=partner) for partner in PARTNERS]
    return initiative(stakeholders=partners, indicators=[indicator], disclosure=RULE), {"parts": parts, "total": total}


def printed(page, key):
    """Return the percentages that a page prints in a place of the table, and how often it says that one is withheld."""
    row = next(table for table in page.section("indicators").tables).to_dict("en")["rows"][0]
    text = row["cells"][key]["text"]
    return [float(number) for number in re.findall(r"([\d.]+) %", text)], text.count("withheld")


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("readers", ["public", "committee", "redacted"])
def test_no_partner_s_part_can_be_subtracted_from_the_whole(seed, readers):
    """A reader who knows how many are at each partner sees the sum and some parts: never all of them but one."""
    made, truth = reported_apart(seed)
    page = ci.report(made, "backbone" if readers == "redacted" else readers, as_of="2021-06-30")
    page = page.redacted() if readers == "redacted" else page
    parts, withheld = printed(page, "latest")
    whole, _ = printed(page, "baseline")
    small = [counted for counted, of in truth["parts"] if min(counted, of - counted) < RULE.minimum_count]
    assert not set(parts) & {float(counted) for counted in small}
    assert withheld == len(PARTNERS) - len(parts) if withheld else len(parts) == len(PARTNERS)
    if small and whole:  # each withheld part is from 0 to 100 of 100, and together they are what is left
        left = truth["total"][0] - sum(parts)
        low, high = max(0, left - 100 * (withheld - 1)), min(100, left)
        assert high - low >= RULE.minimum_count


def test_the_backbone_sees_every_figure():
    """Its own page is for those who have the file anyway."""
    made, truth = reported_apart(1)
    parts, withheld = printed(ci.report(made, "backbone", as_of="2021-06-30"), "latest")
    assert sorted(float(counted) for counted, _ in truth["parts"]) == sorted(parts)
    assert withheld == 0


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_groups_of_few_leave_no_trace_in_what_is_written(form):
    """Neither the count nor the share of 3 of 41 girls is in any form, redacted or not, nor what follows from it."""
    groups = [share(3, 41, group="girls"), share(33, 59, group="boys"), share(36, 100)]
    indicator = ci.Indicator(id="x", unit="percent", baseline=share(3, 41, period="2019"), observations=groups)
    page = ci.report(initiative(indicators=[indicator], disclosure=RULE), as_of="2021-06-30")
    for written in (page.written(form), page.redacted().written(form)):
        assert "36 %" in written
        assert "7.3" not in written
        assert "28.7" not in written  # 36 less 7.3 points: the change since the baseline


def withheld_lines(*observations, audience="public", **fields):
    """Return what a report says of what is withheld."""
    made = initiative(
        indicators=[ci.Indicator(id="x", unit="percent", observations=observations, **fields)], disclosure=RULE
    )
    section = _indicators.section(setting(made, audience, of_card=card(as_of="2021-06-30")))
    return [text for text in texts(section) if "withheld" in text]


def test_what_is_withheld_is_counted():
    """One of 3 of 40, and a target of it; those of groups are not shown anyway, and later ones not used."""
    small = share(3, 40)
    one = (
        "One figure of the file is withheld: it would tell of fewer than 10 people or of a whole group, "
        "or would give away another that does."
    )
    assert [one] == withheld_lines(small)
    assert [one] == withheld_lines(small, share(3, 40, group="girls"), share(3, 40, period="2022"))
    (two,) = withheld_lines(small, target=share(3, 40, period="2030"))
    assert two.startswith("2 figures of the file are withheld: they would tell")
    assert [] == withheld_lines(share(20, 40))
    assert [] == withheld_lines(small, audience="backbone")


def test_a_report_as_data_says_that_it_withheld_something():
    """Programs read it as a code with its number."""
    made = initiative(indicators=[ci.Indicator(id="x", unit="percent", observations=[share(3, 40)])], disclosure=RULE)
    written = json.loads(ci.report(made, as_of="2021-06-30").redacted().written("json"))
    (section,) = [section for section in written["sections"] if section["key"] == "indicators"]
    assert "report.indicators.withheld_one" in [block.get("code") for block in section["blocks"]]
