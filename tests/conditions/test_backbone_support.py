from datetime import date

import attrs
import pytest

import collective_impact as ci
from collective_impact.conditions import backbone_support as bs

TODAY = date(2020, 6, 30)
FUNCTIONS = list(ci.BackboneFunction)


def extent(collection, completeness, total=None):
    """Return how complete a collection is."""
    return ci.Extent(collection=collection, completeness=completeness, total=total)


def people(*names, **fields):
    """Return stakeholders that are alike."""
    return [ci.Stakeholder(id=name, **fields) for name in names]


def span(finding):
    """Return value and bounds."""
    value = None if finding.value is None else pytest.approx(finding.value)
    return value, pytest.approx(finding.low), pytest.approx(finding.high)


class TestDedicated:
    """Somebody's task is the whole, openly."""

    def of(self, extents=(), stakeholders=(), **fields):
        """Return the finding for a backbone."""
        backbone = ci.Backbone(**fields) if fields else None
        initiative = ci.Initiative(id="x", stakeholders=stakeholders, backbone=backbone, extents=extents)
        return bs.dedicated(initiative, TODAY)

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"neutral": True}, (1, 1, 1)),
            ({"neutral": False, "declared_interest": "It funds two partners."}, (1, 1, 1)),
            ({"neutral": False, "declared_interest": ""}, (1 / 2, 1 / 2, 1 / 2)),
            ({"neutral": False}, (1, 1 / 2, 1)),
            ({}, (1, 1 / 2, 1)),
        ],
    )
    @pytest.mark.parametrize(
        "named",
        [
            {"organizations": ["a"]},
            {"organizations": ["a", "b"], "structure": "shared"},
            {"structure": "volunteer"},
            {"structure": "platform"},
        ],
    )
    def test_named_and_open(self, named, fields, expected):
        """One organisation, two that share it, volunteers and a platform all count."""
        found = self.of(stakeholders=people("a", "b"), **named, **fields)
        assert (*expected, 2, ("backbone",)) == (*span(found), found.n, found.rests_on)

    def test_a_stakeholder_with_that_role(self):
        """Who has the role of a backbone is named, too."""
        found = self.of(stakeholders=people("a", roles=["backbone"]))
        assert (1, 1 / 2, 1, ("stakeholders/a",)) == (*span(found), found.rests_on)

    def test_recorded_none(self):
        """Without a backbone nobody is named, nor open."""
        found = self.of(extents=[extent("backbone/organizations", "complete")])
        assert (0, 0, 0, ("extents/backbone%2Forganizations",)) == (*span(found), found.rests_on)

    def test_nothing_recorded(self):
        """Two questions, no answer."""
        assert (None, 0, 1) == span(self.of())


class TestStaffing:
    """Project manager, data manager and facilitator."""

    def of(self, *roles, extents=(), **fields):
        """Return the finding for positions of some roles."""
        staff = [ci.StaffMember(id=str(k), role=role, **fields) for k, role in enumerate(roles)]
        return bs.staffing(ci.Initiative(id="x", backbone=ci.Backbone(staff=staff), extents=extents), TODAY)

    def test_roles_are_counted_not_positions(self):
        """Two facilitators are one role; another role is none of the three."""
        found = self.of("facilitator", "facilitator", "other")
        assert (1 / 3, 1 / 3, 1 / 3, 3) == (*span(found), found.n)

    def test_volunteers_cover_a_role(self):
        """Nobody needs to be paid."""
        found = self.of("project_manager", "data_manager", "facilitator", paid=False)
        assert (1, 1, 1) == span(found)

    def test_a_list_that_goes_on(self):
        """What is not listed is unknown."""
        assert (1, 1 / 3, 1) == span(self.of("facilitator", extents=[extent("backbone/staff", "partial")]))

    def test_recorded_none_and_nothing_recorded(self):
        """No paid or unpaid staff, or no list of it."""
        assert (0, 0, 0) == span(self.of(extents=[extent("backbone/staff", "complete")]))
        assert (None, 0, 1, 3) == (*span(found := bs.staffing(ci.Initiative(id="x"), TODAY)), found.n)


