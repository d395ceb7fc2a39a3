"""What is wrong with an initiative, all of it at once, and what is only improbable."""

import tomllib
from importlib import resources

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.model.generated import initiatives
from tests.model.whole import WHOLE

import collective_impact as ci
from collective_impact.model import _check

CODES = tomllib.loads((resources.files("collective_impact") / "locale/en/model.toml").read_text("utf-8"))
ANNA = ci.Stakeholder(id="anna")
BEN = ci.Stakeholder(id="ben")
PULSE = ci.Instrument(id="pulse", levels=["no", "yes"], items=[ci.Item(id="q1")])
TRUSTED = ci.Item(id="q1", construct="trust")
LOW = ci.Band(name="low", low=1, high=2.9)
TOUCHING = ci.Banding(bands=[LOW, ci.Band(name="high", low=2.9, high=5)], decimals=1)


def indicator(**fields):
    """Return the fields of an initiative that has one indicator."""
    return {"indicators": [ci.Indicator(id="grad", **fields)]}


def observed(**fields):
    """Return the fields of an initiative that has one observation."""
    return indicator(observations=[ci.Observation(period="2019", **fields)])


def answered(*answers):
    """Return the fields of an initiative that has one response."""
    response = ci.Response(instrument="pulse", respondent="r1", answers=answers)
    return {"instruments": [PULSE], "responses": [response]}


