"""Gaps between roles: the tests of textbooks, corrections by R, and attempts to get an answer out."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import collective_impact as ci
from collective_impact.survey import construct_scores, perception_gap

BACKBONE, PARTNER, FUNDER, COMMUNITY = (
    ci.Viewpoint.BACKBONE,
    ci.Viewpoint.PARTNER,
    ci.Viewpoint.FUNDER,
    ci.Viewpoint.COMMUNITY,
)
VOICE = ci.Instrument(id="pulse", levels=list("12345"), items=[ci.Item(id="heard", construct="voice")])
SAID = {"backbone": [5, 4, 5, 4, 5, 4], "partner": [3, 2, 4, 3, 3, 2, 3, 4], "community": [1, 2, 3, 1, 2]}


def people(said, organizations=None, wave=None):
    """Return a response for each answer, or row of answers, of each role; roles that begin with "no" are none."""
    return [
        ci.Response(
            instrument="pulse",
            respondent=f"{role} {number:02}",
            role=None if role.startswith("no") else role,
            organization=None if organizations is None else organizations(role, number),
            wave=wave,
            answers=[
                ci.Answer(item=f"heard{place or ''}", value=value)
                for place, value in enumerate(row if isinstance(row, tuple) else (row,))
                if value is not None
            ],
        )
        for role, rows in said.items()
        for number, row in enumerate(rows)
    ]


def several(items, **options):
    """Return an instrument of one construct with so many items."""
    asked = [ci.Item(id=f"heard{place or ''}", construct="voice", **options) for place in range(items)]
    return ci.Instrument(id="pulse", levels=list("12345"), items=asked)


def shown(seen):
    """Return the roles whose views are shown."""
    return [view.role.value for view in seen.views if view.value is not None]


# What is found


def test_gaps_of_independent_people_are_welch():
    """t.test and p.adjust(..., "holm") in R 4.2.2."""
    found = ci.survey.perception_gap(VOICE, people(SAID))
    gaps = found["voice"].gaps
    assert [(BACKBONE, PARTNER), (BACKBONE, COMMUNITY), (PARTNER, COMMUNITY)] == [(gap.one, gap.other) for gap in gaps]
    assert pytest.approx([1.5, 2.7, 1.2]) == [gap.value for gap in gaps]
    assert pytest.approx([0.001023811, 0.0005369813421, 0.03133427813], abs=1e-9) == [gap.p for gap in gaps]
    assert pytest.approx([0.002047621162, 0.001610944026, 0.031334278133]) == [gap.adjusted_p for gap in gaps]
    assert pytest.approx([0.7407494263, 1.659362576, 0.1383085353]) == [gap.low for gap in gaps]
    assert pytest.approx([2.2592505737, 3.740637424, 2.2616914647]) == [gap.high for gap in gaps]


def test_the_size_of_a_gap_by_hand():
    """Backbone 1.5 and partners 4 squared deviations on 12 degrees of freedom; times 1 - 3 / 47."""
    gap = perception_gap(VOICE, people(SAID))["voice"].gaps[0]
    assert pytest.approx(1.5 / (5.5 / 12) ** 0.5 * 44 / 47) == gap.standardized


def test_people_of_one_organization_count_as_far_as_they_differ():
    """Each partner says what its organisation says: ten people of five organisations are five."""
    said = {"backbone": SAID["backbone"], "partner": [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]}
    found = perception_gap(VOICE, people(said, lambda role, n: f"o{n // 2}" if role == "partner" else None))
    textbook = stats.ttest_ind(SAID["backbone"], [1, 2, 3, 4, 5], equal_var=False)
    assert pytest.approx(textbook.pvalue) == found["voice"].gaps[0].p
    assert (10, 5) == (found["voice"].views[1].n, found["voice"].views[1].organizations)


def test_a_backbone_of_one_organization_is_taken_person_by_person():
    """It is no sample of organisations, and the record says so."""
    found = perception_gap(VOICE, people(SAID, lambda role, n: "spine" if role == "backbone" else f"o{role}{n}"))
    assert pytest.approx(0.001023811, abs=1e-9) == found["voice"].gaps[0].p
    assert ["gap.one_organization"] == [warning.code for warning in found.warnings]
    assert "answered as backbone are of one organisation" in str(found.warnings[0])


def test_two_or_three_organisations_have_no_interval():
    """Of two both means would follow from it; the gap is shown, and the record says why there is no more."""
    found = perception_gap(VOICE, people(SAID, lambda role, n: f"{role}{n % 3}" if role == "partner" else None))
    assert [None, True, None] == [gap.p and True for gap in found["voice"].gaps]
    assert ["gap.few_organizations"] == [warning.code for warning in found.warnings]
    assert "those who answered as partner are of 3 organisations" in str(found.warnings[0])


def test_what_has_no_interval_though_organisations_are_enough_is_explained():
    """Eight partners of five organisations, three of which have one of them, two, and three."""
    homes = dict(zip(range(8), "abbcccde", strict=True))
    found = perception_gap(VOICE, people(SAID, lambda role, n: homes[n] if role == "partner" else f"{role}{n}"))
    assert [None, True, None] == [gap.p and True for gap in found["voice"].gaps]
    assert ["gap.no_interval"] == [warning.code for warning in found.warnings]
    assert "fewer than 10 of a role" in str(found.warnings[0])


def test_constructs_and_items_are_corrected_each_by_themselves():
    """Three gaps of the construct and six of its items; the first step of Holm is times three, and times six."""
    said = {role: [(value, 1 + value % 5) for value in values] for role, values in SAID.items()}
    found = perception_gap(several(2), people(said))
    assert (1, 2, 9) == (len(found.constructs), len(found.items), len(found.to_columns()["p"]))
    for level, gaps in ((found.constructs, 3), (found.items, 6)):
        ps, adjusted = zip(*((gap.p, gap.adjusted_p) for seen in level for gap in seen.gaps), strict=True)
        assert pytest.approx(gaps * min(ps)) == min(adjusted)


def test_a_reference_needs_less_correction():
    """Backbone with each of the others: two comparisons."""
    found = perception_gap(VOICE, people(SAID), reference="backbone")["voice"].gaps
    assert [PARTNER, COMMUNITY] == [gap.other for gap in found]
    assert pytest.approx([0.001073962684, 0.001073962684]) == [gap.adjusted_p for gap in found]
    assert () == perception_gap(VOICE, people(SAID), reference="funder")["voice"].gaps


@given(st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_nothing(random):
    """Nor does that of roles."""
    shuffled = people(SAID)
    random.shuffle(shuffled)
    assert perception_gap(VOICE, people(SAID)) == perception_gap(VOICE, shuffled)


def test_turning_an_item_and_its_key_changes_nothing():
    """6 - answer to a reverse-keyed item is the answer."""
    turned = {role: [6 - value for value in values] for role, values in SAID.items()}
    straight, reversed_key = (
        perception_gap(VOICE, people(SAID)),
        perception_gap(several(1, reverse=True), people(turned)),
    )
    assert straight == reversed_key


def test_a_point_more_from_everybody_is_no_gap():
    """Adding a constant moves views, and no gap."""
    lower = {role: [value - 1 for value in values] for role, values in SAID.items() if role != "community"}
    higher = {role: values for role, values in SAID.items() if role != "community"}
    one, other = (perception_gap(VOICE, people(said))["voice"] for said in (lower, higher))
    assert pytest.approx(np.subtract([view.value for view in other.views], 1)) == [view.value for view in one.views]
    for name in ("value", "low", "high", "p"):
        assert pytest.approx(getattr(other.gaps[0], name)) == getattr(one.gaps[0], name)


def test_views_are_the_scores_of_their_roles():
    """As `construct_scores` gives them where nobody else is asked."""
    said = {"partner": [(3, 2), (4, 1), (1, 5), (2, 2), (3, 5), (4, 4)], "funder": [(5, 5), (4, 3), (5, 4)] * 2}
    found = perception_gap(several(2), people(said))["voice"]
    for view in found.views:
        alone = construct_scores(several(2), people({view.role: said[view.role]}))["voice"]
        assert pytest.approx((alone.value, alone.n, alone.organizations)) == (view.value, view.n, view.organizations)


# What is withheld


def test_a_small_role_takes_the_next_smallest_with_it():
    """All less the others would be the three of the community; they and the five funders are eight.

    The backbone stands apart: it is in no total.
    """
    found = perception_gap(VOICE, people(SAID | {"funder": [1, 2, 4, 3, 5], "community": [1, 2, 3]}))
    assert ["backbone", "partner"] == shown(found["voice"])
    assert [(BACKBONE, PARTNER)] == [(gap.one, gap.other) for gap in found["voice"].gaps]
    withheld = found["voice"].views[-1]
    assert (None, None, None) == (withheld.value, withheld.n, withheld.organizations)
    few = perception_gap(VOICE, people({"partner": SAID["partner"], "community": [1, 2, 3]}))
    assert ["gap.nothing"] == [warning.code for warning in few.warnings]
    assert "voice\n  partner: withheld\n  community: withheld" == str(few)


def test_two_small_roles_hide_each_other():
    """Three and two are five, whose mean may be known."""
    found = perception_gap(VOICE, people(SAID | {"community": [1, 2, 3], "funder": [1, 4]}))
    assert ["backbone", "partner"] == shown(found["voice"])


def test_those_of_no_role_are_hidden_like_a_role():
    """Two of them would follow from all and the roles."""
    found = perception_gap(VOICE, people(SAID | {"none": [1, 5]}))
    assert ["backbone", "partner"] == shown(found["voice"])
    assert "2 of 21 respondents did not say from where they answer: they are compared with nobody" == str(
        found.warnings[0]
    )


def test_a_role_that_speaks_as_one_is_withheld():
    """Six funders say 5: their mean is the answer of each, or that of five to the sixth who does not."""
    for last in (5, 4):
        found = perception_gap(VOICE, people(SAID | {"funder": [*[5] * 5, last]}))
        assert ["backbone", "partner"] == shown(found["voice"])  # the community hides them, being eleven with them
        found = perception_gap(VOICE, people(SAID | {"backbone": [*[5] * 5, last]}))
        assert ["partner", "community"] == shown(found["voice"])


def test_ten_who_speak_as_one_are_a_finding():
    """From twice the minimum on."""
    found = perception_gap(VOICE, people({"backbone": [5] * 10, "partner": SAID["partner"]}))
    assert ["backbone", "partner"] == shown(found["voice"])


def test_an_item_that_one_role_cannot_show_is_shown_of_none():
    """Four funders answer the second item: all less the partners would be theirs."""
    said = {
        "funder": [(5, 4), (4, 4), (5, 3), (4, 5), (5, None)],
        "partner": [(3, 2), (2, 1), (4, 3), (3, 3), (1, 2)],
    }
    found = perception_gap(several(2), people(said))
    assert (["partner", "funder"], [], []) == (shown(found["voice"]), shown(found["heard"]), shown(found["heard1"]))


def test_a_stricter_minimum_withholds_more():
    """Six funders are too few where seven are asked for, and take one of the equally large roles along."""
    said = {"funder": SAID["backbone"], "partner": SAID["partner"], "community": SAID["partner"]}
    assert ["partner", "funder", "community"] == shown(perception_gap(VOICE, people(said), minimum=6)["voice"])
    assert ["community"] == shown(perception_gap(VOICE, people(said), minimum=7)["voice"])


ROLE_ANSWERS = st.dictionaries(
    st.sampled_from(["backbone", "partner", "funder", "community", "none"]),
    st.lists(st.tuples(*[st.one_of(st.none(), st.integers(1, 5))] * 2), min_size=1, max_size=9),
    min_size=1,
)


@given(ROLE_ANSWERS)
def test_nobody_is_heard_through_what_is_shown(said):
    """No sum of roles, nor what all say less it, is of fewer than five or of few who agree.

    Whoever has the scores of all and the views of some roles can subtract any of them.
    """
    found, total = perception_gap(several(2), people(said)), construct_scores(several(2), people(said))
    for name in ("voice", "heard", "heard1"):
        heard = {
            role: [value for row in rows if (value := said_to(name, row)) is not None] for role, rows in said.items()
        }
        for group in groups(heard, shown(found[name]), total[name].value is not None):
            values = [value for role in group for value in heard[role]]
            assert not values or len(values) >= 10 or (len(values) >= 5 and len(set(values)) > 1)


@given(ROLE_ANSWERS)
def test_nobody_is_heard_through_half_an_answer(said):
    """Twice the construct less both items is what those said who answered one: nobody, or five and more."""
    found, total = perception_gap(several(2), people(said)), construct_scores(several(2), people(said))
    names = ("voice", "heard", "heard1")
    known = [role for role in said if all(role in shown(found[name]) for name in names)]
    for group in groups(said, known, all(total[name].value is not None for name in names)):
        halves = sum(row.count(None) == 1 for role in group for row in said[role])
        assert not 0 < halves < 5


def groups(said, known, is_total_known):
    """Return the sets of roles of which the mean is known, or follows."""
    some = [set(roles) for size in range(1, len(known) + 1) for roles in combinations(known, size)]
    outside = set(said) - {"backbone"}  # which is in no total
    return [*some, *(outside - roles for roles in [set(), *some] if is_total_known)]


def said_to(name, row):
    """Return what somebody says to the construct or to an item; None of who says nothing."""
    if name == "voice":
        given = [value for value in row if value is not None]
        return sum(given) / len(given) if given else None
    return row[0 if name == "heard" else 1]


# Records and refusals


def test_it_prints_role_by_role():
    """With Holm's p, and without an interval where nothing varies."""
    expected = "partner − community: +1.20 (+0.14 to +2.26; p = 0.031 by Holm)"
    assert expected == str(perception_gap(VOICE, people(SAID))["voice"].gaps[2])
    alike = perception_gap(VOICE, people({"backbone": [5] * 10, "partner": [3] * 10}))
    assert "backbone − partner: +2.00" == str(alike["voice"].gaps[0])


