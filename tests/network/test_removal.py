from statistics import fmean, pstdev

import networkx as nx
import pytest
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

from collective_impact import InvalidValueError, UnknownNameError
from collective_impact.network import _remains, joint_removal, removal
from collective_impact.network._remains import HARM

GRAPHS = [
    nx.florentine_families_graph(),
    florentine_business(),
    nx.davis_southern_women_graph(),
    knoke_information(),
    managers(FRIENDSHIP),
    nx.gnp_random_graph(12, 0.1, seed=2, directed=True),
]


def left(graph, *nodes):
    """Return the figures of what is left of a graph without some nodes, as networkx finds them."""
    rest = graph.copy()
    rest.remove_nodes_from(nodes)
    both = rest.to_undirected()
    n = len(rest)
    pairs = n * (n - 1)
    parts = [len(part) for part in nx.connected_components(both)]
    degrees = [degree for _, degree in rest.degree]
    near = sum(nx.harmonic_centrality(both).values())
    return {
        "fragmentation": 1 - sum(size * (size - 1) for size in parts) / pairs,
        "distance_fragmentation": 1 - near / pairs,
        "components": len(parts),
        "new_isolates": sum(degree == 0 and graph.degree[node] > 0 for node, degree in rest.degree),
        "density": nx.density(rest),
        "degree_centralization": sum(max(degrees) - degree for degree in degrees)
        / ((n - 1) * (n - 2) * (2 if graph.is_directed() else 1)),
    }


def of_effects(found, name):
    """Return one field of each effect by measure."""
    return {effect.measure: getattr(effect, name) for effect in found.effects}


@pytest.mark.parametrize("small", [0, 128])
@pytest.mark.parametrize("distances", [True, False])
@pytest.mark.parametrize("graph", GRAPHS)
def test_each_node_as_networkx_has_it(monkeypatch, graph, distances, small):
    """Before and after, for each node; expectation and spread are those over all nodes."""
    monkeypatch.setattr(_remains, "SMALL", small)
    found = removal(graph, distances=distances)
    wanted = [name for name in HARM if name in left(graph) and (distances or name != "distance_fragmentation")]
    assert list(graph) == [loss.node for loss in found.losses]
    after = {node: left(graph, node) for node in graph}
    for loss in found.losses:
        expected = {name: after[loss.node][name] for name in wanted}
        assert pytest.approx(expected) == of_effects(loss, "value")
        assert pytest.approx({name: left(graph)[name] for name in wanted}) == of_effects(loss, "before")
        mean = {name: fmean(after[node][name] for node in graph) for name in wanted}
        assert pytest.approx(mean) == of_effects(loss, "expected")
        sd = {name: pstdev(after[node][name] for node in graph) for name in wanted}
        assert pytest.approx(sd, abs=1e-7) == of_effects(loss, "sd")


def test_medici():
    """Without the Medici, Acciaiuoli is alone and Pazzi with Salviati: 1 - (2 + 11 * 10)/(14 * 13). Nobody does more.

    One of fifteen families does as much or more, so p = 1/15; four leave one family without
    ties as they do, so p = 4/15 there, and all four share the first rank.
    """
    loss = removal(nx.florentine_families_graph()).by_node["Medici"]
    assert pytest.approx((1 - 112 / 182, 1 / 15, 1)) == tuple(
        getattr(loss["fragmentation"], name) for name in ("value", "p", "rank")
    )
    isolates = loss["new_isolates"]
    assert pytest.approx((1, 4 / 15, 1)) == (isolates.value, isolates.p, isolates.rank)
    assert (3, 1) == (loss["components"].value, loss["density"].rank)
    # Six ties go of twenty: no other node has as many.
    assert pytest.approx((14 / 91, 1 / 15)) == (loss["density"].value, loss["density"].p)


def test_centralization_has_two_sides_and_no_rank():
    """Without the centre of a star nobody is ahead; without a leaf it is a star. Neither is rare.

    One of four (the centre) has 0, three have 1: twice the smaller share is 2/4 for the
    centre, and for a leaf 2 * 3/4, which is no more than 1.
    """
    losses = removal(nx.star_graph(3)).by_node
    assert (0, 2 * 1 / 4, None) == tuple(
        getattr(losses[0]["degree_centralization"], name) for name in ("value", "p", "rank")
    )
    assert (1, 1) == (losses[1]["degree_centralization"].value, losses[1]["degree_centralization"].p)


def test_some_nodes():
    """Those asked for, in the order of the graph, beside all there are."""
    families = nx.florentine_families_graph()
    every = removal(families)
    some = removal(families, ["Strozzi", "Medici"])
    assert ["Medici", "Strozzi"] == [loss.node for loss in some.losses]
    assert every.by_node["Strozzi"] == some.by_node["Strozzi"]
    assert (15, 15) == (every.random, some.random)


def test_more_nodes_than_draws():
    """Then random nodes are drawn: p is (b + 1)/(m + 1), and a rank among all is not known."""
    families = nx.florentine_families_graph()
    found = removal(families, ["Medici"], draws=9, seed=3)
    effect = found.by_node["Medici"]["fragmentation"]
    assert (9, 3) == (found.random, found.seed)
    assert effect.rank is None
    assert effect.p in {(times + 1) / 10 for times in range(10)}
    assert 15 == len(removal(families, draws=9).losses)


