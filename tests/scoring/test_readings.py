from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring import made, strategies

import collective_impact as ci
from collective_impact.scoring.readings import CriterionReading, answer_all, combine, perception_gap

DAY = date(2024, 6, 30)
HERE = "tests.scoring.measures:"
ASKED = made.criterion("talk/in_practice/trust", id="talk.trust")
SCALE = ["no", "rather not", "partly", "rather", "yes"]


def reading(kind, value=None, low=None, high=None, **fields):
    """Return a reading that stands still unless it is given bounds."""
    low = value if low is None else low
    high = value if high is None else high
    return CriterionReading(kind=kind, value=value, low=low, high=high, **{"n": 1, "coverage": 1.0} | fields)


KNOWN = reading("structural", 60, 50, 70, n=4, coverage=0.8)
ASKED_IN_VAIN = reading("structural", None, 20, 70, n=4, coverage=0.0)
NOTHING_TO_ASK = reading("structural", None, 0, 100, n=0, coverage=0.0)
PERCEIVED = reading("perceived", 80, 75, 85, n=9, coverage=0.9)
JUDGED = reading("judged", 100, 90, 100)
OWN = reading("self_assessed", 90, 80, 100)


@pytest.mark.parametrize(
    ("readings", "value", "bounds", "coverage", "own"),
    [
        ((), None, (0, 100), 0.0, False),
        ((KNOWN,), 60, (50, 70), 0.8, True),
        ((ASKED_IN_VAIN,), None, (20, 70), 0.0, False),
        ((NOTHING_TO_ASK,), None, (0, 100), 0.0, False),
        ((PERCEIVED,), 80, (75, 85), 0.9, True),
        ((JUDGED,), 100, (90, 100), 1.0, True),
        # a self-assessment narrows no bounds, is no evidence, and stays within what records allow
        ((OWN,), 90, (0, 100), 0.0, False),
        ((NOTHING_TO_ASK, OWN), 90, (0, 100), 0.0, False),
        ((ASKED_IN_VAIN, OWN), 70, (20, 70), 0.0, False),
        # alternatives: the mean, between the lowest and the highest bound
        ((KNOWN, PERCEIVED), 70, (50, 85), 0.9, True),
        ((KNOWN, PERCEIVED, JUDGED), 80, (50, 100), 1.0, True),
        # what was asked and not learnt could turn out otherwise; where there was nothing to ask, it could not
        ((ASKED_IN_VAIN, PERCEIVED), 80, (20, 85), 0.9, True),
        ((NOTHING_TO_ASK, PERCEIVED), 80, (75, 85), 0.9, True),
        # a self-assessment counts only where nothing else has a value
        ((KNOWN, OWN), 60, (50, 70), 0.8, True),
        ((KNOWN, PERCEIVED, OWN), 70, (50, 85), 0.9, True),
        ((ASKED_IN_VAIN, PERCEIVED, OWN), 80, (20, 85), 0.9, True),
    ],
)
def test_readings_are_alternatives(readings, value, bounds, coverage, own):
    """The value is the mean of those that count, the bounds span them, the best of them says how much is known."""
    answered = combine(ASKED, readings)
    assert (value, bounds, coverage, own) == (
        answered.value,
        (answered.low, answered.high),
        answered.coverage,
        answered.own,
    )
    assert readings == answered.readings


@st.composite
def readings_of(draw, kinds=("structural", "perceived", "judged", "self_assessed")):
    """Draw readings, each kind once at most; a structural one may have learnt nothing."""
    drawn = []
    for kind in draw(st.lists(st.sampled_from(kinds), unique=True)):
        low, value, high = sorted(draw(st.tuples(strategies.SCORES, strategies.SCORES, strategies.SCORES)))
        known = kind != "structural" or draw(st.booleans())
        drawn.append(reading(kind, value if known else None, low, high, n=draw(st.integers(0, 3))))
    return tuple(drawn)


@given(readings_of())
def test_value_lies_within_the_bounds_that_span_it(readings):
    """Whatever is read, the value lies within its bounds, and these within 0 to 100."""
    answered = combine(ASKED, readings)
    assert 0 <= answered.low <= answered.high <= 100
    assert answered.value is None or answered.low <= answered.value <= answered.high


@given(readings_of(("perceived", "judged", "self_assessed")), st.tuples(*[strategies.SCORES] * 3))
def test_learning_what_was_asked_widens_nothing(others, drawn):
    """Where records were asked in vain, an answer within what was possible never widens the bounds."""
    low, value, high = sorted(drawn)
    before = combine(ASKED, (reading("structural", None, low, high, n=2), *others))
    after = combine(ASKED, (reading("structural", value, n=2), *others))
    assert before.low <= after.low <= after.high <= before.high