FAULTS = [
    # code, fields of the initiative, path, address, sentence
    (
        "fault.negative",
        {"stakeholders": [ci.Stakeholder(id="anna", staff_fte=-0.25)]},
        "$.stakeholders[0].staff_fte",
        "stakeholders/anna",
        "-0.25 is below zero",
    ),
    (
        "fault.negative",
        {"stakeholders": [ci.Stakeholder(id="anna", budget=ci.Money(amount=-1, currency="USD"))]},
        "$.stakeholders[0].budget.amount",
        "stakeholders/anna",
        "-1 is below zero",
    ),
    (
        "fault.negative",
        {"convenings": [ci.Convening(on="2019-01-01", head_count=-2)]},
        "$.convenings[0].head_count",
        "convenings/2019-01-01",
        "-2 is below zero",
    ),
    (
        "fault.negative",
        {"stakeholders": [ANNA, BEN], "ties": [ci.Tie(source="anna", target="ben", kind="trust", strength=-1)]},
        "$.ties[0].strength",
        "ties/anna>ben;kind=trust",
        "-1 is below zero",
    ),
    (
        "fault.negative",
        {"backbone": ci.Backbone(staff=[ci.StaffMember(id="lead", role="other", fte=-1)])},
        "$.backbone.staff[0].fte",
        "backbone/staff/lead",
        "-1 is below zero",
    ),
    (
        "fault.negative",
        {"extents": [ci.Extent(collection="stakeholders", completeness="unknown", total=-1)]},
        "$.extents[0].total",
        "extents/stakeholders",
        "-1 is below zero",
    ),
    (
        "fault.negative",
        observed(numerator=-3, denominator=4),
        "$.indicators[0].observations[0].numerator",
        "indicators/grad/observations/2019",
        "-3 is below zero",
    ),
    (
        "fault.negative",
        indicator(baseline=ci.Observation(denominator=-4)),
        "$.indicators[0].baseline.denominator",
        "indicators/grad/baseline",
        "-4 is below zero",
    ),
    (
        "fault.negative",
        indicator(publication_lag=-1),
        "$.indicators[0].publication_lag",
        "indicators/grad",
        "-1 is below zero",
    ),
    (
        "fault.currency",
        {"activities": [ci.Activity(id="walk", cost=ci.Money(amount=1, currency="$"))]},
        "$.activities[0].cost.currency",
        "activities/walk",
        "'$' is no currency code such as 'USD'",
    ),
    (
        "fault.dates",
        {"started": "2019-01-02", "ended": "2019-01-01"},
        "$.ended",
        "",
        "2019-01-01 lies before 2019-01-02",
    ),
    (
        "fault.dates",
        {"stakeholders": [ci.Stakeholder(id="anna", joined="2019-01-02", left="2019-01-01")]},
        "$.stakeholders[0].left",
        "stakeholders/anna",
        "2019-01-01 lies before 2019-01-02",
    ),
    (
        "fault.dates",
        {"activities": [ci.Activity(id="walk", starts="2019-01-02", ends="2019-01-01")]},
        "$.activities[0].ends",
        "activities/walk",
        "2019-01-01 lies before 2019-01-02",
    ),
    (
        "fault.dates",
        {"waves": [ci.Wave(id="w1", starts="2019-01-02", ends="2019-01-01")]},
        "$.waves[0].ends",
        "waves/w1",
        "2019-01-01 lies before 2019-01-02",
    ),
    (
        "fault.low_above_high",
        observed(low=94.25, high=94.2),
        "$.indicators[0].observations[0].high",
        "indicators/grad/observations/2019",
        "low (94.25) is above high (94.2)",
    ),
    (
        "fault.outside_bounds",
        observed(value=95, low=90, high=94),
        "$.indicators[0].observations[0].value",
        "indicators/grad/observations/2019",
        "the value 95 lies outside its own bounds (90 to 94)",
    ),
    (
        "fault.outside_bounds",
        observed(value=89.5, low=90),
        "$.indicators[0].observations[0].value",
        "indicators/grad/observations/2019",
        "the value 89.5 lies outside its own bounds (90 to ?)",
    ),
    (
        "fault.numerator_alone",
        observed(numerator=3),
        "$.indicators[0].observations[0].numerator",
        "indicators/grad/observations/2019",
        "there is a numerator without a denominator",
    ),
    (
        "fault.zero_denominator",
        observed(value=5, numerator=0, denominator=0),
        "$.indicators[0].observations[0].denominator",
        "indicators/grad/observations/2019",
        "there is a value, but its denominator is 0",
    ),
    (
        "fault.no_period",
        indicator(observations=[ci.Observation(period="2019"), ci.Observation(value=1)]),
        "$.indicators[0].observations[1].period",
        "indicators/grad/observations/?",
        "an observation in a series needs a period",
    ),
    (
        "fault.no_period",
        indicator(comparisons=[ci.Comparison(name="Texas", observations=[ci.Observation(value=1)])]),
        "$.indicators[0].comparisons[0].observations[0].period",
        "indicators/grad/comparisons/Texas/observations/?",
        "an observation in a series needs a period",
    ),
    (
        "fault.unknown_level",
        indicator(levels=["F", "A"], target=ci.Observation(level="E")),
        "$.indicators[0].target.level",
        "indicators/grad/target",
        "'E' is none of the indicator's levels: F, A",
    ),
    (
        "fault.unknown_level",
        indicator(
            levels=["F", "A"],
            comparisons=[ci.Comparison(name="Ohio", observations=[ci.Observation(period="2019", level="B")])],
        ),
        "$.indicators[0].comparisons[0].observations[0].level",
        "indicators/grad/comparisons/Ohio/observations/2019",
        "'B' is none of the indicator's levels: F, A",
    ),
    (
        "fault.reinforces_itself",
        {"activities": [ci.Activity(id="walk", reinforces=[ci.Reinforcement(activity="walk")])]},
        "$.activities[0].reinforces[0].activity",
        "activities/walk/reinforces/walk",
        "activity 'walk' reinforces itself",
    ),
    (
        "fault.tie_to_itself",
        {"stakeholders": [ANNA], "ties": [ci.Tie(source="anna", target="anna", kind="trust")]},
        "$.ties[0].target",
        "ties/anna>anna;kind=trust",
        "'anna' is tied to itself",
    ),
    (
        "fault.rating",
        {"evidence": [ci.Evidence(id="e", about="common_agenda", rating=4.05)]},
        "$.evidence[0].rating",
        "evidence/e",
        "a rating of 4.05 lies outside 0 to 4",
    ),
    (
        "fault.no_scale",
        {"instruments": [ci.Instrument(id="pulse", items=[ci.Item(id="q1", levels=["yes"])])]},
        "$.instruments[0].items[0].levels",
        "instruments/pulse/items/q1",
        "item 'q1' needs at least two levels, of its own or of the instrument",
    ),
    (
        "fault.no_construct",
        {"instruments": [attrs.evolve(PULSE, items=[TRUSTED], constructs=[ci.Construct(id="turst")])]},
        "$.instruments[0].items[0].construct",
        "instruments/pulse/items/q1",
        "'trust' is none of the instrument's constructs: turst",
    ),
    (
        "fault.bands",
        {"instruments": [attrs.evolve(PULSE, banding=ci.Banding(bands=[LOW, ci.Band(name="high", low=3.5, high=5)]))]},
        "$.instruments[0].banding.bands[1].low",
        "instruments/pulse",
        "the band begins at 3.5; after the one before it, it must begin at 2.9",
    ),
    (
        "fault.bands",
        {"instruments": [attrs.evolve(PULSE, constructs=[ci.Construct(id="trust", banding=TOUCHING)])]},
        "$.instruments[0].constructs[0].banding.bands[1].low",
        "instruments/pulse/constructs/trust",
        "the band begins at 2.9; after the one before it, it must begin at 3",
    ),
    (
        "fault.decimals",
        {"instruments": [attrs.evolve(PULSE, banding=ci.Banding(bands=[LOW], decimals=-1))]},
        "$.instruments[0].banding.decimals",
        "instruments/pulse",
        "-1 decimals make no sense; it must be 0 to 9, or none",
    ),
    (
        "fault.low_above_high",
        {"instruments": [attrs.evolve(PULSE, banding=ci.Banding(bands=[ci.Band(name="low", low=3, high=1)]))]},
        "$.instruments[0].banding.bands[0].low",
        "instruments/pulse",
        "low (3) is above high (1)",
    ),
    (
        "fault.answer",
        answered(ci.Answer(item="q1")),
        "$.responses[0].answers[0].value",
        "responses/pulse;respondent=r1",
        "the answer to 'q1' needs either a value or the reason why there is none",
    ),
    (
        "fault.answer",
        answered(ci.Answer(item="q1", value=1, reason="skipped")),
        "$.responses[0].answers[0].value",
        "responses/pulse;respondent=r1",
        "the answer to 'q1' needs either a value or the reason why there is none",
    ),
    (
        "fault.threshold",
        {"disclosure": ci.Disclosure(minimum_count=0)},
        "$.disclosure.minimum_count",
        "disclosure",
        "a threshold of 0 protects nobody; it must be 1 or more",
    ),
    (
        "fault.threshold",
        {"disclosure": ci.Disclosure(minimum_respondents=-5)},
        "$.disclosure.minimum_respondents",
        "disclosure",
        "a threshold of -5 protects nobody; it must be 1 or more",
    ),
    ("fault.empty_id", {"id": " "}, "$.id", "", "the id is empty"),
    (
        "fault.empty_id",
        {"stakeholders": [ci.Stakeholder(id="")]},
        "$.stakeholders[0].id",
        "stakeholders/",
        "the id is empty",
    ),
    (
        "fault.empty_id",
        indicator(comparisons=[ci.Comparison(name="\t")]),
        "$.indicators[0].comparisons[0].name",
        "indicators/grad/comparisons/\t",
        "the id is empty",
    ),
    (
        "fault.empty_id",
        {"convenings": [ci.Convening(id="", on="2019-01-01")]},
        "$.convenings[0].id",
        "convenings/",
        "the id is empty",
    ),
    (
        "fault.duplicate",
        {"stakeholders": [ANNA, BEN, ci.Stakeholder(id="anna", name="Anna again")]},
        "$.stakeholders[2]",
        "stakeholders/anna",
        "'anna' is there twice (the first is stakeholders[0])",
    ),
    (
        "fault.duplicate",
        indicator(observations=[ci.Observation(period=label) for label in ("2018-19", "2018/2019")]),
        "$.indicators[0].observations[1]",
        "indicators/grad/observations/2018-19",
        "'2018-19' is there twice (the first is observations[0])",
    ),
    (
        "fault.duplicate",
        {
            "stakeholders": [ANNA, BEN],
            "ties": [
                ci.Tie(source="anna", target="ben", kind="trust", directed=False),
                ci.Tie(source="ben", target="anna", kind="trust", directed=False),
            ],
        },
        "$.ties[1]",
        "ties/anna<>ben;kind=trust",
        "'anna<>ben;kind=trust' is there twice (the first is ties[0])",
    ),
    (
        "fault.listed_twice",
        {"stakeholders": [ANNA], "bodies": [ci.Body(id="steering", members=["anna", "anna", "anna"])]},
        "$.bodies[0].members",
        "bodies/steering",
        "'anna' is listed twice",
    ),
    (
        "fault.listed_twice",
        indicator(levels=["A", "B", "A"]),
        "$.indicators[0].levels",
        "indicators/grad",
        "'A' is listed twice",
    ),
    (
        "fault.listed_twice",
        {"instruments": [ci.Instrument(id="pulse", levels=["no", "yes", "no"])]},
        "$.instruments[0].levels",
        "instruments/pulse",
        "'no' is listed twice",
    ),
    (
        "fault.listed_twice",
        {"instruments": [ci.Instrument(id="pulse", items=[ci.Item(id="q1", levels=["no", "no"])])]},
        "$.instruments[0].items[0].levels",
        "instruments/pulse/items/q1",
        "'no' is listed twice",
    ),
    (
        "fault.unknown_id",
        {"activities": [ci.Activity(id="walk", led_by="zoe")]},
        "$.activities[0].led_by",
        "activities/walk",
        "no stakeholder with id 'zoe'",
    ),
    (
        "fault.unknown_id_near",
        {"stakeholders": [ANNA, BEN], "activities": [ci.Activity(id="walk", partners=["ben", "Ana"])]},
        "$.activities[0].partners[1]",
        "activities/walk",
        "no stakeholder with id 'Ana'; did you mean 'anna'?",
    ),
    (
        "fault.unknown_item",
        answered(ci.Answer(item="q9", value=1)),
        "$.responses[0].answers[0]",
        "responses/pulse;respondent=r1",
        "instrument 'pulse' has no item 'q9'",
    ),
    (
        "fault.answer_off_scale",
        answered(ci.Answer(item="q1", value=2.04)),
        "$.responses[0].answers[0]",
        "responses/pulse;respondent=r1",
        "an answer lies outside 1 to 2",
    ),
    (
        "fault.answer_off_scale",
        answered(ci.Answer(item="q1", value=0)),
        "$.responses[0].answers[0]",
        "responses/pulse;respondent=r1",
        "an answer lies outside 1 to 2",
    ),
    (
        "fault.answered_twice",
        answered(ci.Answer(item="q1", value=1), ci.Answer(item="q1", reason="skipped")),
        "$.responses[0].answers[1]",
        "responses/pulse;respondent=r1",
        "item 'q1' is answered twice",
    ),
    (
        "fault.unknown_collection",
        {"extents": [ci.Extent(collection="partners", completeness="complete")]},
        "$.extents[0].collection",
        "extents/partners",
        "there is no collection 'partners'; one is, for example, 'stakeholders' or 'agenda/adoptions'",
    ),
    (
        "fault.total",
        {
            "stakeholders": [ANNA, BEN],
            "extents": [ci.Extent(collection="stakeholders", completeness="partial", total=1)],
        },
        "$.extents[0].collection",
        "extents/stakeholders",
        "more are listed (2) than there are in all (1)",
    ),
    (
        "fault.complete_total",
        {"stakeholders": [ANNA], "extents": [ci.Extent(collection="stakeholders", completeness="complete", total=3)]},
        "$.extents[0].collection",
        "extents/stakeholders",
        "said to be complete, but 1 of 3 are listed",
    ),
    ("fault.own_parent", {"parent": "reads"}, "$.parent", "", "'reads' cannot be its own parent"),
]


