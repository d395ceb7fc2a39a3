import pytest
from tests.reports.made import card, cells, initiative, setting, texts

import collective_impact as ci
from collective_impact.reports import _indicators

RGV = ci.examples.load("rgv_focus")


def section(*indicators, audience="backbone", as_of="2024-06-30", **fields):
    """Return the section about indicators of an initiative made by hand."""
    made = initiative(indicators=indicators, **fields)
    return _indicators.section(setting(made, audience, of_card=card(as_of=as_of)))


def rgv(as_of):
    """Return the section about the published figures of RGV FOCUS on a date."""
    return _indicators.section(setting(RGV, "public", of_card=card(initiative="rgv_focus", as_of=as_of)))


def observed(period, value=None, **fields):
    """Return an observation."""
    return ci.Observation(period=period, value=value, **fields)


# Published figures

SINCE_2012 = {  # baseline, 2018-19, 2019-20 (2019 and 2020 RGV FOCUS Scorecards, Educate Texas)
    "staar_reading_3": (31, 44, None),
    "staar_math_8": (31, 54, None),
    "graduation": (87, 92, 93),
    "fafsa": (59, 73, 68),
    "ap_dual_credit": (32, 51, 54),
    "immediate_enrollment": (56, 57, 58),
    "graduation_2_year": (17, 29, 29),
    "employed_2_year": (92, 89, 90),
    "employed_4_year": (78, 80, 80),
}
AGAINST_TEXAS_2019 = {  # 58-45, 44-43, 54-55, 92-90, 73-64, 41-42, 51-43, 57-52, 29-25, 25-40, 89-90, 80-75
    "pre_k_enrollment": 13,
    "staar_reading_3": 1,
    "staar_math_8": -1,
    "graduation": 2,
    "fafsa": 9,
    "college_ready": -1,
    "ap_dual_credit": 8,
    "immediate_enrollment": 5,
    "graduation_2_year": 4,
    "graduation_4_year": -15,
    "employed_2_year": -1,
    "employed_4_year": 5,
}
AGAINST_TEXAS_2020 = {  # 59-48, 93-90, 68-59, 45-44, 54-45, 58-51, 29-26, 30-42, 90-90, 80-75
    "pre_k_enrollment": 11,
    "graduation": 3,
    "fafsa": 9,
    "college_ready": 1,
    "ap_dual_credit": 9,
    "immediate_enrollment": 7,
    "graduation_2_year": 3,
    "graduation_4_year": -12,
    "employed_2_year": 0,
    "employed_4_year": 5,
}


def values(table, column):
    """Return the numbers of a column by indicator, where there are any."""
    at = [key for key, _ in table.columns].index(column)
    return {row.key: row.cells[at].value for row in table.rows if row.cells[at].value is not None}


def test_every_published_difference_from_texas_comes_out():
    """The twelve of 2018-19, in points."""
    (table,) = rgv("2019-06-30").tables
    assert AGAINST_TEXAS_2019 == values(table, "comparison")


def test_every_published_change_since_the_baseline_comes_out():
    """Nine indicators have a baseline: later minus first, in points."""
    (table,) = rgv("2019-06-30").tables
    assert {name: later - first for name, (first, later, _) in SINCE_2012.items()} == values(table, "change")


def test_the_latest_figures_stand_before_those_before_them():
    """In 2020 the tests were not administered: theirs are still of 2018-19, all others of 2019-20."""
    latest, before = rgv("2020-06-30").tables
    stayed = {name: AGAINST_TEXAS_2019[name] for name in ("staar_reading_3", "staar_math_8")}
    assert AGAINST_TEXAS_2020 | stayed == values(latest, "comparison")
    assert {name: AGAINST_TEXAS_2019[name] for name in AGAINST_TEXAS_2020} == values(before, "comparison")
    assert {name: last - first for name, (first, _, last) in SINCE_2012.items() if last} == {
        name: change for name, change in values(latest, "change").items() if name not in stayed
    }


def test_the_published_counts_against_texas_come_out():
    """8 of 12 match or exceed Texas in 2018-19, 9 of 10 in 2019-20."""
    assert [
        "Texas, 2019-20: 9 of 10 indicators are as good as there, or better.",
        "Texas, 2018-19: 8 of 12 indicators are as good as there, or better.",
    ] == [text for text in texts(rgv("2020-06-30")) if text.startswith("Texas")]


