"""Relationships: across sectors, in trust and competition, and with people affected."""

from datetime import date
from itertools import combinations

import attrs
import networkx as nx
import pytest

import collective_impact as ci
from collective_impact.conditions._dyads import Dyads
from collective_impact.conditions.aligned_relationships import (
    at_the_table,
    competition,
    cross_sector,
    mutual_trust,
    steering,
)

TODAY = date(2020, 6, 30)
SECTORS = {"a": "education", "b": "education", "c": "education", "d": "business", "e": "business", "f": "health"}
NAMES = tuple(SECTORS)


def tie(pair, kind="collaboration", **fields):
    """Return a tie; "a-b" has no direction, "a>b" has one, "a!b" is denied, "a?b" unknown."""
    source, mark, target = pair
    status = {"!": "absent", "?": "unknown"}.get(mark, "observed")
    return ci.Tie(source=source, target=target, kind=kind, wave="w", directed=mark != "-", status=status, **fields)


def towns(*ties, answered=NAMES, invited=NAMES, **fields):
    """Return an initiative whose six partners were asked about their ties."""
    plain = {
        "stakeholders": [ci.Stakeholder(id=name, sector=sector) for name, sector in SECTORS.items()],
        "waves": [ci.Wave(id="w", ends="2020-01-31", invited=invited, answered=answered)],
        "ties": ties,
    }
    return ci.Initiative(id="towns", **plain | fields)


class TestCrossSector:
    """Ties to other sectors beside what chance would give."""

    def test_by_hand(self):
        """Of 15 pairs 3 + 1 are of one sector: by chance 11/15 lead out; 2 of 4 do, which is 30/44 of it."""
        found = cross_sector(towns(tie("a-b"), tie("b-c"), tie("c-d"), tie("e-f")), TODAY)
        assert pytest.approx((2 / 4) / (11 / 15)) == found.value
        assert (found.value, found.value, 6, ("waves/w",)) == (found.low, found.high, found.n, found.rests_on)

    def test_it_is_the_e_i_index_over_its_expectation(self):
        """(E-I + 1) / (expected + 1), as the network room counts them."""
        graph = nx.Graph(["ab", "bc", "cd", "ef", "df"])
        graph.add_nodes_from(NAMES)
        ei = ci.network.ei_index(graph, SECTORS, draws=0)
        found = cross_sector(towns(*(tie(f"{one}-{other}") for one, other in graph.edges)), TODAY)
        assert pytest.approx((ei.value + 1) / (ei.chance.expected + 1)) == found.value

    def test_both_directions_are_one_tie(self):
        """What two report of each other counts once."""
        assert cross_sector(towns(tie("a>d"), tie("d>a"), tie("a-b")), TODAY).value == pytest.approx(0.5 / (11 / 15))

    def test_backbone_is_left_out(self):
        """Tied to all by its office, it says nothing of sectors: of five partners one tie is left, inside a sector."""
        backbone = ci.Backbone(organizations=["f"])
        ties = [tie("a-b"), *(tie(f"f-{name}") for name in "abcde")]
        found = cross_sector(towns(*ties, backbone=backbone), TODAY)
        assert (0.0, 5) == (found.value, found.n)

    def test_who_did_not_answer_leaves_it_open(self):
        """With five of six the value stands, and could be anything."""
        found = cross_sector(towns(tie("c-d"), answered=NAMES[:5]), TODAY)
        assert (pytest.approx(15 / 11), 0.0, None, 5 / 6) == (found.value, found.low, found.high, found.coverage)

    def test_too_few_answered(self):
        """Below two thirds there is no value."""
        found = cross_sector(towns(tie("c-d"), answered=NAMES[:3]), TODAY)
        assert (None, "aligned_relationships.few") == (found.value, found.note.code)

    def test_unknown_sector(self):
        """Without a sector nobody knows what leads out."""
        people = [ci.Stakeholder(id=name, sector=SECTORS[name] if name != "f" else None) for name in NAMES]
        assert None is cross_sector(towns(tie("c-d"), stakeholders=people), TODAY).value

    def test_one_sector(self):
        """Where all are of one sector, no tie can lead out, which is 0 and no excuse."""
        people = [ci.Stakeholder(id=name, sector="health") for name in NAMES]
        assert 0.0 == cross_sector(towns(tie("c-d"), stakeholders=people), TODAY).value

    def test_no_ties(self):
        """Of no tie it cannot be said where it leads; nor is anything known where nobody was asked."""
        assert (None, None) == (cross_sector(towns(tie("a!b")), TODAY).value, cross_sector(towns(), TODAY).value)
        alone = towns(tie("f-a"), backbone=ci.Backbone(organizations=[*NAMES]))
        assert (None, 0.0) == (cross_sector(alone, TODAY).value, cross_sector(alone, TODAY).coverage)


