"""Each partner at a glance: what a backbone director wants to know before a call."""

from datetime import date

import attrs
import pytest

import collective_impact as ci
from collective_impact.conditions._partners import Aspect, mean_of, partners

TODAY = date(2020, 6, 30)
NAMES = ("ymca", "library", "city", "bank")


def came(*names):
    """Return attendances."""
    return [ci.Attendance(stakeholder=name) for name in names]


READS = ci.Initiative(
    id="reads",
    agenda=ci.CommonAgenda(
        goals=[ci.Goal(id="read")],
        adoptions=[ci.Adoption(stakeholder="ymca"), ci.Adoption(stakeholder="bank", on="2015-01-01")],
    ),
    stakeholders=[ci.Stakeholder(id=name, name=name.upper(), sector="nonprofit") for name in NAMES],
    indicators=[
        ci.Indicator(
            id="grade3",
            frequency="annual",
            reporters=["ymca", "library"],
            observations=[
                ci.Observation(period="2019", value=4, reporter="ymca"),
                ci.Observation(period="2018", value=4, reporter="library"),
            ],
        )
    ],
    activities=[
        ci.Activity(id="tutoring", led_by="ymca", partners=["city"], goals=["read"], status="under_way"),
        ci.Activity(id="fair", led_by="bank", goals=["read"], status="completed", ends="2017-05-31"),
    ],
    convenings=[
        ci.Convening(id="first", on="2019-01-31", attendances=came("ymca", "library")),
        ci.Convening(id="second", on="2019-09-30", expected=["ymca"], attendances=came("ymca", "city")),
    ],
    waves=[ci.Wave(id="w", ends="2020-01-31", invited=NAMES, answered=NAMES)],
    ties=[ci.Tie(source="ymca", target="library", kind="communication", wave="w")],
)


def of(name, initiative=READS):
    """Return one partner's part."""
    return next(partner for partner in partners(initiative, TODAY) if partner.stakeholder == name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ymca", "YMCA: adopts yes; reports yes; acts yes; attends yes; connects yes"),
        ("library", "LIBRARY: adopts no; reports no; acts no; attends yes; connects yes"),
        ("city", "CITY: adopts no; reports not asked; acts yes; attends no; connects no"),
        (
            "bank",
            "BANK: adopts yes; reports not asked; acts no; attends no; connects no; drifting, no act since 2017-05-31",
        ),
    ],
)
def test_at_a_glance(name, told):
    """Each aspect in a word. The bank was expected once and never came; the city came once without being expected."""
    assert told == str(of(name))


def test_each_word_rests_on_records():
    """Adoptions, indicators, activities, meetings and waves: all of them can be found."""
    ymca = of("ymca")
    aspects = [ymca.adopts, ymca.reports, ymca.acts, ymca.attends, ymca.connects]
    assert [
        ("agenda/adoptions/ymca",),
        ("indicators/grade3",),
        ("activities/tutoring",),
        ("convenings/first", "convenings/second"),
        ("waves/w",),
    ] == [aspect.rests_on for aspect in aspects]
    assert [1, 1, 1, 2, 1] == [aspect.n for aspect in aspects]
    assert all(READS.find(address) for aspect in aspects for address in aspect.rests_on)


def test_drifting_partner_with_its_evidence():
    """The bank signed, and its last act is older than 24 months; all lists are complete, so that is certain."""
    bank = of("bank")
    assert (True, True, False) == (bank.drifts, bank.is_certain, bank.active)
    assert ("stakeholders/bank", "agenda/adoptions/bank;on=2015-01-01", "activities/fair") == bank.evidence
    assert ("activities/fair", date(2017, 5, 31)) == (bank.last, bank.last_on)
    assert ["bank"] == [partner.stakeholder for partner in partners(READS, TODAY) if partner.drifts]


def test_who_never_acted_drifts():
    """Nothing is known of a last act, and it declared no more than that it belongs."""
    newcomer = of("mall", READS.with_stakeholders(ci.Stakeholder(id="mall")))
    assert (
        "mall: adopts no; reports not asked; acts no; attends no; connects unknown; drifting, no act is recorded"
        == str(newcomer)
    )
    assert ("stakeholders/mall",) == newcomer.evidence


@pytest.mark.parametrize(("joined", "drifts"), [("2019-12-30", True), ("2019-12-31", False), ("2020-06-01", False)])
def test_who_joined_lately_does_not_drift(joined, drifts):
    """Half a year is too short a time to drift."""
    newcomer = of("mall", READS.with_stakeholders(ci.Stakeholder(id="mall", joined=joined)))
    assert (drifts, False) == (newcomer.drifts, newcomer.active)