def test_the_summary_counts_what_moved():
    """Nine have a baseline; in 2019-20 only the employment of 2-year graduates is below it (90 against 92)."""
    first, second, *_ = texts(rgv("2020-06-30"))
    begins = "9 of 12 indicators can be compared with where they began: 8 improved, 1 worsened, 0 did neither."
    assert first.startswith(begins)
    assert "(not known: 9)" in first
    assert "No targets are recorded." == second


def line(section, begins):
    """Return the line of a section that begins so."""
    return next(block for block in section.blocks if str(getattr(block, "text", "")).startswith(begins))


def test_the_counts_lead_back_to_what_was_counted():
    """Against Texas twelve figures and theirs; since the beginning all indicators with their own figures."""
    found = rgv("2019-06-30")
    against = line(found, "Texas").grounds.addresses
    theirs = [address for address in against if "/comparisons/" in address]
    assert {f"indicators/{name}" for name in AGAINST_TEXAS_2019} == {
        address for address in against if 1 == address.count("/")
    }
    assert len(AGAINST_TEXAS_2019) == len(theirs)
    since = line(found, "9 of 12").grounds.addresses
    assert {f"indicators/{name}/baseline" for name in SINCE_2012} == {a for a in since if a.endswith("/baseline")}
    assert not any("/comparisons/" in address for address in since)
    assert {*against, *since} <= {*RGV.addresses()}


def test_counts_do_not_tell_who_reported_what():
    """A committee sees that there is a record, not whose it is."""
    reads = ci.Indicator(id="reads", unit="percent", observations=[observed("2023", 1, reporter="ymca")])
    fields = {"stakeholders": [ci.Stakeholder(id="ymca")]}
    grounds = line(section(reads, audience="committee", **fields), "None of the 1").grounds
    assert (("indicators/reads",), 1) == (grounds.addresses, grounds.unnamed)


def test_a_row_reads_as_a_sentence():
    """Where it began, where it is, how much that is, and how Texas stands; what is missing later is said."""
    latest, before = rgv("2020-06-30").tables
    assert {
        "indicator": "STAAR 3rd grade reading",
        "baseline": "31 % (2011/12)",
        "latest": "44 % (2018-19); not collected (2019-20)",
        "change": "+13 points (+41.9 %), better",
        "comparison": "Texas 43 %: +1 point, better",
    } == cells(latest, "staar_reading_3")
    assert {
        "indicator": "FAFSA completion",
        "latest": "73 % (2018-19)",
        "change": "+14 points (+23.7 %), better",  # 14/59 = 0.2373
        "comparison": "Texas 64 %: +9 points, better",
    } == cells(before, "fafsa")


def test_a_row_leads_back_to_its_records():
    """The indicator, its baseline, both figures and those of Texas; both tables refer to the same note."""
    latest, before = rgv("2020-06-30").tables
    rows = [next(row for row in table.rows if row.key == "fafsa") for table in (latest, before)]
    at = "indicators/fafsa"
    assert {
        at,
        f"{at}/baseline",
        f"{at}/observations/2018-19",
        f"{at}/observations/2019-20",
        f"{at}/comparisons/Texas/observations/2018-19",
        f"{at}/comparisons/Texas/observations/2019-20",
    } == set(rows[0].grounds.addresses)
    assert rows[0].grounds == rows[1].grounds
    assert all(RGV.find(address) for address in rows[0].grounds.addresses)


# Cases


def test_no_indicator_is_said_in_one_sentence():
    """There is no empty table."""
    assert ["No indicator is recorded."] == texts(section())


def test_an_indicator_of_which_only_the_name_is_known_is_listed():
    """Strive names fourth-grade scores and publishes no figure: they are not known, not left out."""
    found = section(ci.Indicator(id="reading", name="Fourth-grade reading scores"))
    expected = {"indicator": "Fourth-grade reading scores", "latest": "not known", "change": "not known"}
    assert expected == cells(found.tables[0], "reading")
    assert "None of the 1 indicators can be compared with where it began." == texts(found)[0]


def test_what_is_withheld_is_said_to_be_withheld():
    """Neither a zero nor a gap: somebody decided to protect people."""
    found = section(
        ci.Indicator(
            id="x",
            unit="percent",
            baseline=observed("2019", status="suppressed"),
            observations=[observed("2020", status="suppressed"), observed("2021", status="not_collected")],
        )
    )
    expected = {
        "indicator": "x",
        "baseline": "withheld (2019)",
        "latest": "not collected (2021); withheld (2020)",
        "change": "not known",
    }
    assert expected == cells(found.tables[0], "x")


