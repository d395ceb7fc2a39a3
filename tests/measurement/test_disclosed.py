import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

import collective_impact as ci
from collective_impact.errors import InvalidValueError
from collective_impact.measurement import disclosed
from collective_impact.model.vocabulary import ObservationStatus


def share(numerator, denominator, **fields):
    """Return an observation of 2024 with the counts behind it."""
    return ci.Observation(
        period=fields.pop("period", "2024"),
        value=100 * numerator / denominator if denominator else None,
        numerator=numerator,
        denominator=denominator,
        **fields,
    )


def indicator(*observations, **fields):
    """Return a share with figures."""
    return ci.Indicator(id="x", observations=observations, **{"unit": "percent"} | fields)


def shown(given, threshold=10):
    """Return which observations are shown."""
    return [o.status is not ObservationStatus.SUPPRESSED for o in disclosed(given, threshold=threshold).observations]


# What is small


@pytest.mark.parametrize(
    ("observation", "expected"),
    [
        (share(30, 60), True),
        (share(9, 60), False),
        (share(51, 60), False),
        (share(50, 60), True),
        (share(0, 60), False),
        (share(60, 60), False),
        (share(4, 9), False),
        (ci.Observation(period="2024", value=5, denominator=100), False),
        (ci.Observation(period="2024", value=50, denominator=100), True),
        (ci.Observation(period="2024", value=50, unit="per_1000", denominator=100), False),
        (ci.Observation(period="2024", level="B", denominator=9), False),
        (ci.Observation(period="2024", level="B", denominator=90), True),
        (ci.Observation(period="2024", value=3, unit="students"), False),
        (ci.Observation(period="2024", value=0, unit="students"), True),
        (ci.Observation(period="2024", value=3, unit="seats of the old kind"), False),
        (ci.Observation(period="2024", value=3.5, unit="seats of the old kind"), True),
        (ci.Observation(period="2024", value=3, unit="count"), False),
        (ci.Observation(period="2024", value=3, unit="FTE"), True),
        (ci.Observation(period="2024", value=3, unit="meetings"), True),
        (ci.Observation(period="2024", value=3, unit="seats"), True),
        (ci.Observation(period="2024", value=3), True),
        (ci.Observation(period="2024", value=3, unit="students", denominator=200), False),
        (ci.Observation(period="2024", value=30, unit="students", denominator=200), True),
        (ci.Observation(period="2024", low=3, high=3, unit="students"), False),
        (ci.Observation(period="2024", value=3, unit="deaths"), False),
        (ci.Observation(period="2024", value=30, unit="deaths per 100,000", denominator=10_000), False),
        (ci.Observation(period="2024", value=0.3, unit="per 1,000 persons", denominator=10_000), False),
        (ci.Observation(period="2024", value=30, unit="per 1,000 persons", denominator=10_000), True),
        (ci.Observation(period="2024", value=300, unit="per_1000000", denominator=10_000), False),
        (ci.Observation(period="2024", value=2, unit="students per school", denominator=100), True),
        (ci.Observation(period="2024", numerator=3, denominator=200), False),
        (ci.Observation(period="2024", numerator=3, denominator=200, status="not_collected"), False),
    ],
)
def test_a_figure_alone(observation, expected):
    """Withheld are 9 of 60, 51 of 60 (9 others), all, none, a group of 9, and 3 students, whatever they are 3 of.

    30 deaths per 100,000 of 10,000 are 3, and so are 0.3 per 1,000. What has no counts is never withheld; a whole
    number in a unit that nobody knows is taken for one, and meetings, seats and full-time positions are nobody.
    """
    assert [expected] == shown(indicator(observation, levels=["A", "B"], unit=None if observation.unit else "percent"))


def test_nothing_is_left_of_a_figure_but_that_there_is_one():
    """Neither counts nor keys of the file's own stay, which could hold them."""
    (left,) = disclosed(indicator(share(3, 40, group="g", reporter="r")), threshold=10).observations
    assert ci.Observation(period="2024", group="g", reporter="r", status="suppressed") == left


def test_nothing_is_left_of_a_figure_that_was_withheld_before():
    """A file may still hold the counts of what its source withheld; they are not published."""
    given = indicator(share(3, 60, status="suppressed"))
    (found,) = disclosed(given, threshold=10).observations
    assert (None, None, None, True) == (
        found.value,
        found.numerator,
        found.denominator,
        found.status is ObservationStatus.SUPPRESSED,
    )


def test_what_needs_no_protection_is_returned_as_it_is():
    """Nothing is copied where nothing is withheld."""
    given = indicator(share(30, 60), comparisons=[ci.Comparison(name="State", observations=[share(300, 600)])])
    assert disclosed(given, threshold=10) is given