# From records --------------------------------------------------------------------------


def answer_of(initiative, criterion=ASKED, as_of=DAY):
    """Return the answer to the one criterion of a framework."""
    (answered,) = answer_all(initiative, made.framework([criterion]), as_of)
    return answered


def measured(function, **fields):
    """Return a criterion with a measure of the tests."""
    return made.criterion("g/c", measure=f"{HERE}{function}", **fields)


def goals(*statements):
    """Return an initiative with goals."""
    listed = [ci.Goal(id=f"g{k}", statement=statement) for k, statement in enumerate(statements)]
    return ci.Initiative(id="reads", started="2024-01-01", agenda=ci.CommonAgenda(goals=listed))


def test_finding_is_scored_between_goalposts():
    """A share of 3 of 4 between 0.5 and 1 is half way."""
    (found,) = answer_of(goals("a", "b", "c", None), measured("share_of_goals", worst=0.5)).readings
    assert ("structural", 50.0, 50.0, 50.0, 0.75, 4, 1.0) == (
        found.kind, found.value, found.low, found.high, found.raw, found.n, found.coverage,
    )  # fmt: skip
    assert ("agenda",) == found.rests_on


def test_goalposts_may_run_downwards():
    """From 1000 days (worst) to 0 (best), 181 days are 81.9."""
    answered = answer_of(goals(), measured("days_since_start", unit="days", worst=1000, best=0))
    assert pytest.approx(81.9) == answered.value
    assert "mine.days" == answered.readings[0].note.code


def test_beyond_the_goalposts_it_is_clipped():
    """Nothing scores below 0 or above 100."""
    assert 100.0 == answer_of(goals(), measured("days_since_start", worst=1000, best=200)).value
    assert 0.0 == answer_of(goals(), measured("days_since_start", worst=100, best=0)).value


def test_what_has_no_bound_could_be_anything():
    """A finding of 10 at least is bounded by the goalpost on its open side, whichever way they run."""
    up = answer_of(goals(), measured("unbounded", worst=0, best=40))
    assert (None, 25.0, 100.0, 0.5) == (up.value, up.low, up.high, up.coverage)
    down = answer_of(goals(), measured("unbounded", worst=40, best=0))
    assert (None, 0.0, 75.0) == (down.value, down.low, down.high)


def test_nothing_found():
    """A measure that says nothing leaves all open."""
    answered = answer_of(ci.Initiative(id="reads"), measured("share_of_goals"))
    assert (None, 0.0, 100.0, 0.0, True) == (
        answered.value,
        answered.low,
        answered.high,
        answered.coverage,
        answered.applies,
    )


@pytest.mark.parametrize(("needs", "value"), [(0.0, 75.0), (0.5, 75.0), (0.50001, None), (1.0, None)])
def test_too_little_of_the_evidence_gives_bounds_and_no_value(needs, value):
    """Half of the evidence suffices where half is needed; with less the bounds stay, and what was found."""
    answered = answer_of(goals(), measured("half_known", needs=needs))
    assert (value, 50.0, 100.0, 0.5) == (answered.value, answered.low, answered.high, answered.coverage)
    assert 0.75 == answered.readings[0].raw


def test_question_does_not_arise_by_a_rule_of_the_framework():
    """Where the framework has a rule, what the measure says is followed, and nothing else is asked."""
    rated = goals("a").with_evidence(ci.Evidence(id="e", about="g.c", rating=4, rater="Ana"))
    answered = answer_of(rated, measured("does_not_apply", not_applicable="Nobody to ask."))
    assert not answered.applies
    assert answered.value is None
    (found,) = answered.readings
    assert ("nobody to ask", ("agenda",)) == (str(found.note), found.rests_on)


def test_question_arises_without_a_rule():
    """Where the framework has none, it is unknown, and not left out."""
    answered = answer_of(goals("a"), measured("does_not_apply"))
    assert (True, None, 0.0, 100.0, ()) == (
        answered.applies,
        answered.value,
        answered.low,
        answered.high,
        answered.readings,
    )


def test_unknown_measures_are_refused_with_their_paths():
    """All measures that cannot be found are listed together when they are needed."""
    framework = made.framework(
        [
            made.criterion("g/a", measure="not_here:measure"),
            measured("share_of_goals"),
            made.criterion("g/b", measure=f"{HERE}nothing"),
        ]
    )
    with pytest.raises(ci.InvalidFrameworkError) as caught:
        answer_all(goals("a"), framework, DAY)
    assert ["$.criteria[0].measure", "$.criteria[2].measure"] == [fault.path for fault in caught.value.faults]
    assert "there is no measure 'not_here:measure'" in str(caught.value)