@pytest.mark.parametrize(
    ("code", "fields", "path", "address", "sentence"), FAULTS, ids=[f"{n}-{row[0]}" for n, row in enumerate(FAULTS)]
)
def test_each_contradiction_is_a_fault_at_its_place(code, fields, path, address, sentence):
    """A fault has its code, the path in the document, the address of the record and a sentence."""
    with pytest.raises(ci.InvalidInitiativeError) as caught:
        ci.Initiative(**{"id": "reads"} | fields)
    (fault,) = caught.value.faults
    assert (code, path, address, sentence) == (fault.code, fault.path, fault.address, str(fault.message))
    assert "error" == fault.severity


def test_every_fault_has_a_test():
    """No code of a fault is without an example above, save those of two readings that disagree (test_readings)."""
    of_readings = {"fault.conflict", "fault.conflict_of_sources"}
    assert {f"fault.{name}" for name in CODES["fault"]} - of_readings == {row[0] for row in FAULTS}


WARNINGS = [
    (
        "warning.goal_without_statement",
        {"agenda": ci.CommonAgenda(goals=[ci.Goal(id="a", statement="All read"), ci.Goal(id="b")])},
        "$.agenda.goals[1].statement",
        "agenda/goals/b",
        "goal 'b' says nothing",
    ),
    (
        "warning.target_side",
        indicator(direction="increase", baseline=ci.Observation(value=87.04), target=ci.Observation(value=87)),
        "$.indicators[0].target",
        "indicators/grad/target",
        "the target (87) lies on the wrong side of the baseline (87.04) for an indicator that is to increase",
    ),
    (
        "warning.target_side",
        indicator(direction="decrease", baseline=ci.Observation(value=5), target=ci.Observation(value=6)),
        "$.indicators[0].target",
        "indicators/grad/target",
        "the target (6) lies on the wrong side of the baseline (5) for an indicator that is to decrease",
    ),
    (
        "warning.target_side",
        indicator(
            levels=["F", "C", "A"],
            direction="increase",
            baseline=ci.Observation(level="C"),
            target=ci.Observation(level="F"),
        ),
        "$.indicators[0].target",
        "indicators/grad/target",
        "the target (F) lies on the wrong side of the baseline (C) for an indicator that is to increase",
    ),
    (
        "warning.above_100_percent",
        observed(value=100.04, unit="percent"),
        "$.indicators[0].observations[0].value",
        "indicators/grad/observations/2019",
        "100.04 percent is more than 100",
    ),
    (
        "warning.above_100_percent",
        indicator(unit="%", target=ci.Observation(value=120)),
        "$.indicators[0].target.value",
        "indicators/grad/target",
        "120 percent is more than 100",
    ),
    (
        "warning.nobody_leads",
        {"stakeholders": [ANNA], "activities": [ci.Activity(id="walk", partners=["anna"])]},
        "$.activities[0].led_by",
        "activities/walk",
        "nobody is recorded as leading it",
    ),
    (
        "warning.fewer_heads",
        {
            "stakeholders": [ANNA],
            "convenings": [
                ci.Convening(on="2019-01-01", head_count=0, attendances=[ci.Attendance(stakeholder="anna")])
            ],
        },
        "$.convenings[0].head_count",
        "convenings/2019-01-01",
        "the head count (0) is below the number of those named (1)",
    ),
    (
        "warning.answered_uninvited",
        {"stakeholders": [ANNA, BEN], "waves": [ci.Wave(id="w1", invited=["anna"], answered=["ben"])]},
        "$.waves[0].answered",
        "waves/w1",
        "'ben' answered but is not among those invited",
    ),
    (
        "warning.confirms_itself",
        {
            "stakeholders": [ANNA],
            "backbone": ci.Backbone(
                organizations=["anna"],
                provisions=[ci.Provision(function="advance_policy", providers=["anna"], confirmed_by=["anna"])],
            ),
        },
        "$.backbone.provisions[0].confirmed_by",
        "backbone/provisions/advance_policy",
        "advance_policy is confirmed by the backbone alone",
    ),
    (
        "warning.no_rivals",
        indicator() | {"contribution_claims": [ci.ContributionClaim(id="c", outcome="grad")]},
        "$.contribution_claims[0].rival_explanations",
        "contribution_claims/c",
        "no rival explanation is recorded",
    ),
    (
        "warning.before_beginning",
        {"started": "2020-01-01"} | observed(value=1),
        "$.indicators[0].observations",
        "indicators/grad",
        "observations from before the beginning (2020-01-01): 1",
    ),
    (
        "warning.left_but_reports",
        {"stakeholders": [ci.Stakeholder(id="anna", left="2019-07-01")]}
        | indicator(
            observations=[
                ci.Observation(period="2019", reporter="anna"),  # began while anna was a member
                ci.Observation(period="2019-20", reporter="anna"),
                ci.Observation(period="2020-21", reporter="anna"),
            ]
        ),
        "$.indicators[0].observations[1]",
        "indicators/grad/observations/2019-20;reporter=anna",
        "'anna' left on 2019-07-01 but still reports",
    ),
]