def test_figures_about_few_people_are_withheld_but_for_the_backbone():
    """A rule of disclosure of 10: 3 of 40 is a figure about three people."""
    few = ci.Indicator(
        id="x",
        unit="percent",
        baseline=observed("2019", 5, numerator=2, denominator=40),
        observations=[observed("2020", 7.5, numerator=3, denominator=40)],
        comparisons=[ci.Comparison(name="State", observations=[observed("2020", 9, numerator=4, denominator=44)])],
    )
    rule = ci.Disclosure(minimum_count=10)
    shown = cells(section(few, disclosure=rule).tables[0], "x")
    public = section(few, disclosure=rule, audience="public").tables[0]
    assert ("5 % (2019)", "7.5 % (2020)", "State 9 %: −1.5 points") == (
        shown["baseline"],
        shown["latest"],
        shown["comparison"],
    )
    assert ("withheld (2019)", "withheld (2020)", "not known", "not known") == tuple(
        cells(public, "x")[key] for key in ("baseline", "latest", "change", "comparison")
    )
    assert {} == values(public, "baseline") | values(public, "latest")


def test_a_comparison_about_few_people_is_withheld_too():
    """Somebody else's three people are people as well."""
    found = section(
        ci.Indicator(
            id="x",
            unit="percent",
            observations=[observed("2020", 50)],
            comparisons=[ci.Comparison(name="State", observations=[observed("2020", 9, numerator=3, denominator=33)])],
        ),
        disclosure=ci.Disclosure(minimum_count=10),
        audience="public",
    )
    assert "State withheld" == cells(found.tables[0], "x")["comparison"]


def test_separate_reports_are_not_added_up():
    """Two partners report 507 and 31 placements and one nothing: nobody said that they may be added."""
    found = section(
        ci.Indicator(
            id="jobs",
            unit="participant",
            baseline=observed("2022", 310),
            observations=[
                observed("2024", 31, reporter="club"),
                observed("2024", 507, reporter="board"),
                observed("2024", status="not_collected", reporter="alliance"),
            ],
        ),
        stakeholders=[ci.Stakeholder(id=name) for name in ("board", "alliance", "club")],
        as_of="2024-12-31",
    )
    row = cells(found.tables[0], "jobs")
    assert "3 separate reports, not added up: 507 participants, 31 participants, not collected (2024)" == row["latest"]
    assert "not given: separate reports" == row["change"]


def test_a_figure_of_nobody_in_particular_stands_before_reports():
    """A published total beside two reports is the figure."""
    found = section(
        ci.Indicator(
            id="jobs",
            observations=[
                observed("2023", 600),
                observed("2023", 31, reporter="a"),
                observed("2023", 507, reporter="b"),
            ],
        ),
        stakeholders=[ci.Stakeholder(id="a"), ci.Stakeholder(id="b")],
    )
    assert "600 (2023)" == cells(found.tables[0], "jobs")["latest"]


def test_a_lone_report_beside_a_missing_one_is_not_the_whole():
    """507 of one partner, while the other has not reported, is not 507 in all."""
    found = section(
        ci.Indicator(
            id="jobs",
            baseline=observed("2022", 310),
            observations=[observed("2023", 507, reporter="a"), observed("2023", reporter="b", status="not_collected")],
        ),
        stakeholders=[ci.Stakeholder(id="a"), ci.Stakeholder(id="b")],
    )
    row = cells(found.tables[0], "jobs")
    assert "2 separate reports, not added up: 507, not collected (2023)" == row["latest"]
    assert "not given: separate reports" == row["change"]


def test_figures_of_groups_and_forecasts_are_not_the_figure():
    """The page is about everybody, and about what happened."""
    found = section(
        ci.Indicator(
            id="x",
            observations=[
                observed("2021", 5),
                observed("2022", 9, group="girls"),
                observed("2022", 8, status="forecast"),
                observed("2023", 7, status="provisional"),
                observed("2030", 1),
            ],
        )
    )
    latest, before = found.tables
    assert "7, provisional (2023)" == cells(latest, "x")["latest"]
    assert "5 (2021)" == cells(before, "x")["latest"]