@pytest.mark.parametrize("graph", GRAPHS)
def test_several_together(graph):
    """As networkx has it when they are taken out at once."""
    nodes = list(graph)[1:4]
    found = joint_removal(graph, reversed(nodes), draws=20)
    assert tuple(nodes) == found.nodes
    assert pytest.approx(left(graph, *nodes)) == of_effects(found, "value")
    assert pytest.approx(left(graph)) == of_effects(found, "before")
    assert {None} == set(of_effects(found, "rank").values())


def test_beside_all_sets_of_as_many():
    """The chain a - b - c - d without b and c falls apart. Of six pairs three more (not ab, ac: c-d...) leave two tied.

    Left are: ab cd tied 0; ac bd 1; ad bc tied... taking out ab leaves c - d, cd leaves a - b,
    ad leaves b - c: fragmentation 0; bc leaves a d, ac leaves b d, bd leaves a c: 1.
    """
    found = joint_removal(nx.path_graph("abcd"), ["b", "c"])
    effect = found["fragmentation"]
    assert (1, 0.5, 0.5, 3 / 6) == (effect.value, effect.expected, effect.sd, effect.p)
    assert (6, True) == (found.random, found.exact)


def test_drawn_sets():
    """With more sets than draws, p counts the set itself, and the seed decides.

    0 and 33 have the most ties of all (16 and 17), so no other two leave a lower density: p = (0 + 1)/(99 + 1).
    """
    graph = nx.karate_club_graph()
    found = joint_removal(graph, [0, 33], draws=99, seed=1)
    assert (99, False, 1) == (found.random, found.exact, found.seed)
    assert 1 / 100 == found["density"].p
    assert found == joint_removal(graph, [33, 0], draws=99, seed=1)
    assert found != joint_removal(graph, [0, 33], draws=99, seed=2)


def test_order_makes_no_difference():
    """Nodes added in another order have the same losses, drawn or not."""
    graph = nx.karate_club_graph()
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(graph.edges)
    assert removal(graph, draws=20).by_node == removal(turned, draws=20).by_node
    assert joint_removal(graph, [1, 2], draws=20).effects == joint_removal(turned, [2, 1], draws=20).effects


def test_isolates_that_were_there_are_not_new():
    """Five firms have no ties to lose; without one of them the rest is connected better, not worse."""
    loss = removal(florentine_business()).by_node["Pucci"]
    assert 0 == loss["new_isolates"].value
    assert pytest.approx(1 - 110 / 210) == loss["fragmentation"].value < loss["fragmentation"].before


@pytest.mark.parametrize(("n", "before"), [(1, 0), (2, 1)])
def test_almost_nothing_left(n, before):
    """Without its only node, or one of two, a graph has nothing to lose: each figure is what it is of so few."""
    loss = removal(nx.empty_graph(n)).losses[0]
    assert before == loss["fragmentation"].before
    zeros = {"fragmentation", "distance_fragmentation", "new_isolates", "density", "degree_centralization"}
    assert dict.fromkeys(zeros, 0.0) | {"components": n - 1} == of_effects(loss, "value")


def test_nobody_is_asked():
    """An empty graph has no losses, and the loss of nobody is nothing."""
    assert () == removal(nx.Graph()).losses
    found = joint_removal(nx.path_graph(3), [])
    assert (1, True) == (found.random, found.exact)
    assert of_effects(found, "before") == of_effects(found, "value")
    assert {1} == set(of_effects(found, "p").values())


def test_what_there_is_not():
    """A node or a figure that is not there, or no draws."""
    graph = nx.path_graph(["ymca", "bank"])
    with pytest.raises(UnknownNameError, match="no node 'ymcaa'; did you mean 'ymca'"):
        removal(graph, ["ymcaa"])
    with pytest.raises(UnknownNameError, match="no measure 'densty'; did you mean 'density'"):
        removal(graph).losses[0]["densty"]
    with pytest.raises(UnknownNameError, match="no measure"):
        joint_removal(graph, ["bank"], distances=False)["distance_fragmentation"]
    with pytest.raises(InvalidValueError, match="draws: 0 is not a whole number of at least 1"):
        removal(graph, draws=0)


@pytest.mark.parametrize("graph", [managers(), nx.karate_club_graph()], ids=["directed", "undirected"])
def test_ties_between_groups_are_counted_among_those_who_remain(graph):
    """As by looking at each tie that is left; of unknown group, nobody is in another one."""
    attribute = {node: ("one", "two", None)[place % 3] for place, node in enumerate(graph)}
    found = removal(graph, attribute=attribute)

    def between(rest):
        return sum({"one", "two"} == {attribute[a], attribute[b]} for a, b in rest.edges)

    for loss in found.losses:
        rest = graph.copy()
        rest.remove_node(loss.node)
        assert between(rest) == loss["ties_between_groups"].value
        assert between(graph) == loss["ties_between_groups"].before
    two = list(graph)[:2]
    rest = graph.copy()
    rest.remove_nodes_from(two)
    assert between(rest) == joint_removal(graph, two, attribute=attribute, draws=10)["ties_between_groups"].value
    assert "ties_between_groups" not in of_effects(removal(graph).losses[0], "value")