class TestGovernance:
    """Three sectors and people affected in the steering body, and working groups for the goals."""

    MEMBERS = (
        ci.Stakeholder(id="a", sector="health", affected=False),
        ci.Stakeholder(id="b", sector="education", affected=False),
        ci.Stakeholder(id="c", sector="business", affected=False),
        ci.Stakeholder(id="moms", sector="community", affected=True, kind="informal_group"),
    )

    def of(self, *seats, bodies=(), stakeholders=MEMBERS, goals=("g", "h"), extents=(), **fields):
        """Return the finding for a steering body with some seats."""
        steering = ci.Body(id="s", kind="steering_committee", members=seats)
        none = [extent(f"bodies/{body.id}/goals", "complete") for body in bodies]
        given = {
            "bodies": [steering, *bodies],
            "agenda": ci.CommonAgenda(goals=[ci.Goal(id=name) for name in goals]),
        } | fields
        return bs.governance(
            ci.Initiative(id="x", stakeholders=stakeholders, extents=[*none, *extents], **given), TODAY
        )

    def group(self, *goals, kind="working_group", name="w"):
        """Return a body that works on goals."""
        return ci.Body(id=name, kind=kind, goals=goals)

    def test_all_of_it(self):
        """Three sectors, a group of people affected, and every goal has a body."""
        table = self.group("h", kind="community_table", name="t")
        found = self.of("a", "b", "c", "moms", bodies=[self.group("g"), table])
        assert (1, 1, 1, 3, 1) == (*span(found), found.n, found.coverage)
        addresses = ("bodies/s", "bodies/t", "bodies/w", *(f"stakeholders/{name}" for name in ("a", "b", "c", "moms")))
        assert addresses == found.rests_on
        sentence = "4 sectors, 1 members affected by the problem; 2 of 2 goals have a working group"
        assert f"in the steering body: {sentence}" == str(found.note)

    def test_each_third_on_its_own(self):
        """Two sectors are not enough; one is affected; one of two goals is covered: (0 + 1 + 1/2)/3."""
        found = self.of("a", "moms", bodies=[self.group("g")])
        assert (1 / 2, 1 / 2, 1 / 2) == span(found)

    def test_seats_of_those_who_left(self):
        """Nobody sits on the seat of a member that left."""
        left = [*self.MEMBERS[:3], attrs.evolve(self.MEMBERS[3], left="2020-01-01")]
        found = self.of("a", "b", "c", "moms", bodies=[self.group("g", "h")], stakeholders=left)
        assert (2 / 3, 2 / 3, 2 / 3) == span(found)

    def test_unknown_sectors_and_concerns(self):
        """Two of unknown sector may make it three, and may be affected; both goals are covered."""
        some = [self.MEMBERS[0], *people("u", "v")]
        found = self.of("a", "u", "v", bodies=[self.group("g", "h")], stakeholders=some)
        assert (1, 1 / 3, 1) == span(found)

    def test_too_few_for_three_sectors(self):
        """Two seats can have two sectors at most."""
        some = [self.MEMBERS[0], *people("u", affected=False)]
        found = self.of("a", "u", bodies=[self.group("g", "h")], stakeholders=some)
        assert (1 / 3, 1 / 3, 1 / 3) == span(found)

    def test_seats_that_are_not_listed(self):
        """Nobody is listed, or not everybody."""
        found = self.of(bodies=[self.group("g", "h")])
        assert (1, 1 / 3, 1) == span(found)
        found = self.of("a", bodies=[self.group("g", "h")], extents=[extent("bodies/s/members", "partial")])
        assert (1, 1 / 3, 1) == span(found)

    def test_a_body_of_unknown_kind(self):
        """It may be another steering body, with its seats, or a working group, with its goals."""
        found = self.of("a", bodies=[self.group("g"), self.group("h", kind=None, name="u")])
        # sectors and seats of people affected: no, unless the other body steers, too; goals: 1, one may be
        assert (1, 1 / 6, 1) == span(found)

    def test_no_steering_body(self):
        """Nobody has a seat in what is not there; where bodies are missing from the list, it may be there."""
        given = {"agenda": ci.CommonAgenda(goals=[ci.Goal(id="g")]), "bodies": [self.group("g")]}
        found = bs.governance(ci.Initiative(id="x", **given), TODAY)
        assert (1 / 3, 1 / 3, 1 / 3) == span(found)
        open_ = [extent("bodies", "partial")]
        found = bs.governance(ci.Initiative(id="x", extents=open_, **given), TODAY)
        assert (1, 1 / 3, 1) == span(found)

    def test_a_working_group_without_recorded_goals(self):
        """It may work on the goal that no other does."""
        found = self.of("a", "b", "c", "moms", bodies=[self.group("g"), self.group(name="v")])
        assert (5 / 6, 5 / 6, 5 / 6) == span(found)  # said to have none, so h is covered by nobody
        steering = ci.Body(id="s", kind="steering_committee", members=["a", "b", "c", "moms"])
        given = {"agenda": ci.CommonAgenda(goals=[ci.Goal(id="g")]), "bodies": [steering, self.group()]}
        found = bs.governance(ci.Initiative(id="x", stakeholders=self.MEMBERS, **given), TODAY)
        assert (1, 2 / 3, 1) == span(found)

    def test_nothing_recorded(self):
        """Three questions, no answer, and nothing to rest on."""
        found = bs.governance(ci.Initiative(id="x"), TODAY)
        assert (None, 0, 1, 3, 0, ()) == (*span(found), found.n, found.coverage, found.rests_on)