@pytest.mark.parametrize(
    ("code", "fields", "path", "address", "sentence"), WARNINGS, ids=[f"{n}-{row[0]}" for n, row in enumerate(WARNINGS)]
)
def test_what_is_improbable_is_a_warning_at_its_place(code, fields, path, address, sentence):
    """It is visible with code, path, address and sentence, and the initiative is made all the same."""
    (warning,) = ci.Initiative(**{"id": "reads"} | fields).warnings()
    assert (code, path, address, sentence) == (warning.code, warning.path, warning.address, str(warning.message))
    assert "warning" == warning.severity


def test_every_warning_has_a_test():
    """No code of a warning is without an example above."""
    assert {f"warning.{name}" for name in CODES["warning"]} == {row[0] for row in WARNINGS}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"started": "2019-01-01", "ended": "2019-01-01"},
        {"started": "2019-12-31"} | observed(value=1),
        observed(value=100, unit="percent"),
        observed(value=120),
        indicator(unit="percent") | observed(value=120, unit="person"),
        observed(value=92, low=92, high=92),
        observed(numerator=0, denominator=0),
        observed(denominator=12),
        indicator(baseline=ci.Observation(value=3), target=ci.Observation(value=2)),
        indicator(direction="maintain", baseline=ci.Observation(value=3), target=ci.Observation(value=2)),
        indicator(direction="increase", baseline=ci.Observation(value=3), target=ci.Observation(value=3)),
        indicator(direction="increase", baseline=ci.Observation(value=3), target=ci.Observation(low=2)),
        indicator(direction="increase", baseline=ci.Observation(level="C"), target=ci.Observation(level="F")),
        indicator(
            direction="increase",
            baseline=ci.Observation(value=300, unit="person"),
            target=ci.Observation(value=50, unit="percent"),
        ),
        {"stakeholders": [ANNA], "waves": [ci.Wave(id="w1", answered=["anna"])]},
        {"stakeholders": [ci.Stakeholder(id="anna", joined="2019-01-01", left="2019-01-01")]},
        {"extents": [ci.Extent(collection="agenda/adoptions", completeness="complete", total=0)]},
        {"agenda": ci.CommonAgenda(goals=[ci.Goal(id="a", statement="")])},
        {"stakeholders": [ANNA], "activities": [ci.Activity(id="walk", led_by="anna", partners=["anna"])]},
        {
            "stakeholders": [ANNA, BEN],
            "backbone": ci.Backbone(
                organizations=["anna"],
                provisions=[
                    ci.Provision(function="advance_policy", providers=["anna"]),
                    ci.Provision(function="build_public_will", confirmed_by=["anna", "ben"]),
                ],
            ),
        },
        indicator() | {"contribution_claims": [ci.ContributionClaim(id="c", outcome="grad", rival_explanations=["x"])]},
        {
            "stakeholders": [ANNA],
            "convenings": [
                ci.Convening(on="2019-01-01", head_count=1, attendances=[ci.Attendance(stakeholder="anna")])
            ],
        },
        {"evidence": [ci.Evidence(id="e", about="x", rating=0), ci.Evidence(id="f", about="x", rating=4)]},
        answered(ci.Answer(item="q1", value=2)),
        {
            "stakeholders": [ANNA, BEN],
            "ties": [
                ci.Tie(source="anna", target="ben", kind="trust"),
                ci.Tie(source="ben", target="anna", kind="trust"),
                ci.Tie(source="anna", target="ben", kind="trust", directed=False),
                ci.Tie(source="anna", target="ben", kind="trust", reporter="ben"),
                ci.Tie(source="anna", target="ben", kind="referral"),
            ],
        },
    ],
    ids=str,
)
def test_what_lies_just_inside_is_neither_wrong_nor_improbable(fields):
    """A boundary belongs to what is allowed, and the unknown is no fault."""
    assert () == ci.Initiative(**{"id": "reads"} | fields).warnings()