class TestMutualTrust:
    """Trust that is returned."""

    def test_dyad_census(self):
        """Two pairs trust each other, one does one way: two of three."""
        given = [tie("a>b", "trust"), tie("b>a", "trust"), tie("c-d", "trust"), tie("e>f", "trust")]
        found = mutual_trust(towns(*given), TODAY)
        assert (2 / 3, 2 / 3, 2 / 3, 15, 1.0) == (found.value, found.low, found.high, found.n, found.coverage)

    def test_silence_leaves_pairs_open(self):
        """One did not answer: f. Known: a and b trust each other, c trusts d alone; e trusts f, who may return it.

        Of f's five pairs one is half known (e), four may be one-way or nothing. Worst: 1 of 2 + 5;
        best: 2 of 2 + 1.
        """
        given = [tie("a-b", "trust"), tie("c>d", "trust"), tie("e>f", "trust")]
        found = mutual_trust(towns(*given, answered=NAMES[:5]), TODAY)
        assert (0.5, 1 / 7, 2 / 3) == (found.value, found.low, found.high)
        assert pytest.approx(10 / 15) == found.coverage

    def test_unknown_ties_are_unknown(self):
        """A tie of which its reporter does not know may be there."""
        found = mutual_trust(towns(tie("a>b", "trust"), tie("b?a", "trust")), TODAY)
        assert (None, 0.0, 1.0) == (found.value, found.low, found.high)

    def test_list_of_ties_that_goes_on(self):
        """What is not listed may be there, also of those who answered; so may be others who were asked."""
        partial = [ci.Extent(collection="ties", completeness="partial")]
        found = mutual_trust(towns(tie("a-b", "trust"), extents=partial), TODAY)
        assert (1.0, 0.0, 1.0) == (found.value, found.low, found.high)

    def test_few_answers_are_withheld(self):
        """Of four who answered nothing is shown."""
        found = mutual_trust(towns(tie("a-b", "trust"), answered=NAMES[:4]), TODAY)
        assert (None, 0.0, 1.0, ()) == (found.value, found.low, found.high, found.rests_on)

    @pytest.mark.parametrize(("answered", "shown"), [(NAMES, False), (NAMES[:5], False), (tuple("abcdefghij"), True)])
    def test_six_who_all_trust_each_other_are_withheld(self, answered, shown):
        """Of all pairs of few, all: each tie would be told. Of ten it is a finding about a group."""
        ties = [tie(f"{one}-{other}", "trust") for one, other in combinations(answered, 2)]
        found = mutual_trust(
            towns(
                *ties,
                answered=answered,
                invited=answered,
                stakeholders=[ci.Stakeholder(id=name) for name in dict.fromkeys((*NAMES, *answered))],
            ),
            TODAY,
        )
        assert (1.0 if shown else None) == found.value
        assert ("aligned_relationships.mutual_trust" if shown else "aligned_relationships.withheld") == found.note.code

    def test_no_trust_at_all(self):
        """Where nobody trusts anybody there is nothing to return."""
        found = mutual_trust(towns(tie("a!b", "trust")), TODAY)
        assert (None, 0.0, 1.0) == (found.value, found.low, found.high)
        assert "aligned_relationships.unasked.trust" == mutual_trust(towns(), TODAY).note.code

    def test_rests_on_no_tie(self):
        """Not even on one that has no wave."""
        loose = [
            ci.Tie(source=one, target=other, kind="trust", reporter=one)
            for one, other in ["ab", "bc", "cd", "de", "ea"]
        ]
        found = mutual_trust(towns(*loose), TODAY)
        assert (0.0, ()) == (found.value, found.rests_on)
        assert "trust;" not in ci.dumps(ci.alignment(towns(*loose), TODAY))