def test_grades_are_shown_as_grades():
    """From D to B are two grades, and better."""
    found = section(
        ci.Indicator(
            id="buses",
            levels=["F", "D", "C", "B", "A"],
            direction="increase",
            baseline=observed("2019", level="D"),
            target=ci.Observation(level="A"),
            observations=[observed("2020", level="B")],
        )
    )
    row = cells(found.tables[0], "buses")
    assert ("D (2019)", "B (2020)", "+2 grades, better", "A") == tuple(
        row[key] for key in ("baseline", "latest", "change", "target")
    )


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ({"unit": "household"}, "not given: another unit"),
        ({"definition_version": "1"}, "not given: another definition"),
        ({"period": "2017 to 2019"}, "not given: a period of another length"),
    ],
)
def test_what_cannot_be_compared_says_why(first, expected):
    """No change is better than a wrong one."""
    found = section(
        ci.Indicator(
            id="x",
            unit="student",
            definition_version="2",
            baseline=observed(**{"period": "2019", "value": 4} | first),
            observations=[observed("2020", 5)],
        )
    )
    assert expected == cells(found.tables[0], "x")["change"]
    assert "None of the 1 indicators can be compared with where it began." == texts(found)[0]


def test_averages_that_share_years_are_not_compared():
    """2017-19 and 2019-21 have 2019 in common."""
    found = section(
        ci.Indicator(id="x", baseline=observed("2017 to 2019", 4), observations=[observed("2019 to 2021", 5)])
    )
    assert "not given: the periods share days" == cells(found.tables[0], "x")["change"]


# On the way


def aimed(*figures, **fields):
    """Return an indicator that is to rise from 50 in 2010 to 60 in 2030."""
    plain = {"unit": "percent", "direction": "increase", "baseline": observed("2010", 50)}
    return ci.Indicator(id="x", **plain | {"target": observed("2030", 60)} | fields, observations=figures)


@pytest.mark.parametrize(
    ("indicator", "expected", "value"),
    [
        (aimed(observed("2020", 53)), "30 % of the way, behind (by now: 50 %)", 30.0),
        (aimed(observed("2020", 55)), "50 % of the way, on track (by now: 50 %)", 50.0),
        (aimed(observed("2020", 57)), "70 % of the way, ahead (by now: 50 %)", 70.0),
        (aimed(observed("2020", 61)), "100 % of the way, reached (by now: 50 %)", 100.0),
        (aimed(observed("2020", low=52, high=53)), "20–30 % of the way, behind (by now: 50 %)", None),
        (aimed(observed("2020", 55, low=54, high=57)), "50 (40–70) % of the way, on track (by now: 50 %)", 50.0),
        (aimed(observed("2020", 55), target=ci.Observation(value=60)), "50 % of the way, cannot be said", 50.0),
        (aimed(), "cannot be said", None),
        (aimed(observed("2020", 61), baseline=None), "reached", None),
    ],
)
def test_how_far_an_indicator_is(indicator, expected, value):
    """The share of the way, whether that is enough, and what would be gone on the straight path."""
    (table,) = section(indicator).tables
    assert expected == cells(table, "x")["way"]
    assert ({} if value is None else {"x": value}) == values(table, "way")


def test_without_any_target_there_is_no_way():
    """The column is left out; beside an indicator with a target, one without says so."""
    alone, other = ci.Indicator(id="y", observations=[observed("2020", 5)]), aimed(observed("2020", 55))
    assert "way" not in cells(section(alone).tables[0], "y")
    assert "no target" == cells(section(alone, other).tables[0], "y")["way"]


def test_figures_before_the_latest_have_no_way():
    """How far it is, is how far it is now."""
    _, before = section(aimed(observed("2018", 54), observed("2020", 55))).tables
    assert "way" not in cells(before, "x")


def test_a_movement_within_the_sampling_error_is_none():
    """20 of 40 to 22 of 40 could be chance: neither improved nor worsened, and the counts are known."""
    counted = aimed(
        observed("2020", 55, numerator=22, denominator=40), baseline=observed("2010", 50, numerator=20, denominator=40)
    )
    (first, *_) = texts(section(counted))
    assert first.startswith("1 of 1 indicators can be compared with where they began: 0 improved, 0 worsened, 1 did")
    assert "are known. Why it happened" in first


def test_what_is_withheld_tells_no_way():
    """A status that rests on 3 of 40 people would tell of them."""
    few = aimed(
        observed("2019", 55, numerator=22, denominator=40),
        observed("2020", 7.5, numerator=3, denominator=40),
    )
    rule = ci.Disclosure(minimum_count=10)
    shown, public = (section(few, disclosure=rule, audience=audience) for audience in ("backbone", "public"))
    assert "0 % of the way, behind (by now: 50 %)" == cells(shown.tables[0], "x")["way"]
    assert "50 % of the way, on track (by now: 45 %)" == cells(public.tables[0], "x")["way"]