def test_an_initiative_at_its_first_meeting_is_valid():
    """Almost nothing recorded is not wrong; a date and a head count are enough to begin."""
    first = ci.Initiative(id="new", convenings=[ci.Convening(on="2026-01-31", head_count=14)])
    assert () == first.warnings()
    assert ("convenings/2026-01-31",) == first.addresses()


def test_all_faults_come_together():
    """One error lists everything that is wrong, wherever it is, each with its address."""
    with pytest.raises(ci.InvalidInitiativeError) as caught:
        ci.Initiative(
            id="reads",
            started="2019-01-02",
            ended="2019-01-01",
            stakeholders=[ANNA, ANNA, ci.Stakeholder(id="ben", staff_fte=-1)],
            indicators=[ci.Indicator(id="grad", goals=["finish"], observations=[ci.Observation(value=1)])],
            ties=[ci.Tie(source="anna", target="anna", kind="trust", wave="w1")],
            extents=[ci.Extent(collection="partners", completeness="complete")],
        )
    assert {
        ("ended", "", "fault.dates"),
        ("stakeholders[1]", "stakeholders/anna", "fault.duplicate"),
        ("stakeholders[2].staff_fte", "stakeholders/ben", "fault.negative"),
        ("indicators[0].goals[0]", "indicators/grad", "fault.unknown_id"),
        ("indicators[0].observations[0].period", "indicators/grad/observations/?", "fault.no_period"),
        ("ties[0].target", "ties/anna>anna;kind=trust;wave=w1", "fault.tie_to_itself"),
        ("ties[0].wave", "ties/anna>anna;kind=trust;wave=w1", "fault.unknown_id"),
        ("extents[0].collection", "extents/partners", "fault.unknown_collection"),
    } == {(fault.path.removeprefix("$."), fault.address, fault.code) for fault in caught.value.faults}
    assert str(caught.value).startswith("initiative 'reads' has 8 faults:\n")