def test_errors_of_measures_are_their_own():
    """A name that a measure asks for in vain is no unknown measure."""
    with pytest.raises(ci.UnknownNameError, match="no goal"):
        answer_of(goals("a"), measured("breaks"))


# From ratings --------------------------------------------------------------------------


def rating(about, value, name=None, **fields):
    """Return rated evidence by an evaluator unless said otherwise."""
    given = {"rater_role": "evaluator", "on": "2024-01-01"} | fields
    return ci.Evidence(id=name or f"{about}-{value}", about=about, rating=value, **given)


def rated(*evidence, **fields):
    """Return an initiative with rated evidence."""
    return ci.Initiative(id="reads", evidence=evidence, **fields)


def test_ratings_are_quarters_of_the_scale():
    """A rating of 3 of 4 is 75; several score their mean, and their bounds span them."""
    (one,) = answer_of(rated(rating("talk.trust", 3, "e1"))).readings
    assert ("judged", 75.0, 75.0, 75.0, 3.0, 1, ("evidence/e1",)) == (
        one.kind, one.value, one.low, one.high, one.raw, one.n, one.rests_on,
    )  # fmt: skip
    (three,) = answer_of(rated(*(rating("talk.trust", value, f"e{value}") for value in (4, 1, 2.5)))).readings
    assert (62.5, 25.0, 100.0, 3) == (three.value, three.low, three.high, three.n)
    assert ("evidence/e1", "evidence/e2.5", "evidence/e4") == three.rests_on


@pytest.mark.parametrize(
    ("abouts", "expected"),
    [
        (["talk", "talk/in_practice", "talk.trust"], 100.0),
        (["talk", "talk/in_practice", "talk/in_practice/trust"], 100.0),
        (["talk", "talk/in_practice"], 50.0),
        (["talk"], 0.0),
    ],
)
def test_nearest_rating_counts(abouts, expected):
    """What is said of the criterion goes before what is said of its half, and that before the condition."""
    values = {"talk": 0, "talk/in_practice": 2, "talk.trust": 4, "talk/in_practice/trust": 4}
    assert expected == answer_of(rated(*(rating(about, values[about]) for about in abouts))).value


@pytest.mark.parametrize(("about", "coverage"), [("talk.trust", 1.0), ("talk/in_practice", 0.5), ("talk", 0.5)])
def test_rating_of_a_whole_is_half_the_evidence_of_its_parts(about, coverage):
    """Who rates a condition has not said anything of each of its criteria."""
    assert coverage == answer_of(rated(rating(about, 3))).coverage


def test_id_and_path_name_the_same_criterion():
    """Ratings under either name of a criterion count together."""
    both = rated(rating("talk.trust", 4), rating("talk/in_practice/trust", 2))
    assert 75.0 == answer_of(both).value


def test_ratings_of_something_else_say_nothing():
    """Neither another condition nor a longer name is the criterion's."""
    assert () == answer_of(rated(rating("talks", 4), rating("talk/in_place", 4), rating("trust", 4))).readings


def test_evidence_without_a_rating_says_nothing():
    """What is kept without being rated has no say."""
    assert () == answer_of(rated(ci.Evidence(id="e", about="talk.trust", rater="Ana"))).readings


def test_later_evidence_is_not_used():
    """A rating of the day counts, one of the day after does not, one without a date does."""
    early, late = rating("talk.trust", 0, on=DAY), rating("talk.trust", 4, on="2024-07-01")
    assert 0.0 == answer_of(rated(early, late)).value
    assert 100.0 == answer_of(rated(rating("talk.trust", 4, on=None))).value


OFFICE = {
    "stakeholders": [ci.Stakeholder(id="office", name="The Office"), ci.Stakeholder(id="ymca")],
    "backbone": ci.Backbone(organizations=["office"]),
}


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"rater_role": "evaluator"}, "judged"),
        ({"rater_role": "partner", "rater": "ymca"}, "judged"),
        ({"rater_role": None, "rater": "ymca"}, "judged"),
        ({"rater_role": None, "rater": None}, "self_assessed"),
        ({"rater_role": "backbone"}, "self_assessed"),
        ({"rater_role": "backbone", "rater": "ymca"}, "self_assessed"),
        ({"rater_role": None, "rater": "office"}, "self_assessed"),
        ({"rater_role": "partner", "rater": "The Office"}, "self_assessed"),
    ],
)
def test_ratings_by_the_backbone_or_by_nobody_are_self_assessed(fields, kind):
    """So are those of organisations that share the backbone, by id or name, whatever they call themselves."""
    (found,) = answer_of(rated(rating("talk.trust", 4, **fields), **OFFICE)).readings
    assert kind == found.kind