@pytest.mark.parametrize(("given", "threshold"), [("x", 10), (indicator(), 0), (indicator(), 2.5), (indicator(), True)])
def test_what_is_refused(given, threshold):
    """Indicators and whole numbers of people are taken, nothing else."""
    with pytest.raises(InvalidValueError):
        disclosed(given, threshold=threshold)


# Ends and others


def test_the_baseline_is_protected_together_with_its_period():
    """Two reporters and a baseline that is their sum: 53 of 140 less 50 of 100 would give 3 of 40 away."""
    given = indicator(share(50, 100, reporter="a"), share(3, 40, reporter="b"), baseline=share(53, 140))
    found = disclosed(given, threshold=10)
    assert [False, False] == shown(given)
    assert given.baseline == found.baseline


def test_a_small_baseline_is_withheld_and_a_small_target():
    """3 of 40, also without a period; but a target of all tells of nobody yet."""
    few, everybody = share(3, 40, period=None), share(40, 40, period="2030")
    both = disclosed(indicator(baseline=few, target=few), threshold=10)
    assert [ObservationStatus.SUPPRESSED] * 2 == [both.baseline.status, both.target.status]
    assert everybody == disclosed(indicator(target=everybody), threshold=10).target


def test_comparisons_are_protected_apart():
    """The state's three people are people as well, and none of ours."""
    given = indicator(
        share(30, 60), comparisons=[ci.Comparison(name="State", observations=[share(3, 60), share(4, 60, group="g")])]
    )
    found = disclosed(given, threshold=10)
    assert given.observations == found.observations
    assert {ObservationStatus.SUPPRESSED} == {o.status for o in found.comparisons[0].observations}


# Figures that are tied to each other


def test_a_lone_group_takes_another_with_it():
    """40 and 60 of a total of 104: the four others are withheld, and so is the smaller of the groups beside them."""
    parts = [share(40, 80, group="a"), share(60, 120, group="b"), share(4, 30, group="c")]
    assert [False, True, False, True] == shown(indicator(*parts, share(104, 230)))


def test_people_in_none_of_the_groups_are_protected():
    """Two groups of a total that leaves 4 of 8 people: one of the groups is withheld although both are large."""
    assert [False, True, True] == shown(indicator(share(40, 80, group="a"), share(60, 120, group="b"), share(104, 208)))


def test_groups_of_a_total_without_counts():
    """Somebody knows how many people there are: 4 of 30 is not left alone."""
    parts = [share(40, 80, group="a"), share(60, 120, group="b"), share(4, 30, group="c")]
    assert [False, True, False, True] == shown(indicator(*parts, ci.Observation(period="2024", value=45)))


def test_a_group_without_counts_takes_all_groups_with_it():
    """What it adds to the sum is not known to us, but may be to a reader."""
    parts = [share(40, 80, group="a"), ci.Observation(period="2024", value=50, group="b"), share(4, 30, group="c")]
    assert [False, False, False, True] == shown(indicator(*parts, share(104, 230)))


def test_groups_that_overlap():
    """Three groups of place and two of sex: 5 of 10 in the third follow from the others, so all groups are withheld."""
    places = [share(450, 900, group="a"), share(45, 90, group="b"), share(5, 10, group="c")]
    sexes = [share(250, 500, group="f"), share(250, 500, group="m")]
    assert [*[False] * 5, True] == shown(indicator(*places, *sexes, share(500, 1000)))
    assert [True] * 5 == shown(indicator(*places[:2], *sexes, share(495, 990)))


def test_all_but_few_in_groups_that_overlap():
    """Girls are 995 of 1,000, and 700 live here: boys are 5, so that girls cannot be shown."""
    groups = [share(500, 995, group="girls"), share(300, 700, group="here")]
    assert [False, False, True] == shown(indicator(*groups, share(502, 1000)))


def test_counts_that_no_table_takes():
    """More events than people are no share: all groups are withheld where one has few, and none where none has."""
    many, few = share(300, 100, group="a"), share(3, 100, group="b")
    assert [False, False, True] == shown(indicator(many, few, share(303, 200), unit="count"))
    assert [True, True] == shown(indicator(many, share(600, 200), unit="count"))


def test_groups_of_reporters_apart():
    """Each reporter's groups add up to its own figure; those of the other are not touched."""
    ours = [share(40, 80, group="a", reporter="r"), share(4, 30, group="b", reporter="r"), share(44, 110, reporter="r")]
    theirs = [share(50, 90, group="a", reporter="s"), share(50, 90, group="b", reporter="s")]
    whole = share(100, 180, reporter="s")
    assert [False, False, True, True, True, True] == shown(indicator(*ours, *theirs, whole))


def test_groups_of_nobody_in_particular():
    """They add up to the one figure for everybody, whoever reported it, or to those of several reporters together."""
    groups = [share(40, 80, group="a"), share(4, 30, group="b")]
    assert [False, False, True] == shown(indicator(*groups, share(44, 110, reporter="r")))
    several = [share(22, 55, reporter="r"), share(22, 55, reporter="s")]
    assert [False, False, True, True] == shown(indicator(*groups, *several))
    assert [True, False] == shown(indicator(*groups))