def initiating(**fields):
    """Return an initiative of which it is certain that action is initiated, and not more."""
    given = {
        "stakeholders": [
            *people("trust", "ymca", sector="nonprofit", affected=True),
            *people("city", sector="government", affected=False),
        ],
        "agenda": ci.CommonAgenda(problem="Too few children read"),
        "indicators": [
            ci.Indicator(id="i", baseline=ci.Observation(value=1), target=ci.Observation(status="not_collected"))
        ],
        "bodies": [ci.Body(id="w", kind="working_group", members=["city"])],
        "extents": [extent("agenda/goals", "complete")],
    }
    return ci.Initiative(id="x", **given | fields)


def provision(function, *confirmed_by, providers=("trust",), since=None):
    """Return a function that is performed."""
    return ci.Provision(function=function, providers=providers, confirmed_by=confirmed_by, since=since)


class TestFunctions:
    """Functions that are due, performed, and confirmed by a partner."""

    def of(self, *provisions, extents=(), organizations=("trust",)):
        """Return the finding in the phase in which action is initiated: two functions are due."""
        backbone = ci.Backbone(organizations=organizations, provisions=provisions)
        return bs.functions(
            initiating(backbone=backbone, extents=[extent("agenda/goals", "complete"), *extents]), TODAY
        )

    def test_vision_and_activities_are_due_early(self):
        """The vision is guided and confirmed; activities are not supported; later functions are not due."""
        found = self.of(provision("guide_vision_and_strategy", "ymca"), provision("advance_policy", "ymca"))
        assert (1 / 2, 1 / 2, 1 / 2, 2) == (*span(found), found.n)

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (provision("guide_vision_and_strategy", "trust"), False),  # by the backbone itself
            (provision("guide_vision_and_strategy", "ymca", providers=["ymca"]), False),  # by the provider itself
            (provision("guide_vision_and_strategy"), None),  # nobody was asked
            (provision("guide_vision_and_strategy", "ymca", providers=[]), None),  # who performs it is not recorded
            (provision("guide_vision_and_strategy", "ymca", since="2020-07-01"), False),  # not yet
            (provision("guide_vision_and_strategy", "city", "trust", providers=["trust", "ymca"]), True),  # shared
        ],
    )
    def test_who_confirms(self, given, expected):
        """Only somebody else's confirmation counts."""
        found = self.of(given, provision("support_aligned_activities", "ymca"))
        sure = {True: (1, 1, 1), False: (1 / 2, 1 / 2, 1 / 2), None: (1, 1 / 2, 1)}
        assert sure[expected] == span(found)

    def test_later_records_make_the_list_no_more_complete(self):
        """What is performed since later does not say that nothing else was before."""
        later = provision("guide_vision_and_strategy", "ymca", since="2020-07-01")
        assert (0, 0, 1 / 2) == span(self.of(later))
        assert (0, 0, 0) == span(self.of(later, extents=[extent("backbone/provisions", "complete")]))

    def test_recorded_nones(self):
        """That nobody performs it, or nobody confirmed it, can be recorded."""
        here = "backbone/provisions/guide_vision_and_strategy"
        none = [extent(f"{here}/providers", "complete")]
        found = self.of(provision("guide_vision_and_strategy", "ymca", providers=[]), extents=none)
        assert (0, 0, 0) == span(found)
        found = self.of(provision("guide_vision_and_strategy"), extents=[extent(f"{here}/confirmed_by", "complete")])
        assert (0, 0, 0) == span(found)

    def test_a_platform_instead_of_an_organization(self):
        """Partners perform the functions among themselves and confirm each other."""
        given = [provision(function, "city", providers=["ymca"]) for function in FUNCTIONS[:2]]
        assert (1, 1, 1) == span(self.of(*given, organizations=()))

    def test_all_six_are_due_in_the_end(self):
        """In the last phase, three of six are performed and confirmed."""
        card = ci.examples.load("fictional_riverbend")
        kept = [provision(function, "alder_schools", providers=["riverbend_trust"]) for function in FUNCTIONS[:3]]
        sustaining = attrs.evolve(card, backbone=attrs.evolve(card.backbone, provisions=kept))
        found = bs.functions(sustaining, date(2025, 6, 30))
        assert (1 / 2, 1 / 2, 1 / 2, 6) == (*span(found), found.n)

    def test_an_uncertain_phase(self):
        """Of an initiative of which nothing is known, all six may be due, and one certainly is."""
        backbone = ci.Backbone(provisions=[provision(function, "ymca") for function in FUNCTIONS])
        found = bs.functions(ci.Initiative(id="x", stakeholders=people("trust", "ymca"), backbone=backbone), TODAY)
        assert (1, 1 / 6, 1, 6) == (*span(found), found.n)

    def test_nothing_recorded(self):
        """What is due is not known to be performed."""
        assert (None, 0, 1) == span(bs.functions(initiating(), TODAY))


