"""Indicators together, against what was published of Strive and RGV FOCUS."""

import pytest

import collective_impact as ci
from collective_impact.measurement._attained import Attainment
from collective_impact.measurement._attainment import attainment
from collective_impact.measurement._portfolio import Portfolio, changed_indicators


def portfolio(improved=0, maintained=0, worsened=0, not_evaluable=0):
    """Return a portfolio of so many indicators of each class."""
    counts = {"improved": improved, "maintained": maintained, "worsened": worsened, "not_evaluable": not_evaluable}
    movements = [movement for movement, count in counts.items() for _ in range(count)]
    return Portfolio(attainments=[Attainment(indicator=str(n), movement=m) for n, m in enumerate(movements)])


def initiative(*indicators):
    """Return an initiative with indicators."""
    return ci.Initiative(id="reads", indicators=indicators)


def test_counts_and_share_come_first():
    """34 of 53 are 64 percent; intervals and tests are not in the sentence."""
    strive = portfolio(34, 0, 19)
    assert (34, 0, 19, 0, 53) == (
        strive.improved,
        strive.maintained,
        strive.worsened,
        strive.not_evaluable,
        strive.evaluable,
    )
    assert "64.15" == f"{100 * strive.share:.2f}"
    assert "34 improved, 0 maintained, 19 worsened, 0 not evaluable; 64 % of the evaluable improved" == str(strive)


def test_intervals_and_tests_on_request():
    """The figures of Strive: 50.69-75.70 %, p 0.0534, 0.0267 one-sided, 0.37 at a correlation of 0.1."""
    strive = portfolio(34, 0, 19)
    wilson = strive.wilson()
    assert ("50.69", "75.70") == (f"{100 * wilson.low:.2f}", f"{100 * wilson.high:.2f}")
    exact = strive.clopper_pearson()
    assert exact.low < wilson.low < wilson.high < exact.high
    assert 0.0267 == round(strive.sign_test(alternative="greater").p, 4)
    test = strive.sign_test(correlation=0.1)
    assert (0.0534, 0.37) == (round(test.p, 4), round(test.p_correlated, 2))


def test_the_unchanged_stand_apart():
    """Ten flat indicators count in the share and not in the test: 34 against 9 has a p of 0.0002."""
    strive = portfolio(34, 10, 9)
    test = strive.sign_test()
    assert (10, 0.0002) == (test.unchanged, round(test.p, 4))
    assert (34, 53) == (strive.wilson().successes, strive.wilson().n)


def test_what_cannot_be_evaluated_is_no_denominator():
    """26 of 32 are 81 %, which is not "81 % of 34": two indicators were not evaluated, and the set says so."""
    later = portfolio(26, 0, 6, 2)
    assert (32, 2) == (later.evaluable, later.not_evaluable)
    assert "81" == f"{100 * later.share:.0f}"
    assert not ci.measurement.grim(81, 34).is_possible


def test_nothing_to_evaluate():
    """Without an evaluable indicator there is no share, and nothing is ruled out."""
    nothing = portfolio(not_evaluable=3)
    assert (None, None, 0.0, 1.0) == (nothing.share, nothing.sign_test().p, nothing.wilson().low, nothing.wilson().high)
    assert "none of 3 indicators can be evaluated" == str(nothing)


def test_which_indicators():
    """The ids of a class, by its name."""
    assert ("1", "2") == portfolio(1, 0, 2).which("worsened")
    with pytest.raises(ci.InvalidValueError, match="did you mean 'improved'"):
        portfolio(1).which("improve")


def test_of_how_many_the_sampling_error_is_not_known():
    """Of graduation there are counts, of work ranges, of reading neither, and of the last nothing to judge."""
    known = {"numerator": 25, "denominator": 50}
    graduation = ci.Indicator(
        id="grad",
        direction="increase",
        baseline=ci.Observation(period="2010", value=50, **known),
        observations=[ci.Observation(period="2015", value=50, **known)],
    )
    reading = ci.Indicator(
        id="read",
        direction="increase",
        baseline=ci.Observation(period="2010", value=50),
        observations=[ci.Observation(period="2015", value=51)],
    )
    work = ci.Indicator(
        id="work",
        direction="increase",
        baseline=ci.Observation(period="2010", value=50, low=48, high=52),
        observations=[ci.Observation(period="2015", value=51, low=49, high=53)],
    )
    found = Portfolio(attainments=map(attainment, [graduation, reading, work, ci.Indicator(id="none")]))
    assert (3, 1) == (found.evaluable, found.of_unknown_error)


# Versions of the set -------------------------------------------------------------------

GRADE3 = ci.Indicator(id="grade3", definition="Meets the standard", unit="percent", definition_version="1")
GRAD = ci.Indicator(id="grad")


def of(*indicators):
    """Return the portfolio of indicators."""
    return Portfolio(attainments=map(attainment, indicators))


def test_the_version_of_a_set_is_that_of_its_definitions():
    """Names, figures and the order in which they stand are no definitions."""
    renamed = ci.Indicator(
        id="grade3",
        name="Reading",
        definition="Meets the standard",
        unit="percent",
        definition_version="1",
        observations=[ci.Observation(period="2015", value=50)],
    )
    assert of(GRADE3, GRAD).version == of(GRAD, renamed).version
    redefined = ci.Indicator(id="grade3", definition="Meets the standard", unit="percent", definition_version="2")
    assert len({of(GRADE3, GRAD).version, of(GRADE3).version, of(redefined, GRAD).version, of().version}) == 4


def test_what_changed_between_two_sets():
    """Added, removed, redefined and kept: a share of 53 and one of 34 are not shares of the same."""
    target = ci.Indicator(id="fafsa", target=ci.Observation(period="2030", value=60))
    baseline = ci.Indicator(id="prek", unit="percent", baseline=ci.Observation(period="2012", value=40))
    before = initiative(GRADE3, GRAD, ci.Indicator(id="fafsa"), ci.Indicator(id="prek", unit="percent"), target_free())
    after = initiative(
        ci.Indicator(id="grade3", definition="Masters the standard", unit="percent", definition_version="2"),
        target,
        baseline,
        ci.Indicator(id="work"),
        target_free(),
    )
    found = changed_indicators(before, after)
    assert (("work",), ("grad",), ("kept",)) == (found.added, found.removed, found.kept)
    assert ["grade3 (definition)", "fafsa (target)", "prek (baseline)"] == [str(one) for one in found.redefined]
    assert found
    assert "added: work; removed: grad; redefined: grade3 (definition)" in str(found)


def target_free():
    """Return an indicator that stays."""
    return ci.Indicator(id="kept", unit="percent")


def test_portfolios_of_two_reports():
    """The same from what the reports kept of their indicators."""
    before, after = of(GRADE3, GRAD), of(GRADE3)
    found = changed_indicators(before, after)
    assert (("grade3",), ("grad",)) == (found.kept, found.removed)
    assert found == changed_indicators(initiative(GRADE3, GRAD), after)


def test_nothing_changed():
    """Nothing is false."""
    found = changed_indicators(of(GRADE3), of(GRADE3))
    assert not found
    assert "kept: 1" == str(found)


@pytest.mark.parametrize("other", [None, [GRADE3], "reads"])
def test_only_sets_can_be_compared(other):
    """A list is no set of indicators with its version."""
    with pytest.raises(ci.InvalidValueError, match=r"later: .* is not an Initiative or a Portfolio"):
        changed_indicators(of(GRADE3), other)