def test_a_table_of_groups_by_reporters():
    """One small cell of it lies in two sums: nothing of the period is published but the figure of everybody."""
    counts = {"ar": 4, "as": 50, "br": 60, "bs": 70}
    cells = [share(n, 2 * n, group=group, reporter=reporter) for (group, reporter), n in counts.items()]
    margins = [share(54, 108, group="a"), share(130, 260, group="b"), share(64, 128, reporter="r")]
    assert [*[False] * 8, True] == shown(indicator(*cells, *margins, share(120, 240, reporter="s"), share(184, 368)))


def test_periods_apart():
    """A small group of one year takes nothing of another with it, and forecasts count like figures."""
    before = [share(40, 80, group="a", period="2023"), share(80, 160, period="2023")]
    now = [share(40, 80, group="a", status="forecast"), share(4, 30, group="b"), share(44, 110)]
    assert [True, True, False, False, True] == shown(indicator(*before, *now))


def test_what_withholding_some_does_not_protect():
    """1 of 1 beside 7 of 12, and 8 of 13 in all: whoever knows the threshold of 2 could narrow either, so all goes."""
    assert [False, False, False] == shown(indicator(share(1, 1, group="a"), share(7, 12, group="b"), share(8, 13)), 2)


# An attack that shares nothing with the code: it reads what is published, and knows how figures are tied together


def narrowed(published, place):
    """Return between what the numerator at a place must lie, for who knows all that is published."""
    groups = [key for key in published if key != "all"]
    size = len(groups) + 1  # the last are people in none of the groups

    def row(key, layer):
        """Return which of those counted in each group, and then of the others, a figure is the sum of."""
        found = np.zeros((2, size))
        found[layer, slice(None) if key == "all" else groups.index(key)] = 1
        return found.ravel()

    told = [(row(key, layer), n) for key, counts in published.items() if counts for layer, n in enumerate(counts)]
    rows, known = zip(*told, strict=True) if told else ([np.zeros(2 * size)], [0])
    fixed, bounds, whole = LinearConstraint(np.array(rows), known, known), Bounds(0, 10_000), np.ones(2 * size)
    low, high = (
        milp(sign * row(place, 0), constraints=fixed, bounds=bounds, integrality=whole).fun * sign for sign in (1, -1)
    )
    return round(low), round(high)


GROUPS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=5)


@settings(max_examples=60, deadline=None)
@given(GROUPS, st.tuples(st.sampled_from([0, 0, 3, 30]), st.sampled_from([0, 5, 50])))
def test_no_withheld_count_can_be_worked_out(groups, rest):
    """From what is published of groups and everybody, each withheld numerator could be another."""
    counts = {f"g{n}": pair for n, pair in enumerate(groups)}
    counts["all"] = tuple(sum(layer) for layer in zip(*groups, rest, strict=True))
    observed = [share(a, a + b, group=None if key == "all" else key) for key, (a, b) in counts.items()]
    is_shown = dict(zip(counts, shown(indicator(*observed)), strict=True))
    told = [key for key, (a, b) in counts.items() if a + b]  # without people there is no figure
    published = {key: counts[key] if is_shown[key] else None for key in told}
    for key in told:
        if not is_shown[key]:
            low, high = narrowed(published, key)
            assert low < high
            assert low <= counts[key][0] <= high
    small = [key for key in told if min(n for n in (*counts[key], sum(counts[key]))) < 10]
    assert not [key for key in small if is_shown[key]]


def test_the_attack_finds_what_is_left_open():
    """The test above can fail: with one group withheld, none left over and all else published, it is narrowed."""
    assert (0, 4) == narrowed({"a": (40, 40), "b": None, "all": (44, 66)}, "b")


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        # All groups are all reporters: 9 = 63 + 49 - 57 - 46.
        ([(("a", None), 63), (("b", None), 49), ((None, "r"), 9), ((None, "s"), 57), ((None, "t"), 46)], [False] * 5),
        # Each group by each reporter, and everybody: 3 = 64 - 17 - 24 - 20.
        (
            [(("a", "r"), 17), (("a", "s"), 24), (("b", "r"), 3), (("b", "s"), 20), ((None, None), 64)],
            [False] * 4 + [True],
        ),
        # Twelve more people are in neither group nor with a reporter, and nobody can subtract.
        (
            [(("a", "r"), 17), (("a", "s"), 24), (("b", "r"), 3), (("b", "s"), 20), (("a", None), 53)],
            [True, True, False, True, True],
        ),
    ],
)
def test_lines_that_give_a_figure_away_together(figures, expected):
    """Sums that share no figure may still be the same sum."""
    given = [share(n, 2 * n, group=group, reporter=reporter) for (group, reporter), n in figures]
    assert expected == shown(indicator(*given))
