"""The complete initiative: everything that can be recorded is recorded in it, plainly as fiction."""

from collections import Counter
from datetime import date

import attrs
import pytest

import collective_impact as ci
from collective_impact.conditions.measures import find_measure, measure_names
from collective_impact.model import _walk

# What partners think of the goals, nobody had asked: "Do our partners agree?" shows what a ballot adds. And of the only
# two who are known to compete, nobody said whether they work together.
UNASKED = {
    "aligned_agenda.agreement",
    "aligned_agenda.priorities",
    "aligned_agenda.support",
    "aligned_relationships.competition",
}

# An initiative that goes on has no end, and is active unless said otherwise.
NOT_USED = {("Initiative", "ended"), ("Initiative", "status")}


@pytest.fixture(scope="module")
def riverbend():
    """Return the complete, fictional initiative."""
    return ci.examples.load("fictional_riverbend")


def classes_below(cls):
    """Return a class and every class of record that can stand below it."""
    found = {cls}
    waiting = [cls]
    while waiting:
        new = set(_walk.shape(waiting.pop()).kinds.values()) - found
        found |= new
        waiting += new
    return found


def test_it_says_that_it_is_fictional(riverbend):
    """Nobody can take it for an actual initiative."""
    for said in (riverbend.id, riverbend.name, riverbend.note):
        assert "fictional" in said.casefold()


def test_every_field_of_every_record_is_used(riverbend):
    """Each field that a document may have stands in it somewhere."""
    wanted = {
        (cls.__name__, field.name)
        for cls in classes_below(ci.Initiative)
        for field in attrs.fields(cls)
        if field.init and field.name != "extras"
    }
    used = {
        (type(part).__name__, field.name)
        for _, part in _walk.places(riverbend, ci.Initiative)
        for field in attrs.fields(type(part))
        if field.default is attrs.NOTHING or getattr(part, field.name) != field.default
    }
    assert NOT_USED == wanted - used


def test_keys_of_its_own_are_kept(riverbend):
    """Keys that begin with x_ stand on the initiative and on records below it."""
    keys = {extra.key for _, part in _walk.places(riverbend, ci.Initiative) for extra in getattr(part, "extras", ())}
    assert {"x_example", "x_languages", "x_note", "x_why_left"} == keys


@pytest.mark.parametrize(
    ("terms", "of"),
    [
        (ci.TieKind, lambda all_: [tie.kind for tie in all_.ties]),
        (ci.TieStatus, lambda all_: [tie.status for tie in all_.ties]),
        (ci.ObservationStatus, lambda all_: [seen.status for one in all_.indicators for seen in one.observations]),
        (ci.Direction, lambda all_: [one.direction for one in all_.indicators]),
        (ci.ActivityStatus, lambda all_: [one.status for one in all_.activities]),
        (ci.ConveningStatus, lambda all_: [one.status for one in all_.convenings]),
        (ci.BodyKind, lambda all_: [one.kind for one in all_.bodies]),
        (ci.BackboneFunction, lambda all_: [one.function for one in all_.backbone.provisions]),
        (ci.StaffRole, lambda all_: [one.role for one in all_.backbone.staff]),
        (ci.EvidenceKind, lambda all_: [one.kind for one in all_.evidence]),
        (ci.Viewpoint, lambda all_: [one.role for one in all_.responses]),
        (ci.NoAnswer, lambda all_: [answer.reason for one in all_.responses for answer in one.answers]),
        (ci.SystemsChangeKind, lambda all_: [one.kind for one in all_.systems_changes]),
        (ci.ClaimStrength, lambda all_: [one.strength for one in all_.contribution_claims]),
        (ci.StakeholderKind, lambda all_: [one.kind for one in all_.stakeholders]),
        (ci.FunderPosition, lambda all_: [one.funder_position for one in all_.stakeholders]),
        (ci.Role, lambda all_: [role for one in all_.stakeholders for role in one.roles]),
        (ci.Frequency, lambda all_: [one.frequency for one in all_.indicators]),
        (ci.Completeness, lambda all_: [one.completeness for one in all_.extents]),
    ],
)
def test_every_term_of_a_vocabulary_is_used(riverbend, terms, of):
    """Each kind, status and role that a record may have occurs."""
    assert set() == set(terms) - set(of(riverbend))


def test_indicators_show_what_is_hard_about_measuring(riverbend):
    """Rates, grades, another unit, groups, withheld and censored figures are all there."""
    seen = [(one, figure) for one in riverbend.indicators for figure in one.observations]
    assert {"percent", "per_1000", "participant", "seat", None} == {one.unit for one in riverbend.indicators}
    assert {("per_1000", "per_100000"), ("percent", "ratio")} == {(one.unit, f.unit) for one, f in seen if f.unit}
    assert {"D", "C", "F"} == {figure.level for _, figure in seen if figure.level}
    assert {True, False} == {figure.group is None for _, figure in seen}
    censored = {
        (f.low is not None, f.high is not None) for _, f in seen if f.value is None and f.is_figure and not f.level
    }
    assert {(True, False), (False, True), (True, True)} == censored


def test_shares_agree_with_their_counts(riverbend):
    """Where numerator and denominator are given, the value is their share in percent."""
    figures = [
        f for one in riverbend.indicators for f in (*one.observations, one.baseline) if f and f.numerator is not None
    ]
    assert len(figures) >= 8
    assert [f.value for f in figures] == [round(100 * f.numerator / f.denominator, 1) for f in figures]


def test_somebody_left_and_people_affected_take_part(riverbend):
    """One of eighteen stakeholders left; four are or are led by people affected."""
    assert ["recreation_league"] == [one.id for one in riverbend.stakeholders if one.left]
    assert 4 == sum(one.affected is True for one in riverbend.stakeholders)
    assert len({one.sector for one in riverbend.stakeholders}) >= 8


def test_a_partner_drifts_away(riverbend):
    """The manufacturers came to the steering committee in 2023 and have not come since November 2024."""
    days = [
        one.on for one in riverbend.convenings for seat in one.attendances if seat.stakeholder == "millrace_alliance"
    ]
    assert date(2024, 11, 13) == max(days)


def test_two_thirds_answered_in_the_second_wave_but_not_in_the_first(riverbend):
    """Measures of the network are known from 2025 on."""
    answered = [len(wave.answered) / len(wave.invited) for wave in riverbend.waves]
    assert answered[0] < 2 / 3 <= answered[1]


def test_enough_people_of_enough_organizations_answered(riverbend):
    """A survey of one wave has twelve respondents or more, from five organizations or more."""
    by_wave = Counter(response.wave for response in riverbend.responses)
    organizations = {r.organization for r in riverbend.responses if r.wave == "spring_2025" and r.organization}
    assert by_wave["spring_2025"] >= 12
    assert len(organizations) >= 5


def test_every_measure_finds_something_but_what_nobody_was_asked(riverbend):
    """Each criterion that is computed from records has evidence on the day of the last record, but for four."""
    found = {name: find_measure(name)(riverbend, date(2025, 6, 11)) for name in measure_names()}
    assert UNASKED == {name for name, finding in found.items() if not finding.is_known}


def test_nobody_was_asked_about_the_goals(riverbend):
    """No item is about the agenda or a goal of it, and none belongs to a ranking of priorities."""
    items = [item for instrument in riverbend.instruments for item in instrument.items]
    assert [] == [item.id for item in items if item.construct == "priorities"]
    assert [] == [about for item in items for about in item.about if about.startswith("agenda")]