def network(backbone, *pairs, names="tabcd", answered="tabcd", **fields):
    """Return an initiative of which some members talk with each other."""
    return ci.Initiative(
        id="x",
        stakeholders=people(*names),
        backbone=backbone,
        waves=[ci.Wave(id="w", ends="2020-05-01", answered=tuple(answered))],
        ties=[ci.Tie(source=one, target=two, kind="communication", wave="w") for one, two in pairs],
        **fields,
    )


TRUST = ci.Backbone(organizations=["t"])
STAR = ("ta", "tb", "tc", "td")


class TestResilience:
    """How far partners stay connected when the backbone is taken out."""

    def test_a_star_falls_apart(self):
        """Partners that know each other only through the backbone are left alone."""
        found = bs.resilience(network(TRUST, *STAR), TODAY)
        assert (0, 0, 0, 4, ("waves/w",)) == (*span(found), found.n, found.rests_on)

    def test_what_partners_have_among_themselves(self):
        """a, b and c stay connected: 3 of 6 pairs."""
        found = bs.resilience(network(TRUST, *STAR, "ab", "cb"), TODAY)
        assert (1 / 2, 1 / 2, 1 / 2) == span(found)
        assert str(found.note).startswith("50 % of the pairs of partners stay connected without the backbone")

    def test_a_shared_backbone_is_taken_out_whole(self):
        """Of a backbone of two, both go: of a, b and c one pair of three is connected."""
        shared = ci.Backbone(organizations=["t", "d"], structure="shared")
        found = bs.resilience(network(shared, *STAR, "da", "db", "dc", "ab"), TODAY)
        assert (1 / 3, 1 / 3, 1 / 3, 3) == (*span(found), found.n)

    def test_partners_who_did_not_report(self):
        """Three of four partners did; the fourth could be tied to all. With two there is no value."""
        assert (1 / 6, 1 / 6, 1) == span(bs.resilience(network(TRUST, "ab", answered="tabc"), TODAY))
        assert (None, 1 / 6, 1) == span(bs.resilience(network(TRUST, "ab", answered="tab"), TODAY))

    def test_no_backbone_is_named(self):
        """Nobody is taken out, and it could be anybody."""
        found = bs.resilience(network(None, *STAR), TODAY)
        assert (1, 0, 1, 5, 1 / 2) == (*span(found), found.n, found.coverage)
        assert "no backbone is named that could be taken out" in str(found.note)
        few = bs.resilience(network(None, *STAR, answered="ab"), TODAY)
        assert (None, 0, 1) == span(few)
        assert str(few.note).startswith("too few partners said with whom they talk")

    def test_a_network_without_any_backbone(self):
        """Where it is recorded that there is none, nobody is taken out."""
        none = [extent("backbone/organizations", "complete")]
        assert (1, 1, 1) == span(bs.resilience(network(None, *STAR, extents=none), TODAY))

    def test_nobody_but_the_backbone(self):
        """With fewer than two partners there is nothing to connect."""
        found = bs.resilience(network(TRUST, "ta", names="ta", answered="ta"), TODAY)
        assert (None, 0, 1, 0) == (*span(found), found.n)