class TestCompetition:
    """Competitors that also work together."""

    NONE = (ci.Extent(collection="activities", completeness="complete"),)

    def test_collaboration_and_activities_count(self):
        """a-b collaborate, c-d are in one activity, e-f only compete: two of three."""
        rivals = [tie(pair, "competition") for pair in ("a>b", "c>d", "e-f")]
        joint = ci.Activity(id="fair", led_by="c", partners=["d"], status="under_way")
        found = competition(towns(*rivals, tie("b>a"), activities=[joint]), TODAY)
        assert (2 / 3, 2 / 3, 2 / 3, ("waves/w",)) == (found.value, found.low, found.high, found.rests_on)

    @pytest.mark.parametrize(
        ("fields", "ties", "expected"),
        [
            ({"extents": NONE}, ["a!b"], 0.0),
            ({"extents": NONE}, [], None),  # nobody was asked about collaboration
            ({}, ["a!b"], None),  # nobody knows of activities
            ({"activities": [ci.Activity(id="x", led_by="a", partners=["b"])]}, ["a!b"], None),  # under way?
            ({"activities": [ci.Activity(id="x", partners=["a"], status="under_way")]}, ["a!b"], None),  # led by b?
        ],
    )
    def test_together(self, fields, ties, expected):
        """Where it is not known, they may work together."""
        given = [tie("a>b", "competition"), *(tie(pair) for pair in ties)]
        assert expected == competition(towns(*given, **fields), TODAY).value

    def test_nobody_competes(self):
        """Then the question does not arise; where somebody did not answer, it may."""
        denied = tie("a!b", "competition")
        assert not competition(towns(denied), TODAY).applicable
        found = competition(towns(denied, answered=NAMES[:5]), TODAY)
        assert (True, None, 0.0, 1.0) == (found.applicable, found.value, found.low, found.high)
        assert "aligned_relationships.unasked.competition" == competition(towns(), TODAY).note.code

    def test_somebody_did_not_answer(self):
        """There may be further pairs: the bounds are open, and less of the evidence is there."""
        given = [tie("a>b", "competition"), tie("a-b")]
        found = competition(towns(*given, answered=NAMES[:3]), TODAY)
        assert (1.0, 0.0, 1.0, 0.5) == (found.value, found.low, found.high, found.coverage)

    def test_nobody_is_a_member_any_more(self):
        """Ties of those who left leave nothing to compare."""
        gone = [ci.Stakeholder(id=name, left="2020-02-01") for name in NAMES]
        found = competition(towns(tie("a?b", "competition"), stakeholders=gone, answered=()), TODAY)
        assert not found.applicable