def test_an_unknown_instrument_is_one_fault():
    """Answers are not judged by a questionnaire that is not there."""
    with pytest.raises(ci.InvalidInitiativeError) as caught:
        ci.Initiative(
            id="reads",
            responses=[ci.Response(instrument="pulse", respondent="r1", answers=[ci.Answer(item="q", value=99)])],
        )
    assert ["fault.unknown_id"] == [fault.code for fault in caught.value.faults]


REFERENCES = [
    ("stakeholders", {"agenda": ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder="?")])}),
    ("stakeholders", indicator(reporters=["?"])),
    ("stakeholders", observed(reporter="?")),
    ("stakeholders", {"activities": [ci.Activity(id="a", led_by="?")]}),
    ("stakeholders", {"activities": [ci.Activity(id="a", partners=["?"])]}),
    ("stakeholders", {"bodies": [ci.Body(id="b", members=["?"])]}),
    ("stakeholders", {"convenings": [ci.Convening(on="2019-01-01", expected=["?"])]}),
    ("stakeholders", {"convenings": [ci.Convening(on="2019-01-01", attendances=[ci.Attendance(stakeholder="?")])]}),
    ("stakeholders", {"stakeholders": [ANNA], "ties": [ci.Tie(source="?", target="anna", kind="trust")]}),
    ("stakeholders", {"stakeholders": [ANNA], "ties": [ci.Tie(source="anna", target="?", kind="trust")]}),
    (
        "stakeholders",
        {"stakeholders": [ANNA, BEN], "ties": [ci.Tie(source="anna", target="ben", kind="trust", reporter="?")]},
    ),
    ("stakeholders", {"waves": [ci.Wave(id="w", invited=["?"])]}),
    ("stakeholders", {"waves": [ci.Wave(id="w", answered=["?"])]}),
    ("stakeholders", {"backbone": ci.Backbone(organizations=["?"])}),
    ("stakeholders", {"backbone": ci.Backbone(provisions=[ci.Provision(function="advance_policy", providers=["?"])])}),
    (
        "stakeholders",
        {"backbone": ci.Backbone(provisions=[ci.Provision(function="advance_policy", confirmed_by=["?"])])},
    ),
    ("stakeholders", {"backbone": ci.Backbone(funding=[ci.Funding(id="f", funder="?")])}),
    (
        "stakeholders",
        {"instruments": [PULSE], "responses": [ci.Response(instrument="pulse", respondent="r", organization="?")]},
    ),
    ("goals", indicator(goals=["?"])),
    ("goals", {"activities": [ci.Activity(id="a", goals=["?"])]}),
    ("goals", {"bodies": [ci.Body(id="b", goals=["?"])]}),
    ("indicators", {"activities": [ci.Activity(id="a", advances=["?"])]}),
    ("indicators", {"contribution_claims": [ci.ContributionClaim(id="c", outcome="?")]}),
    ("activities", {"activities": [ci.Activity(id="a", reinforces=[ci.Reinforcement(activity="?")])]}),
    (
        "stakeholders",
        {
            "activities": [
                ci.Activity(id="a"),
                ci.Activity(id="b", reinforces=[ci.Reinforcement(activity="a", confirmed_by=["?"])]),
            ]
        },
    ),
    ("bodies", {"convenings": [ci.Convening(on="2019-01-01", body="?")]}),
    ("waves", {"stakeholders": [ANNA, BEN], "ties": [ci.Tie(source="anna", target="ben", kind="trust", wave="?")]}),
    ("waves", {"instruments": [PULSE], "responses": [ci.Response(instrument="pulse", respondent="r", wave="?")]}),
    ("instruments", {"responses": [ci.Response(instrument="?", respondent="r")]}),
    ("evidence", {"systems_changes": [ci.SystemsChange(id="s", kind="policy", evidence=["?"])]}),
    ("evidence", indicator() | {"contribution_claims": [ci.ContributionClaim(id="c", outcome="grad", evidence=["?"])]}),
]


