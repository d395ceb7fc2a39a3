from datetime import date

import networkx as nx
import pytest

import collective_impact as ci
from collective_impact.conditions.backbone_support import resilience
from collective_impact.network import joint_removal, removal, stakeholder_graph
from collective_impact.network._backbone import backbone_dependence

SECTORS = {"trust": "nonprofit", "ymca": "nonprofit", "library": "government", "bank": "business", "city": "government"}
MET = [("trust", "ymca"), ("trust", "library"), ("trust", "bank"), ("trust", "city"), ("ymca", "library")]


def reads(**changes):
    """Return an initiative of five, of whom the backbone talks with all and two talk with each other."""
    given = {
        "id": "reads",
        "stakeholders": [ci.Stakeholder(id=name, sector=sector) for name, sector in SECTORS.items()],
        "backbone": ci.Backbone(organizations=["trust"]),
        "waves": [ci.Wave(id="spring", ends="2020-05-31", answered=list(SECTORS))],
        "ties": [
            ci.Tie(source=one, target=two, kind="communication", wave="spring", directed=False) for one, two in MET
        ],
    }
    return ci.Initiative(**given | changes)


def riverbend():
    """Return the initiative that uses everything, and its graph of the last wave among members."""
    initiative = ci.examples.load("fictional_riverbend")
    found = backbone_dependence(initiative)
    graph = stakeholder_graph(initiative, "communication", found.wave)
    graph.remove_nodes_from([person.id for person in initiative.stakeholders if not person.belongs(None)])
    return initiative, found, graph


# By hand


def test_what_is_left_without_the_backbone():
    """Four partners and one tie: 1 of 6 pairs, three parts, two alone, no fewer than one tie between sectors."""
    found = backbone_dependence(reads())
    values = {effect.measure: effect.value for effect in found.effects}
    assert 5 / 6 == pytest.approx(values["fragmentation"])
    assert 5 / 6 == pytest.approx(values["distance_fragmentation"])
    assert (3, 2) == (values["components"], values["new_isolates"])
    assert 2 == values["ties_between_groups"]  # ymca and library, an arc each way
    assert 2 / 12 == pytest.approx(values["density"])
    assert ("bank", "city") == found.only_through_backbone
    assert 1 / 6 == pytest.approx(found.direct.value)


def test_the_backbone_is_the_one_single_point_of_failure():
    """Without it there are parts of 2, 1 and 1; two ties would hold them together."""
    found = backbone_dependence(reads())
    assert [("trust", True, (2, 1, 1))] == [(p.stakeholder, p.is_backbone, p.parts) for p in found.single_points]
    assert 2 == len(found.single_points[0].remedy)
    graph = nx.Graph(MET)
    graph.remove_node("trust")
    graph.add_edges_from((each.one, each.other) for each in found.single_points[0].remedy)
    assert nx.is_connected(graph)


def test_partners_stand_beside_it():
    """The same figures for every other stakeholder; none of them matters here."""
    found = backbone_dependence(reads())
    assert ["ymca", "library", "bank", "city"] == [loss.node for loss in found.others]
    assert [0.0] * 4 == [loss["fragmentation"].value for loss in found.others]
    # Of five removals one takes 5 of 6 pairs, the others none.
    assert (5 / 6) / 5 == pytest.approx(found["fragmentation"].expected)


def test_it_says_what_it_is():
    """Structural, not causal; and the table stands in print."""
    text = str(backbone_dependence(reads()))
    assert text.startswith("reads without trust (communication; structural, not causal)\nfigure")
    assert "tied to the backbone alone: bank, city" in text
    assert "single point of failure: trust: parts of 2, 1, 1; a remedy: " in text


# Against other roads