class TestPeopleAffected:
    """At the table, and in the steering body."""

    PEOPLE = (
        ci.Stakeholder(id="parents", affected=True),
        ci.Stakeholder(id="bank", affected=False),
        ci.Stakeholder(id="club"),
    )

    def reads(self, **fields):
        """Return an initiative with parents, a bank, and a club of which nothing is known."""
        return ci.Initiative(id="reads", stakeholders=self.PEOPLE, **fields)

    def test_at_the_table(self):
        """There at one of two meetings; at a third a club was that may be of people affected."""
        meetings = [
            ci.Convening(id=name, on="2020-01-31", attendances=[ci.Attendance(stakeholder=name)])
            for name in ("parents", "bank", "club")
        ]
        found = at_the_table(self.reads(convenings=meetings), TODAY)
        assert (0.5, 1 / 3, 2 / 3) == (found.value, found.low, found.high)

    def test_no_meeting_of_late(self):
        """Where the last meeting is older than 24 months, nobody was at any; where none is recorded it is unknown."""
        old = [ci.Convening(on="2018-01-31", head_count=3)]
        assert (0.0, "no meeting was held in 24 months") == (
            at_the_table(self.reads(convenings=old), TODAY).value,
            str(at_the_table(self.reads(convenings=old), TODAY).note),
        )
        assert None is at_the_table(self.reads(), TODAY).value

    @pytest.mark.parametrize(
        ("members", "kind", "ends"),
        [
            (["parents", "bank"], "steering_committee", (1.0, 1.0, 1.0)),
            (["parents", "club"], "steering_committee", (1.0, 1.0, 2.0)),
            (["bank"], "steering_committee", (0.0, 0.0, 0.0)),
            (["parents"], None, (None, 0.0, None)),  # nothing is known of any seat
            (["bank"], None, (0.0, 0.0, 0.0)),
            (["parents"], "working_group", (0.0, 0.0, 0.0)),
            ([], "steering_committee", (None, 0.0, None)),
        ],
    )
    def test_seats(self, members, kind, ends):
        """Members of the steering body that are affected are counted; a body of unknown kind may steer."""
        found = steering(self.reads(bodies=[ci.Body(id="b", kind=kind, members=members)]), TODAY)
        assert ends == (found.value, found.low, found.high)

    def test_bodies_that_are_not_listed(self):
        """There may be a seat; of a known body too, where its list of members goes on."""
        assert (None, None) == (steering(self.reads(), TODAY).value, steering(self.reads(), TODAY).high)
        partial = [ci.Extent(collection="bodies/b/members", completeness="partial")]
        body = ci.Body(id="b", kind="steering_committee", members=["parents"])
        found = steering(self.reads(bodies=[body], extents=partial), TODAY)
        assert (1.0, 1.0, None) == (found.value, found.low, found.high)

    def test_who_left_has_no_seat(self):
        """A seat of somebody who does not belong any more is none."""
        body = ci.Body(id="b", kind="steering_committee", members=["parents", "bank"])
        reads = self.reads(bodies=[body]).with_stakeholders(attrs.evolve(self.PEOPLE[0], left="2020-01-01"))
        assert 0.0 == steering(reads, TODAY).value


class TestDyads:
    """What is known of each pair."""

    def test_census_counts_every_pair_once(self):
        """15 pairs: as many as the census has, whatever is known."""
        kinds = [
            tie("a>b", "trust"),
            tie("b?a", "trust"),
            tie("c!d", "trust"),
            tie("e>f", "trust"),
            tie("f>e", "trust"),
        ]
        for answered in (NAMES, NAMES[:4], ()):
            given = towns(*kinds, answered=answered)
            dyads = Dyads.last(given, ci.TieKind.TRUST, TODAY)
            brute = {}
            for k, one in enumerate(NAMES):
                for other in NAMES[k + 1 :]:
                    state = (dyads.tied(one, other), dyads.tied(other, one))
                    key = tuple(sorted(state, key=lambda known: (known is not None, known is True)))
                    brute[key] = brute.get(key, 0) + 1
            assert brute == {state: n for state, n in dyads.census().items() if n}

    def test_seen_outweighs_unsure_outweighs_denied(self):
        """Of three reports of one arc the one that saw it counts, then the one that does not know."""

        def reported(*marks):
            ties = [
                attrs.evolve(tie(f"a{mark}b", "trust"), reporter=name)
                for mark, name in zip(marks, "abcd", strict=False)
            ]
            return Dyads.last(towns(*ties), ci.TieKind.TRUST, TODAY).tied("a", "b")

        assert (True, None, False) == (reported("!", "?", ">"), reported("!", "?"), reported("!"))
