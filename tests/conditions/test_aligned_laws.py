"""Laws that hold for every measure of alignment, and for the card as a whole."""

from datetime import timedelta

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.conditions.aligned import GAPS, MEASURES, PEOPLE, TODAY, forget, known, relabelled
from tests.conditions.test_practice_laws import lies_within
from tests.strategies import initiatives

import collective_impact as ci
from collective_impact import errors

COLLECTIONS = ("stakeholders", "indicators", "activities", "convenings", "bodies", "ties", "responses", "extents")
SECTORS = st.sampled_from([None, "health", "education", "faith"])
SILENT = st.builds(ci.Stakeholder, id=st.just("zz"), sector=SECTORS, affected=st.sampled_from([None, True, False]))


@given(initiative=known(), gaps=st.lists(GAPS, max_size=3), gap=GAPS)
def test_knowing_one_thing_more_never_widens(initiative, gaps, gap):
    """Bounds hold every completion: whoever learns one thing has bounds within those of before."""
    after = initiative
    for other in gaps:
        after = forget(after, other)
    before = forget(after, gap)
    for name, measure in MEASURES.items():
        assert lies_within(measure(after, TODAY), measure(before, TODAY)), name


@given(initiative=initiatives(), as_of=st.dates())
def test_any_initiative_can_be_aligned(initiative, as_of):
    """Whatever is recorded, the card comes out and reads back; addresses lead somewhere, sentences have words."""
    card = ci.alignment(initiative, as_of)
    assert card == ci.from_dict(card.to_dict(), kind=ci.Alignment)
    for name, measure in MEASURES.items():
        found = measure(initiative, as_of)
        assert all(initiative.find(address) for address in found.rests_on), name
        assert found.note.code in errors._words("en"), name
    for partner in card.partners:
        for aspect in (partner.adopts, partner.reports, partner.acts, partner.attends, partner.connects):
            assert all(initiative.find(address) for address in aspect.rests_on)
            assert aspect.value is None or 0 <= aspect.value <= 1
    for beside in card.beside:
        assert all(initiative.find(address) for address in beside.rests_on)
        assert beside.note.code in errors._words("en")


@given(initiative=known(), gap=GAPS)
def test_order_of_records_does_not_matter(initiative, gap):
    """Neither to the numbers nor to the sentences nor to what they rest on."""
    initiative = forget(initiative, gap)
    turned = attrs.evolve(initiative, **{name: getattr(initiative, name)[::-1] for name in COLLECTIONS})
    for name, measure in MEASURES.items():
        assert measure(initiative, TODAY) == measure(turned, TODAY), name


@given(initiative=known(), gap=GAPS)
def test_ids_do_not_matter(initiative, gap):
    """With other ids, in another order, every score and bound of the card is the same."""
    initiative = forget(initiative, gap)
    before, after = (ci.alignment(one, TODAY) for one in (initiative, relabelled(initiative)))
    for one, other in zip(before.tree, after.tree, strict=True):
        assert (one.score.value, one.score.bounds) == (other.score.value, other.score.bounds), one.path
        assert (one.score.n, one.score.coverage) == (other.score.n, other.score.coverage), one.path
    assert before.overall.value == after.overall.value
    assert [partner.active for partner in before.partners] == [partner.active for partner in after.partners]


@given(initiative=known(), silent=SILENT)
def test_a_silent_partner_raises_nothing(initiative, silent):
    """Where lists are complete, a partner of whom nothing is recorded raises no score and no upper bound, anywhere."""
    before, after = (ci.alignment(one, TODAY) for one in (initiative, initiative.with_stakeholders(silent)))
    scores = [(before.overall, after.overall), *((before.nodes[path], after.nodes[path]) for path in before.nodes)]
    for one, other in scores:
        assert one.value is None or other.value is None or other.value <= one.value + 1e-9
        assert other.bounds[1] <= one.bounds[1] + 1e-9
        assert one.value is None or other.value is not None  # nor does it take a score away


@given(initiative=known(), gaps=st.lists(GAPS, min_size=1, max_size=3), silent=SILENT)
def test_a_silent_partner_raises_no_finding(initiative, gaps, silent):
    """Whatever is unknown, it raises no finding's value; and no upper bound but by what may be unrecorded of itself."""
    for gap in gaps:
        initiative = forget(initiative, gap)
    joined = initiative.with_stakeholders(silent)
    for name, measure in MEASURES.items():
        before, after = measure(initiative, TODAY), measure(joined, TODAY)
        assert None in (before.value, after.value) or after.value <= before.value + 1e-9, name