@pytest.mark.parametrize(("collection", "fields"), REFERENCES, ids=range(len(REFERENCES)))
def test_every_reference_is_checked(collection, fields):
    """Whatever points to a record by its id points to one that is there."""
    kinds = {"stakeholders": "stakeholder", "activities": "activity", "bodies": "body"}
    with pytest.raises(ci.InvalidInitiativeError) as caught:
        ci.Initiative(**{"id": "reads"} | fields)
    (fault,) = caught.value.faults
    assert {"kind": kinds.get(collection, collection.removesuffix("s")), "given": "?"} == fault.params


def test_every_field_that_refers_has_a_test():
    """As many fields are marked as references as the list above has lines."""
    records = {type(record) for record in _everything(WHOLE)}
    assert len(REFERENCES) == sum("refers" in field.metadata for kind in records for field in attrs.fields(kind))


def _everything(value):
    yield value
    for field in attrs.fields(type(value)):
        part = getattr(value, field.name)
        for below in part if isinstance(part, tuple) else (part,):
            if attrs.has(type(below)):
                yield from _everything(below)


def test_suggestions_stop_when_nobody_would_read_them(monkeypatch):
    """Comparing ids takes time: each unknown id is compared once, and after a hundred none is."""
    compared = []
    monkeypatch.setattr(_check, "nearest", lambda given, _known: compared.append(given))
    activities = [ci.Activity(id=str(n), led_by=f"x{n}", partners=[f"x{n}"]) for n in range(150)]
    with pytest.raises(ci.InvalidInitiativeError) as caught:
        ci.Initiative(id="reads", stakeholders=[ANNA], activities=activities)
    assert [f"x{n}" for n in range(100)] == compared
    assert 300 == len(caught.value.faults)


