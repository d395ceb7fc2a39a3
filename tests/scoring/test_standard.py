import re

import attrs
import pytest

import collective_impact as ci
from collective_impact.conditions.measures import find_measure, measure_names

FIVE = ci.FIVE_CONDITIONS
CONDITIONS = [condition.value for condition in ci.Condition]
HALVES = ("in_place", "in_practice")
EXAMPLES = [ci.examples.load(name) for name in ci.examples.names()]


def test_conditions_are_the_top_and_preconditions_a_gate():
    """The five conditions add up to the overall; the preconditions stand beside it as a minimum."""
    assert CONDITIONS == [group.path for group in FIVE.top]
    (gate,) = FIVE.gates
    assert ("preconditions", True) == (gate.path, gate.minimum)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_each_condition_has_two_halves(condition):
    """In place and in practice, and nothing else; each half has at least two criteria."""
    halves = FIVE.children(condition)
    assert [f"{condition}/{half}" for half in HALVES] == [half.path for half in halves]
    assert all(len(FIVE.children(half.path)) >= 2 for half in halves)


def test_means_and_coverage_rules():
    """Arithmetic inside halves, which need two thirds; geometric with a floor of 1 above them, which need all."""
    halves = [group for group in FIVE.groups if group.parent]
    assert {(1.0, 0.0, False, 2 / 3)} == {(half.power, half.floor, half.minimum, half.needs) for half in halves}
    above = [*FIVE.top, FIVE]
    assert {(0.0, 1.0, False, 1.0)} == {(mean.power, mean.floor, mean.minimum, mean.needs) for mean in above}


def test_weights_are_equal():
    """No weight is claimed to be known better than another."""
    assert {1.0} == {part.weight for part in (*FIVE.groups, *FIVE.criteria)}


def test_every_measure_is_asked_once():
    """Each measure of the five conditions answers exactly one criterion, whose id is its name."""
    of_readiness = [name for name in measure_names() if not name.startswith("aligned_")]
    assert sorted(of_readiness) == sorted(c.measure for c in FIVE.criteria if c.measure is not None)
    assert all(criterion.measure in (None, criterion.id) for criterion in FIVE.criteria)


@pytest.mark.parametrize(
    ("name", "unit", "worst", "best"),
    [
        ("shared_measurement.use", "share", 0, 0.5),  # a half of the meetings
        ("mutually_reinforcing_activities.systems_change", "count", 0, 3),  # three changes in 24 months
        ("common_agenda.inclusion", "count", 0, 3),  # a critical mass, Konrad, Kramer & Erkut (2008)
        ("preconditions.financial_resources", "months", 0, 24),
        ("common_agenda.adoption", "share", 0, 1),
    ],
)
def test_goalposts(name, unit, worst, best):
    """Shares run from 0 to 1 unless said otherwise, in the framework's own words."""
    criterion = FIVE.criterion(name)
    assert (unit, worst, best) == (criterion.unit, criterion.worst, criterion.best)


def test_other_goalposts_are_said_to_be_ours():
    """Whatever is calibrated otherwise than from 0 to 1 says so."""
    calibrated = [c for c in FIVE.criteria if (c.worst, c.best) != (0.0, 1.0)]
    assert calibrated
    assert all(criterion.ours for criterion in calibrated)


@pytest.mark.parametrize("criterion", FIVE.criteria, ids=lambda criterion: criterion.id)
def test_each_criterion_says_what_it_asks_and_where_it_comes_from(criterion):
    """Question, advice, source and, where it is measured, the formula are sentences for people."""
    assert criterion.question.endswith("?")
    assert criterion.act.endswith(".")
    assert criterion.find_out.endswith(".")
    assert re.search(r"\(\d{4}\)", criterion.source)
    assert (criterion.measure is None) is (criterion.formula is None)
    assert criterion.formula is None or not criterion.formula.isupper()
    assert criterion.id == f"{criterion.group.partition('/')[0]}.{criterion.name}"


def test_acts_are_no_papers():
    """What would raise a score is something to do: advice never ends at writing a document."""
    papers = re.compile(r"^(Write|Document|Draft|File|Record|Publish)\b")
    assert not [criterion.id for criterion in FIVE.criteria if papers.match(criterion.act)]


def test_equity_line_asks_in_four_conditions():
    """The criteria marked equity are those that the field's redefinition names."""
    marked = {criterion.id for criterion in FIVE.criteria if criterion.equity}
    assert {
        "common_agenda.inclusion",
        "shared_measurement.disaggregation",
        "shared_measurement.results_returned",
        "backbone_support.governance",
        "backbone_support.power",
    } == marked


def test_measures_that_may_not_apply_have_a_rule_and_others_have_none():
    """What may not apply is said by the framework; a measure alone cannot leave a criterion out."""
    assert {
        "shared_measurement.data_agreements",
        "shared_measurement.common_reporting",
        "continuous_communication.authority",
        "preconditions.financial_resources",
    } == {criterion.id for criterion in FIVE.criteria if criterion.not_applicable}


@pytest.mark.parametrize("initiative", EXAMPLES, ids=lambda known: known.id)
def test_findings_are_in_the_units_of_the_framework(initiative):
    """A share lies within 0 to 1, and nothing is below 0; each finding has a sentence."""
    for criterion in FIVE.criteria:
        if criterion.measure is None:
            continue
        finding = find_measure(criterion.measure)(initiative, ci.readiness(initiative).as_of)
        ends = [part for part in (finding.low, finding.value, finding.high) if part is not None]
        top = 1.0 if criterion.unit == "share" else float("inf")
        assert all(-1e-9 <= part <= top + 1e-9 for part in ends), criterion.id
        assert finding.note is not None, criterion.id
        assert "{" not in str(finding.note), criterion.id


def test_collective_impact_3_is_the_same_under_other_names():
    """Only id, name, citation, note, version and the labels of the conditions differ."""
    three = ci.COLLECTIVE_IMPACT_3
    assert "collective_impact_3" == three.id
    assert FIVE.criteria == three.criteria
    assert [attrs.evolve(group, label="") for group in FIVE.groups] == [
        attrs.evolve(group, label="") for group in three.groups
    ]
    assert [
        "Community aspiration",
        "Strategic learning",
        "High-leverage activities",
        "Inclusive community engagement",
        "Containers for change",
    ] == [group.label for group in three.top]


@pytest.mark.parametrize("initiative", EXAMPLES, ids=lambda known: known.id)
def test_relabelling_changes_no_number(initiative):
    """The same initiative has the same scores, bounds, gaps and phase under other names."""
    five, three = (ci.readiness(initiative, framework=framework) for framework in (FIVE, ci.COLLECTIVE_IMPACT_3))
    assert list(five) == list(three)
    for path, score in five.nodes.items():
        assert (score.value, score.bounds) == (three.nodes[path].value, three.nodes[path].bounds)
    assert (five.overall.value, five.equity.value) == (three.overall.value, three.equity.value)
    assert [gap.path for gap in five.gaps()] == [gap.path for gap in three.gaps()]
    assert five.phase == three.phase
