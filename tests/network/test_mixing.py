import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers, with_missing

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network import _mixing, density, mixing_matrix, undirected

REAL = {
    "advice": (managers(), dict(managers().nodes(data="department"))),
    "friendship": (managers(FRIENDSHIP), dict(managers().nodes(data="level"))),
    "information": (knoke_information(), {node: len(node) for node in knoke_information()}),
    "club": (nx.karate_club_graph(), dict(nx.karate_club_graph().nodes(data="club"))),
    "women": (nx.davis_southern_women_graph(), dict(nx.davis_southern_women_graph().nodes(data="bipartite"))),
    "marriages": (nx.florentine_families_graph(), {node: len(node) % 3 for node in nx.florentine_families_graph()}),
    "business": (florentine_business(), {node: node[0] for node in florentine_business()}),
}


@pytest.mark.parametrize("name", REAL)
def test_counts_are_those_of_networkx(name):
    """Which counts a tie without direction both ways, so that those within a group are there twice."""
    graph, group = REAL[name]
    nx.set_node_attributes(graph, group, "group")
    found = mixing_matrix(graph, group)
    place = {label: at for at, label in enumerate(found.groups)}
    expected = nx.attribute_mixing_matrix(graph, "group", mapping=place, normalized=False)
    counts = np.array(found.counts)
    assert expected.tolist() == (counts if graph.is_directed() else counts + np.diag(counts.diagonal())).tolist()


@pytest.mark.parametrize("name", REAL)
def test_the_coefficient_is_that_of_networkx(name):
    """Newman's, for directed and undirected networks."""
    graph, group = REAL[name]
    nx.set_node_attributes(graph, group, "group")
    expected = nx.attribute_assortativity_coefficient(graph, "group")
    assert expected == pytest.approx(mixing_matrix(graph, "group").assortativity)


def test_coefficients_of_igraph():
    """R: igraph::assortativity_nominal, igraph 1.3.5, of the club by faction and advice by department."""
    assert 0.717530864198 == pytest.approx(mixing_matrix(*REAL["club"]).assortativity)
    assert 0.0239029611131 == pytest.approx(mixing_matrix(*REAL["advice"]).assortativity)


@pytest.mark.parametrize("name", REAL)
def test_pairs_and_odds_are_counted_cell_by_cell(name):
    """Each pair of different nodes once; the odds of a tie within over those of one between."""
    graph, group = REAL[name]
    found = mixing_matrix(graph, group)
    table = {}
    nodes = list(graph)
    for at, one in enumerate(nodes):
        for other in nodes if graph.is_directed() else nodes[:at]:
            if one != other:
                cell = table.setdefault((group[one], group[other]), [0, 0])
                cell[0] += graph.has_edge(one, other)
                cell[1] += 1
    for source in found.groups:
        for target in found.groups:
            ways = {(source, target)} if graph.is_directed() else {(source, target), (target, source)}
            ties, pairs = np.sum([table.get(way, [0, 0]) for way in ways], axis=0)
            assert ties == found.count(source, target)
            assert (ties / pairs if pairs else None) == found.density(source, target)
    inside = np.sum([cell for (one, other), cell in table.items() if one == other], axis=0)
    outside = np.sum([cell for (one, other), cell in table.items() if one != other], axis=0)
    odds = [ties / (pairs - ties) for ties, pairs in (inside, outside)]
    assert odds[0] / odds[1] == pytest.approx(found.odds_ratio)


def test_who_is_of_no_known_group_has_a_row_and_a_column():
    """They are last and called None; the coefficient and the odds are those of the others."""
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("d", "e")])
    found = mixing_matrix(graph, {"a": "x", "b": "x", "c": "y"})
    assert (("x", "y", None), (2, 1, 2)) == (found.groups, found.sizes)
    assert ((1, 1, 0), (0, 0, 1), (1, 0, 1)) == found.counts
    assert ((2, 2, 4), (2, 0, 2), (4, 2, 2)) == found.pairs
    assert ((0.5, 0.5, 0.0), (0.0, None, 0.5), (0.25, 0.0, 0.5)) == found.densities
    assert 0.25 == found.density(None, "x")
    # within: 1 of 2 (and none of 0); between: 1 of 4
    assert (1 / 1) / (1 / 3) == pytest.approx(found.odds_ratio)
    # e = ((1/2, 1/2), (0, 0)): (1/2 - 1/2) / (1 - 1/2)
    assert 0 == found.assortativity
    assert ["network.groups.unknown"] == [warning.code for warning in found.warnings]


def test_pairs_of_which_nothing_is_known_are_no_pairs():
    """Of 21 two did not say whom they ask for advice: 40 of 420 arcs are neither there nor not."""
    graph = with_missing(managers(), 3, 15)
    full, seen = mixing_matrix(managers(), "department"), mixing_matrix(graph, "department")
    assert 21 * 20 == np.sum(full.pairs)
    assert 19 * 20 == np.sum(seen.pairs)
    assert graph.number_of_edges() == np.sum(seen.counts)
    assert 19 == seen.respondents