def test_a_draft_can_be_checked_with_what_else_is_known():
    """A reference to a record that could not be read is not a second fault."""
    draft = ci.Initiative(id="reads")
    object.__setattr__(draft, "activities", (ci.Activity(id="walk", led_by="a/b"),))
    object.__setattr__(draft, "extents", (ci.Extent(collection="indicators/i/observations", completeness="partial"),))
    assert ["fault.unknown_id", "fault.unknown_collection"] == [f.code for f in _check.faults(draft, ci.Initiative)]
    assert () == _check.faults(draft, ci.Initiative, ["stakeholders/a%2Fb", "indicators/i"])


@given(initiatives(), st.data())
def test_a_fault_names_the_record_that_it_is_in(initiative, data):
    """Whatever member is taken out, the faults name exactly the records that refer to it."""
    assume(initiative.stakeholders)
    gone = data.draw(st.sampled_from(initiative.stakeholders)).id
    try:
        initiative.without(f"stakeholders/{gone.replace('%', '%25').replace('/', '%2F').replace(';', '%3B')}")
        named = set()
    except ci.InvalidInitiativeError as error:
        named = {fault.address for fault in error.faults}
    refer = {
        address
        for address in initiative.addresses()
        for field in attrs.fields(type(initiative.find(address)))
        if field.metadata.get("refers") == "stakeholders"
        and gone in _ids(getattr(initiative.find(address), field.name))
    }
    assert refer == named


def _ids(value):
    return value if isinstance(value, tuple) else (value,)


class Renamed(ci.Stakeholder):
    """Somebody's own kind of stakeholder, whose key is not its id."""

    def spelled_key(self):
        """Return its name."""
        return self.name


def test_keys_tell_records_apart_and_not_ids():
    """Records are compared by what is their key, in subclasses too."""
    one, other = Renamed(id="a", name="same"), Renamed(id="b", name="same")
    with pytest.raises(ci.InvalidInitiativeError, match="same"):
        ci.Initiative(id="a", stakeholders=[one, other])