def test_a_target_about_few_people_is_withheld():
    """A target of 3 of 40 people is a figure about them; there is one, and how far it is cannot be said."""
    few = aimed(observed("2020", 55), target=observed("2030", 7.5, numerator=3, denominator=40))
    found = section(few, disclosure=ci.Disclosure(minimum_count=10), audience="public")
    assert "cannot be said" == cells(found.tables[0], "x")["way"]


# Beside others


def test_several_comparisons_stand_beside_each_other():
    """State and nation; a period that a comparison lacks is left out, another unit is shown without a difference."""
    found = section(
        ci.Indicator(
            id="x",
            unit="percent",
            direction="decrease",
            observations=[observed("2020", 5)],
            comparisons=[
                ci.Comparison(name="State", observations=[observed("2020", 6)]),
                ci.Comparison(name="Nation", observations=[observed("2019", 8)]),
                ci.Comparison(name="Peer", observations=[observed("2020", 7, unit="household")]),
            ],
        )
    )
    assert "State 6 %: −1 point, better; Peer 7 households" == cells(found.tables[0], "x")["comparison"]
    assert {} == values(found.tables[0], "comparison")
    assert "State, 2020: 1 of 1 indicators are as good as there, or better." in texts(found)


def test_a_comparison_without_a_figure_of_ours_is_shown_alone():
    """What only others have cannot be compared."""
    several = [observed("2020", 5, reporter="a"), observed("2020", 6, reporter="b")]
    found = section(
        ci.Indicator(
            id="x", observations=several, comparisons=[ci.Comparison(name="State", observations=[observed("2020", 6)])]
        ),
        stakeholders=[ci.Stakeholder(id="a"), ci.Stakeholder(id="b")],
    )
    assert "State 6" == cells(found.tables[0], "x")["comparison"]


def test_without_a_figure_there_is_no_period_to_compare():
    """A comparison of an indicator that nobody observed yet stays out."""
    comparison = ci.Comparison(name="State", observations=[observed("2020", 6)])
    found = section(ci.Indicator(id="x", comparisons=[comparison]))
    assert "not known" == cells(found.tables[0], "x")["comparison"]


def test_core_indicators_come_first_and_the_page_shows_no_more_than_people_read():
    """Twenty rows for the public, the core before the others; plain data has them all."""
    many = [ci.Indicator(id=f"x{k}") for k in range(24)]
    many.append(ci.Indicator(id="core", tier="core"))
    (table,) = section(*many, audience="public").tables
    assert ("core", 20, 25) == (table.rows[0].key, table.most, len(table.rows))
    assert section(*many).tables[0].most is None


def test_who_reported_what_is_for_the_backbone_alone():
    """An address with a reporter in it tells who reported, and who did not."""
    jobs = ci.Indicator(id="jobs", observations=[observed("2023", 507, reporter="a")])
    fields = {"stakeholders": [ci.Stakeholder(id="a")]}
    (backbone,), (public,) = (section(jobs, audience=a, **fields).tables[0].rows for a in ("backbone", "public"))
    assert "indicators/jobs/observations/2023;reporter=a" in backbone.grounds.addresses
    assert (("indicators/jobs",), 1) == (public.grounds.addresses, public.grounds.unnamed)


def test_names_of_partners_in_names_of_indicators_are_masked_when_redacted():
    """Even the heading of a row can tell who somebody is."""
    named = initiative(
        stakeholders=[ci.Stakeholder(id="a", name="Alder Schools")],
        indicators=[ci.Indicator(id="x", name="Graduation, Alder Schools", observations=[observed("2020", 5)])],
    )
    found = _indicators.section(setting(named, redacted=True))
    assert "Graduation, partner 1" == cells(found.tables[0], "x")["indicator"]
    assert (0, 2) == (len(found.tables[0].rows[0].grounds.addresses), found.tables[0].rows[0].grounds.unnamed)


def test_the_baseline_of_a_group_is_not_that_of_everybody():
    """From 50 percent of Starr County to 60 of everybody is no change of anybody."""
    graduation = ci.Indicator(
        id="grad",
        unit="percent",
        direction="increase",
        baseline=ci.Observation(period="2015", group="Starr County", value=50),
        observations=[ci.Observation(period="2019", value=60)],
    )
    page = ci.report(ci.Initiative(id="reads", indicators=[graduation]), audience="backbone").to_markdown()
    assert "+10 points" not in page
    (row,) = (cells(table, "grad") for table in section(graduation).tables)
    assert ("not known", "60 % (2019)", "not known") == tuple(row[key] for key in ("baseline", "latest", "change"))