def test_of_who_did_not_answer_there_is_no_density_of_reported_ties_alone():
    """Only a names d, who did not answer: nobody says that d is not tied to the others, so the cell is open."""
    graph = nx.Graph([("a", "d"), ("a", "b")])
    graph.add_nodes_from("abc", answered=True)
    graph.add_node("d", answered=False)
    found = mixing_matrix(graph, {"a": "x", "b": "x", "c": "y", "d": "y"})
    assert ((1, 1), (1, 0)) == found.counts
    assert ((1, 0), (0, 0)) == found.tied
    assert ((1, 2), (2, 0)) == found.pairs
    assert ((1.0, 0.0), (0.0, None)) == found.densities


@pytest.mark.parametrize("silent", [(), (3, 15), (1, 2, 3)])
def test_all_cells_together_have_the_density_of_the_network(silent):
    """With ties either way, of which those of who did not answer are known by their partners' word alone."""
    graph = undirected(with_missing(managers(), *silent))
    found = mixing_matrix(graph, "department")
    ties, pairs = (np.tril(table).sum() for table in (found.tied, found.pairs))
    assert density(graph).value == pytest.approx(ties / pairs)


def test_a_pair_that_is_listed_as_unknown_is_none():
    """What is listed, and what a list that may go on leaves open."""
    graph = nx.DiGraph([("a", "b")])
    graph.graph["unknown"] = (("b", "a"),)
    assert ((1,),) == mixing_matrix(graph, dict.fromkeys("ab", "x")).pairs
    graph = nx.Graph([("a", "b"), ("b", "c")])
    graph.graph["complete"] = False
    assert ((0,),) == mixing_matrix(graph, dict.fromkeys("abc", "x")).pairs  # of none it is known that it is not tied


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20),
    st.lists(st.sampled_from([None, "a", "b"]), min_size=6, max_size=6),
    st.booleans(),
    st.permutations(range(6)),
)
def test_other_names_and_another_order_change_nothing(edges, kinds, directed, names):
    """The same table of the same groups; as many ties as there are."""
    graph = (nx.MultiDiGraph if directed else nx.MultiGraph)()
    graph.add_nodes_from(range(6))
    graph.add_edges_from(edges)
    other = (nx.DiGraph if directed else nx.Graph)()
    other.add_nodes_from(names)
    other.add_edges_from((names[a], names[b]) for a, b in reversed(edges))
    one = mixing_matrix(graph, dict(enumerate(kinds)))
    two = mixing_matrix(other, {names[node]: kind for node, kind in enumerate(kinds)})
    assert one == two
    counts = np.array(one.counts) if directed else np.tril(one.counts)
    assert len({tuple(pair) if directed else frozenset(pair) for pair in edges if pair[0] != pair[1]}) == counts.sum()


@pytest.mark.parametrize(
    ("graph", "counts", "odds", "coefficient"),
    [
        (nx.empty_graph(0), (), None, None),
        (nx.empty_graph(4), ((0, 0), (0, 0)), None, None),
        (nx.Graph([(0, 2), (1, 3)]), ((1, 0), (0, 1)), None, 1),  # 0 and 2 are even
        (nx.cycle_graph(4), ((0, 4), (4, 0)), 0, -1),
        (nx.complete_graph(4), ((1, 4), (4, 1)), None, -1 / 3),
    ],
    ids=["nobody", "nobody tied", "all within", "ring", "complete"],
)
def test_graphs_of_one_shape(graph, counts, odds, coefficient):
    """Even and odd numbers; the odds have no ratio where that would divide by nothing."""
    found = mixing_matrix(graph, {node: node % 2 for node in graph})
    assert counts == found.counts
    assert odds == (None if found.odds_ratio is None else pytest.approx(found.odds_ratio))
    assert coefficient == (None if found.assortativity is None else pytest.approx(found.assortativity))


def test_in_one_group_there_is_no_coefficient():
    """0 / 0."""
    assert mixing_matrix(nx.path_graph(3), dict.fromkeys(range(3), "x")).assortativity is None


def test_what_cannot_be_is_refused(monkeypatch):
    """The error says what there is."""
    graph = managers()
    with pytest.raises(UnknownNameError, match="did you mean 'department'"):
        mixing_matrix(graph, "departmen")
    with pytest.raises(UnknownNameError, match="no group 9; there are: 0, 1, 2, 3, 4"):
        mixing_matrix(graph, "department").count(9, 1)
    monkeypatch.setattr(_mixing, "MOST", 4)
    with pytest.raises(InvalidValueError, match="5 groups"):
        mixing_matrix(graph, "department")