def test_the_figures_are_those_of_removal():
    """On the graph of the last wave among members: all at once for the backbone, one by one for the others."""
    initiative, found, graph = riverbend()
    joint = joint_removal(graph, initiative.backbone_organizations, attribute="sector")
    assert joint.effects == found.effects
    alone = removal(graph, attribute="sector").by_node
    assert {name: loss for name, loss in alone.items() if name not in found.backbone} == {
        loss.node: loss for loss in found.others
    }


@pytest.mark.parametrize("name", ["reads", "riverbend"])
def test_it_agrees_with_the_criterion(name):
    """Resilience is 1 less the fragmentation without the backbone, and so are its bounds."""
    initiative = reads() if name == "reads" else ci.examples.load("fictional_riverbend")
    day = date(2025, 12, 31)
    criterion, found = resilience(initiative, day), backbone_dependence(initiative, on=day)
    assert criterion.value == pytest.approx(1 - found["fragmentation"].value)
    low, high = found.fragmentation_bounds
    assert criterion.low == pytest.approx(1 - high)
    assert criterion.high >= 1 - low - 1e-9  # the criterion counts every pair as possible once somebody is silent


# Which ties, and of when


def test_the_latest_wave_is_looked_at_unless_another_is_named():
    """As the criterion does; an earlier wave has to be asked for."""
    later = ci.Wave(id="autumn", ends="2020-11-30", answered=list(SECTORS))
    tie = ci.Tie(source="bank", target="city", kind="communication", wave="autumn")
    grown = reads(waves=[*reads().waves, later], ties=[*reads().ties, tie])
    assert ("autumn", 1) == (backbone_dependence(grown).wave, backbone_dependence(grown).direct.ties)
    assert "spring" == backbone_dependence(grown, wave="spring").wave
    assert "spring" == backbone_dependence(grown, on="2020-07-01").wave
    assert backbone_dependence(reads(ties=[])).wave is None


def test_who_did_not_answer_opens_the_bounds():
    """Bank said nothing: it could be tied to anybody, so that all might stay connected but for city."""
    silent = [ci.Wave(id="spring", ends="2020-05-31", answered=[name for name in SECTORS if name != "bank"])]
    found = backbone_dependence(reads(waves=silent))
    low, high = found.fragmentation_bounds
    assert (0.0, 5 / 6) == pytest.approx((low, high))
    assert 4 == found.respondents


def test_without_a_backbone_nobody_is_taken_out():
    """A warning says so; partners and single points are described all the same."""
    found = backbone_dependence(reads(backbone=None))
    assert ((), ()) == (found.backbone, found.effects)
    assert "network.backbone.nobody" in [warning.code for warning in found.warnings]
    assert 5 == len(found.others)
    assert [False] == [point.is_backbone for point in found.single_points]
    assert "without no backbone" not in str(found)


def test_nothing_at_all():
    """An initiative without members is described as one."""
    found = backbone_dependence(ci.Initiative(id="new"))
    assert ((), (), 0) == (found.others, found.single_points, found.n)


def test_where_nothing_is_known_of_ties_nothing_is_said_of_a_loss():
    """Of RGV FOCUS no tie was published: no effects, and a warning."""
    found = backbone_dependence(ci.examples.load("rgv_focus"))
    assert ((), ()) == (found.effects, found.others)
    assert "network.nothing_known" in [warning.code for warning in found.warnings]
    assert (0.0, 1.0) == found.fragmentation_bounds


def test_remedies_are_sought_among_partners():
    """A partner who alone connects another is no longer needed when the other is tied to a third partner."""
    grown = reads(
        stakeholders=[*reads().stakeholders, ci.Stakeholder(id="shop", sector="business")],
        ties=[*reads().ties, ci.Tie(source="shop", target="bank", kind="communication", wave="spring")],
    )
    points = {point.stakeholder: point for point in backbone_dependence(grown).single_points}
    assert {"trust", "bank"} == set(points)
    for point in points.values():
        assert "trust" not in {end for each in point.remedy for end in (each.one, each.other)}
    assert {"shop"} < {points["bank"].remedy[0].one, points["bank"].remedy[0].other}