# One story


def counted(period, numerator, denominator=40, **fields):
    """Return a share with the counts behind it."""
    return observed(period, 100 * numerator / denominator, numerator=numerator, denominator=denominator, **fields)


def rising(*figures, **fields):
    """Return an indicator in percent that is to rise."""
    return ci.Indicator(id="x", unit="percent", direction="increase", observations=figures, **fields)


def test_row_and_summary_say_the_same_of_what_could_be_chance():
    """From 20 of 40 to 24 is 10 points more, and counts as neither."""
    found = section(rising(counted("2020", 24), baseline=counted("2010", 20)))
    assert "0 improved, 0 worsened, 1 did neither" in texts(found)[0]
    assert "+10 points (+20 %), could be chance" == cells(found.tables[0], "x")["change"]


def test_reports_with_counts_are_one_figure_in_row_and_summary():
    """10 of 100 and 150 of 200 are 160 of 300, 53.3 percent: 33.3 points more than 20 of 100, 166.7 percent."""
    reports = [counted("2020", 10, 100, reporter="a"), counted("2020", 150, 200, reporter="b")]
    found = section(
        rising(*reports, baseline=counted("2010", 20, 100)),
        stakeholders=[ci.Stakeholder(id="a"), ci.Stakeholder(id="b")],
    )
    row = cells(found.tables[0], "x")
    assert "1 improved, 0 worsened, 0 did neither" in texts(found)[0]
    assert "53.3 % in all, from 2 reports: 10 %, 75 % (2020)" == row["latest"]
    assert "+33.3 points (+166.7 %), better" == row["change"]


def test_beside_the_baseline_of_a_group_everybody_begins_at_the_figure_of_its_period():
    """50 percent of girls in 2010 is not where everybody began: that is 40 percent."""
    girls = observed("2010", 50, group="girls")
    found = section(rising(observed("2010", 40), observed("2020", 60), baseline=girls))
    row = cells(found.tables[0], "x")
    assert ("40 % (2010)", "+20 points (+50 %), better") == (row["baseline"], row["change"])
    assert "1 improved" in texts(found)[0]
    assert "indicators/x/observations/2010" in found.tables[0].rows[0].grounds.addresses


def test_a_group_s_baseline_in_bounds_or_grades_gives_way_to_the_figure_of_its_period():
    """At most 5 percent, and an F."""
    low = section(rising(observed("2010", high=5), observed("2020", 60), baseline=observed("2010", 9, group="girls")))
    assert "at most 5 % (2010)" == cells(low.tables[0], "x")["baseline"]
    grades = {"levels": ["F", "A"], "baseline": observed("2010", level="A", group="girls")}
    buses = ci.Indicator(id="x", observations=[observed("2010", level="F"), observed("2020", level="A")], **grades)
    row = cells(section(buses).tables[0], "x")
    assert ("F (2010)", "+1 grade, better") == (row["baseline"], row["change"])


def test_the_change_names_its_period_where_that_is_not_the_row_s():
    """Of 2021 there are reports that cannot be added up, so the summary counts what happened until 2020."""
    reports = [observed("2021", 70, reporter="a"), observed("2021", 80, reporter="b")]
    found = section(
        rising(observed("2020", 60), *reports, baseline=observed("2010", 50)),
        stakeholders=[ci.Stakeholder(id="a"), ci.Stakeholder(id="b")],
    )
    assert "+10 points (+20 %), better (2020)" == cells(found.tables[0], "x")["change"]
    assert "1 improved" in texts(found)[0]


def test_without_a_later_figure_there_is_no_change():
    """Nothing is known of the time after the baseline."""
    found = section(rising(observed("2010", 50), baseline=observed("2010", 50)))
    assert "not given: no later figure" == cells(found.tables[0], "x")["change"]


def test_a_baseline_after_the_day_of_the_report_is_not_shown():
    """On a day in 2024 nobody knows a figure of 2025."""
    found = section(rising(observed("2020", 50), baseline=observed("2025", 60)))
    row = cells(found.tables[0], "x")
    assert ("not known", "not known") == (row["baseline"], row["change"])