def test_it_makes_columns():
    """A row for each gap."""
    columns = perception_gap(VOICE, people(SAID)).to_columns()
    assert ["construct"] * 3 + ["item"] * 3 == columns["kind"]
    assert ["voice"] * 3 + ["heard"] * 3 == columns["id"]
    assert [BACKBONE, BACKBONE, PARTNER] * 2 == columns["one"]


def test_it_rests_on_the_instrument_and_the_wave():
    """Never on a response."""
    found = perception_gap(VOICE, people(SAID, wave="2024"), wave="2024")
    assert ("2024", ("instruments/pulse", "waves/2024"), 19) == (found.wave, found.rests_on, found.respondents)


def test_an_item_without_a_construct_stands_alone():
    """There are gaps of items and of no construct, and these are printed."""
    asked = ci.Instrument(id="pulse", levels=list("12345"), items=[ci.Item(id="heard")])
    found = perception_gap(asked, people(SAID))
    assert ((), 3) == (found.constructs, len(found["heard"].gaps))
    assert str(found).startswith("heard\n")


def test_without_responses_nothing_is_seen():
    """An empty survey has constructs that nobody speaks of."""
    found = perception_gap(VOICE, [])
    assert ((), ()) == (found["voice"].views, found["heard"].gaps)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"minimum": 4}, ci.InvalidValueError),
        ({"confidence": 95}, ci.InvalidValueError),
        ({"reference": "boss"}, ci.InvalidValueError),
    ],
    ids=["minimum", "confidence", "reference"],
)
def test_options_that_make_no_sense(options, error):
    """A minimum may only be raised."""
    with pytest.raises(error):
        perception_gap(VOICE, people(SAID), **options)


def test_what_is_not_seen_at_all():
    """The error names what there is."""
    with pytest.raises(ci.UnknownNameError, match="voice"):
        perception_gap(VOICE, people(SAID))["voices"]