@pytest.mark.parametrize(
    ("changes", "drifts", "certain"),
    [
        ({"backbone": ci.Backbone(organizations=["bank"])}, False, True),
        ({"backbone": ci.Backbone(funding=[ci.Funding(id="f", funder="bank"), ci.Funding(id="g")])}, False, True),
        (
            {"backbone": ci.Backbone(provisions=[ci.Provision(function="build_public_will", providers=["bank"])])},
            False,
            True,
        ),
        ({"convenings": [ci.Convening(on="2019-01-31", head_count=9)]}, False, False),  # it may have come
        ({"convenings": [ci.Convening(on="2019-01-31", expected=["ymca"])]}, True, False),  # it was not expected
        ({"convenings": ()}, False, False),
        ({"activities": ()}, False, False),
        ({"activities": [ci.Activity(id="x", led_by="bank")]}, False, True),  # it may be under way
        ({"activities": [ci.Activity(id="x", status="under_way")]}, True, False),  # who is in it?
        ({"activities": [ci.Activity(id="x", led_by="bank", status="completed", ends="2019-12-31")]}, False, True),
        ({"activities": [ci.Activity(id="x", led_by="bank", status="planned", ends="2019-12-31")]}, True, True),
        ({"indicators": [ci.Indicator(id="i")]}, True, False),
        ({"indicators": [ci.Indicator(id="i", reporters=["bank"])]}, False, False),  # it may have reported
        (
            {
                "indicators": [
                    ci.Indicator(
                        id="i", reporters=["bank", "city"], observations=[ci.Observation(period="2019", value=1)]
                    )
                ]
            },
            False,
            True,
        ),
        (
            {
                "indicators": [
                    ci.Indicator(id="i", reporters=["bank"], observations=[ci.Observation(period="2019", value=1)])
                ]
            },
            False,
            True,
        ),
    ],
)
def test_who_does_not_drift(changes, drifts, certain):
    """Whoever serves the whole, acted of late, or may have: as their own records, or the lists, leave open."""
    bank = of("bank", attrs.evolve(READS, **changes))
    assert (drifts, certain) == (bank.drifts, bank.is_certain)


@pytest.mark.parametrize(
    ("changes", "aspect", "told"),
    [
        ({"agenda": ci.CommonAgenda(goals=[ci.Goal(id="read")])}, "adopts", "unknown"),
        ({"indicators": [ci.Indicator(id="i")]}, "reports", "unknown"),
        ({"activities": [ci.Activity(id="x", led_by="bank")]}, "acts", "unknown"),
        ({"activities": ()}, "acts", "unknown"),
        ({"convenings": ()}, "attends", "unknown"),
        ({"convenings": [ci.Convening(on="2019-01-31")]}, "attends", "unknown"),
        (
            {"convenings": [ci.Convening(on="2019-01-31", expected=["ymca"], attendances=came("ymca"))]},
            "attends",
            "not asked",
        ),
        (
            {
                "bodies": [ci.Body(id="b")],
                "convenings": [ci.Convening(on="2019-01-31", body="b", attendances=came("bank"))],
            },
            "attends",
            "yes",
        ),
        ({"ties": ()}, "connects", "unknown"),
        ({"ties": [ci.Tie(source="city", target="bank", kind="trust", wave="w")]}, "connects", "unknown"),
        ({"ties": [ci.Tie(source="city", target="bank", kind="collaboration", wave="w")]}, "connects", "yes"),
    ],
)
def test_what_is_unknown(changes, aspect, told):
    """Unknown, no, and not asked are three things; trust is nobody's to read off a profile."""
    assert told == str(getattr(of("bank", attrs.evolve(READS, **changes)), aspect))


def test_shares():
    """A share is told as how many of how many known."""
    assert "3 of 4" == str(Aspect(value=0.75, n=5, known=4))
    assert "32 %" == str(Aspect(value=0.32, n=1, known=1))


def test_means():
    """Over those of whom it is asked and known: 1 and 0.5 of three that are asked; of nobody there is none."""
    aspects = [Aspect(value=1.0, n=2, known=2), Aspect(value=0.5, n=4, known=4), Aspect(n=1), Aspect(applies=False)]
    assert (0.75, 3, 2) == attrs.astuple(mean_of(aspects))[1:4]
    assert not mean_of(aspects[3:]).applies
    assert None is mean_of(aspects[2:]).value