class TestPower:
    """People affected are there when it is decided."""

    STAKEHOLDERS = (
        *people("moms", kind="informal_group", affected=True),
        *people("paid", kind="person", affected=True, compensated=True),
        *people("unpaid", kind="person", affected=True, compensated=False),
        *people("unsaid", kind="person", affected=True),
        *people("ymca", affected=False),
        *people("unknown"),
    )
    STEERING = ci.Body(id="s", kind="steering_committee")

    def of(self, *meetings, bodies=(STEERING,), extents=()):
        """Return the finding for some meetings."""
        fields = {"stakeholders": self.STAKEHOLDERS, "convenings": meetings, "bodies": bodies, "extents": extents}
        return bs.power(ci.Initiative(id="x", **fields), TODAY)

    def meeting(self, *names, on="2020-03-01", body="s", **fields):
        """Return a meeting with some there."""
        return ci.Convening(on=on, body=body, attendances=[ci.Attendance(stakeholder=name) for name in names], **fields)

    @pytest.mark.parametrize(
        ("names", "expected"),
        [
            (["moms", "ymca"], (1, 1, 1)),
            (["paid"], (1, 1, 1)),
            (["unpaid"], (0, 0, 0)),
            (["unsaid"], (None, 0, 1)),
            (["ymca"], (0, 0, 0)),
            (["ymca", "unknown"], (None, 0, 1)),
            ([], (None, 0, 1)),
        ],
    )
    def test_who_was_there(self, names, expected):
        """A person counts where compensated; a head count, or nothing, does not say who was there."""
        assert expected == span(self.of(self.meeting(*names, head_count=5)))

    def test_decisions_count_beside_meetings(self):
        """Nobody affected was at a meeting with three decisions, some were at one without: 1 of 5."""
        found = self.of(self.meeting("ymca", decisions=["a", "b", "c"]), self.meeting("moms", on="2020-04-01"))
        assert (1 / 5, 1 / 5, 1 / 5, 5) == (*span(found), found.n)

    def test_other_bodies_do_not_steer(self):
        """Who sits in a working group does not decide there; meetings of all do not steer beside a steering body."""
        group = ci.Body(id="w", kind="working_group")
        others = [self.meeting("moms", body="w"), self.meeting("moms", body=None)]
        found = self.of(*others, bodies=[self.STEERING, group])
        assert (0, 0, 0, ("convenings/2020-03-01", "convenings/2020-03-01;body=w")) == (*span(found), found.rests_on)
        assert "no steering meeting was held in the last 24 months" == str(found.note)

    def test_without_a_steering_body_all_steer(self):
        """In an initiative of volunteers, the meetings of all members decide."""
        assert (1, 1, 1) == span(self.of(self.meeting("moms", body=None), bodies=[]))

    def test_a_body_that_may_steer(self):
        """Neither its meetings nor those of all are certain to decide."""
        found = self.of(self.meeting("moms"), self.meeting("ymca", body=None), bodies=[ci.Body(id="s")])
        assert (None, 0, 1, 2) == (*span(found), found.n)

    def test_nothing_recorded(self):
        """Without a list of meetings there is nothing to say."""
        found = self.of()
        assert (None, 0, 1, 0) == (*span(found), found.n)