def test_self_assessment_does_not_hide_other_ratings():
    """The backbone's rating of the criterion does not stand before an evaluator's of the condition."""
    answered = answer_of(rated(rating("talk.trust", 4, rater_role="backbone"), rating("talk", 1)))
    assert (25.0, True) == (answered.value, answered.own)
    assert ["judged", "self_assessed"] == [found.kind for found in answered.readings]


def test_self_assessment_is_labelled():
    """Its sentence says so."""
    (found,) = answer_of(rated(rating("talk.trust", 3, rater_role="backbone"))).readings
    assert "self-assessed: 3 of 4 on average (ratings: 1)" == str(found.note)


# From people ---------------------------------------------------------------------------


def surveyed(*values):
    """Return an initiative whose partners answered to one item on trust."""
    item = ci.Item(id="t", about=["talk.trust"])
    survey = ci.Instrument(id="pulse", levels=SCALE, items=[item])
    responses = [
        ci.Response(instrument="pulse", respondent=f"p{k}", answers=[ci.Answer(item="t", value=value)])
        for k, value in enumerate(values)
    ]
    return ci.Initiative(id="reads", instruments=[survey], responses=responses)


def test_survey_is_scored_from_0_to_100():
    """The mean of 4, 4, 4, 5, 5 on five levels is 0.85."""
    (found,) = answer_of(surveyed(4, 4, 4, 5, 5)).readings
    assert ("perceived", 85.0, 0.85, 5, ("instruments/pulse",)) == (
        found.kind, found.value, found.raw, found.n, found.rests_on,
    )  # fmt: skip
    # shares .75, .75, .75, 1, 1: variance (3 * .01 + 2 * .0225) / 4 = .01875; over 5, the root, in points
    assert 100 * 0.00375**0.5 == pytest.approx(found.standard_error)
    assert "5 people outside the backbone see it met to 85 of 100" == str(found.note)


def test_too_few_people_are_no_reading():
    """Four respondents leave the criterion as if nobody had been asked."""
    assert () == answer_of(surveyed(4, 4, 4, 5)).readings


def test_all_three_readings_together():
    """Records say 50, people 100, an evaluator 75: 75, between 50 and 100."""
    initiative = surveyed(*[5] * 10).with_evidence(rating("talk.trust", 3)).with_goals(goals("a", None).goals)
    answered = answer_of(initiative, attrs.evolve(ASKED, measure=f"{HERE}share_of_goals"))
    assert ["structural", "perceived", "judged"] == [found.kind for found in answered.readings]
    assert (75.0, 50.0, 100.0) == (answered.value, answered.low, answered.high)


# The gap between them ------------------------------------------------------------------


def gap(shown, said, error=0.0):
    """Return the perception gap between records and people."""
    return perception_gap(
        [reading("structural", shown, 0, 100), reading("perceived", said, 0, 100, standard_error=error)]
    )


@pytest.mark.parametrize(
    ("shown", "said", "error", "expected"),
    [
        (50, 75, 0, None),  # not at 25
        (50, 75.01, 0, 25.01),
        (50, 24.99, 0, -25.01),
        (50, 90, 20, None),  # not at two standard errors
        (50, 90, 19.99, 40),
        (50, 90, None, 40),
        (None, 90, 0, None),
        (50, 50, 0, None),
    ],
)
def test_perception_gap_matters_above_25_points_and_two_standard_errors(shown, said, error, expected):
    """The gap is signed: above 0 people see more of it than records show."""
    found = gap(shown, said, error)
    assert expected == (found if found is None else pytest.approx(found))


def test_no_gap_without_both():
    """Ratings are neither records nor people."""
    assert perception_gap([]) is None
    assert perception_gap([KNOWN, JUDGED]) is None
    assert perception_gap([reading("perceived", 100), OWN]) is None


def test_measure_that_goes_wrong_says_which():
    """What is no finding is refused, and an error of the caller's own names the measure and the criterion."""
    silent = made.framework([made.criterion("g/a", measure=f"{HERE}silent")])
    with pytest.raises(ci.InvalidValueError, match=r"measures:silent' of criterion .*: None is not a Finding"):
        ci.readiness(ci.Initiative(id="reads"), framework=silent)
    broken = made.framework([made.criterion("g/a", measure=f"{HERE}broken")])
    with pytest.raises(RuntimeError, match="no data") as caught:
        ci.readiness(ci.Initiative(id="reads"), framework=broken)
    assert "measures:broken" in caught.value.__notes__[0]