RATINGS = st.lists(
    st.builds(
        ci.Evidence,
        id=st.uuids().map(str),
        about=st.sampled_from([part.path for part in (*ci.ALIGNMENT.groups, *ci.ALIGNMENT.criteria)]),
        rating=st.integers(0, 4),
        rater_role=st.sampled_from(["evaluator", "backbone"]),
        rater=st.sampled_from([None, "p", "An evaluator"]),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)


@given(initiative=known(), gaps=st.lists(GAPS, max_size=6), ratings=RATINGS, silent=SILENT)
def test_a_silent_partner_raises_no_score(initiative, gaps, ratings, silent):
    """Whatever is unknown and however it was rated, no score rises: at most it can no longer be told."""
    for gap in gaps:
        initiative = forget(initiative, gap)
    initiative = initiative.with_evidence(*ratings)
    assert_lower(initiative, silent)


@given(initiative=initiatives(), ratings=RATINGS, silent=SILENT, as_of=st.dates())
def test_a_silent_partner_raises_no_score_of_any_initiative(initiative, ratings, silent, as_of):
    """Nor of initiatives of all kinds, on any day, that have a partner beside whom another could be silent."""
    initiative = initiative.with_evidence(*ratings)
    assume(initiative.members(as_of))
    extents = [one for one in initiative.extents if one.collection != "stakeholders" or one.total is None]
    assert_lower(attrs.evolve(initiative, extents=extents), silent, as_of)


@given(count=st.integers(1, 3), low=st.sampled_from(["affected_adoption", "steering", "at_the_table"]), silent=SILENT)
def test_a_silent_partner_among_few_raises_no_score(count, low, silent):
    """Where one criterion is unknown and all others are rated best, more members do not make it likelier to be best."""
    rated = [
        ci.Evidence(id=one.id, about=one.id, rating=4, rater_role="evaluator", rater="E")
        for one in ci.ALIGNMENT.criteria
        if not one.id.endswith(low)
    ]
    few = [ci.Stakeholder(id=name) for name in PEOPLE[:count]]
    assert_lower(ci.Initiative(id="x", stakeholders=few, evidence=rated), silent)


def assert_lower(initiative, silent, as_of=TODAY):
    """Fail where a score, or what is likely on the little that is known, is higher with a partner more."""
    before, after = (ci.alignment(one, as_of) for one in (initiative, initiative.with_stakeholders(silent)))
    for one, other in ((before.overall, after.overall), (before.arithmetic, after.arithmetic)):
        assert None in (one.value, other.value) or other.value <= one.value + 1e-9
    for one, other in zip(before.tree, after.tree, strict=True):
        assert one.likely is None or other.likely <= one.likely + 1e-9, one.path
        assert None in (one.score.value, other.score.value) or other.score.value <= one.score.value + 1e-9, one.path


@given(initiative=known(), silent=SILENT)
def test_a_silent_partner_lowers_participation(initiative, silent):
    """The law is not empty: of the members fewer take part."""
    before, after = (ci.alignment(one, TODAY) for one in (initiative, initiative.with_stakeholders(silent)))
    one, other = before.nodes["participation"].value, after.nodes["participation"].value
    assert other < one or other == one == 0
    assert after.by_stakeholder["zz"].drifts


def later(initiative):
    """Return an initiative with records of days after today."""
    tomorrow = TODAY + timedelta(days=1)
    names = [ci.Attendance(stakeholder=name) for name in PEOPLE]
    answers = [ci.Answer(item="g", value=1)]
    figure = ci.Observation(period="2020", value=2, reporter="p")
    first, *others = initiative.indicators
    return attrs.evolve(
        initiative,
        agenda=attrs.evolve(
            initiative.agenda,
            adoptions=[*initiative.agenda.adoptions, ci.Adoption(stakeholder="p", on=tomorrow, adopted=False)],
        ),
        indicators=[attrs.evolve(first, observations=[*first.observations, figure]), *others],
        activities=[*initiative.activities, ci.Activity(id="z", led_by="p", partners=PEOPLE[1:], starts=tomorrow)],
        convenings=[*initiative.convenings, ci.Convening(id="z", on=tomorrow, attendances=names)],
        waves=[*initiative.waves, ci.Wave(id="z", ends=tomorrow, invited=PEOPLE, answered=PEOPLE)],
        ties=[
            *initiative.ties,
            *(
                ci.Tie(source="p", target="q", kind=kind, wave="z")
                for kind in ("trust", "collaboration", "competition")
            ),
        ],
        responses=[
            *initiative.responses,
            *(
                ci.Response(instrument="pulse", respondent=f"r{number}", wave="z", answers=answers)
                for number in range(6)
            ),
        ],
    )


@given(initiative=known(), gap=GAPS)
def test_later_records_change_nothing(initiative, gap):
    """Nothing counts that was not known on the date."""
    initiative = forget(initiative, gap)
    for name, measure in MEASURES.items():
        assert measure(initiative, TODAY) == measure(later(initiative), TODAY), name
