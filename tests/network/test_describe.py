import networkx as nx
import pytest
from tests.network.networks import florentine_business, knoke_information, managers, with_missing

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network._describe import describe, describe_many

REAL = {
    "marriages": nx.florentine_families_graph,
    "business": florentine_business,
    "karate": nx.karate_club_graph,
    "women": nx.davis_southern_women_graph,
    "miserables": nx.les_miserables_graph,
    "information": knoke_information,
    "managers": managers,
}


def column(table, key, name):
    """Return a column by what stands in another."""
    return dict(zip(table[key], table[name], strict=True))


# Published


def test_the_florentine_families():
    """15 families: density 0.190476, degree centralization 0.274725, betweenness centralization 0.436813."""
    found = describe(nx.florentine_families_graph())
    assert 0.190476 == pytest.approx(found["density"], abs=1e-6)
    assert 0.274725 == pytest.approx(found["degree_centralization"], abs=1e-6)
    assert 0.436813 == pytest.approx(found["betweenness_centralization"], abs=1e-6)


def test_an_isolate_counts():
    """With Pucci, who married nobody: 0.166667, 0.266667 and 0.383492."""
    families = nx.florentine_families_graph()
    families.add_node("Pucci")
    found = describe(families)
    assert 0.166667 == pytest.approx(found["density"], abs=1e-6)
    assert 0.266667 == pytest.approx(found["degree_centralization"], abs=1e-6)
    assert 0.383492 == pytest.approx(found["betweenness_centralization"], abs=1e-6)
    assert (16, 1, 2) == (found.n, found.isolates, found["components"])


def test_information_among_organisations():
    """Degrees and betweenness of Hanneman & Riddle (2005), chapter 10 (UCINET)."""
    nodes = describe(knoke_information()).nodes
    assert {"COUN": 4, "NEWS": 3, "MAYR": 8}.items() <= column(nodes, "node", "out_degree").items()
    assert {"COUN": 5, "NEWS": 9, "MAYR": 8}.items() <= column(nodes, "node", "in_degree").items()
    between = column(nodes, "node", "betweenness")
    printed = {"COUN": 0.667, "COMM": 12.333, "EDUC": 11.694, "INDU": 0.806, "MAYR": 17.833, "WELF": 1.222}
    assert printed == {name: round(between[name], 3) for name in printed}


# Against networkx


@pytest.mark.parametrize("make", REAL.values(), ids=REAL)
def test_nodes_are_those_of_networkx(make):
    """In the order of the graph: degree, core number, clustering, cut points and components."""
    graph = make()
    plain = nx.Graph(graph)
    nodes = describe(graph).nodes
    assert list(graph) == list(nodes["node"])
    assert dict(plain.degree) == column(nodes, "node", "degree")
    assert nx.core_number(plain) == column(nodes, "node", "core")
    assert {*nx.articulation_points(plain)} == {node for node, cut in column(nodes, "node", "cut").items() if cut}
    assert {n: len(part) for part in nx.connected_components(plain) for n in part} == column(nodes, "node", "component")
    clustering = column(nodes, "node", "clustering")
    assert {n: c for n, c in clustering.items() if c is not None} == pytest.approx(
        {n: c for n, c in nx.clustering(plain).items() if plain.degree[n] > 1}
    )


@pytest.mark.parametrize("make", REAL.values(), ids=REAL)
def test_the_whole_is_that_of_networkx(make):
    """Ties, reciprocity, transitivity, components and the mean distance."""
    graph = make()
    plain = nx.Graph(graph)
    found = describe(graph)
    lengths = [
        length
        for node, near in nx.all_pairs_shortest_path_length(graph)
        for other, length in near.items()
        if node != other
    ]
    assert graph.number_of_edges() == found["ties"]
    assert nx.transitivity(plain) == pytest.approx(found["transitivity"])
    assert nx.number_connected_components(plain) == found["components"]
    assert sum(lengths) / len(lengths) == pytest.approx(found["mean_distance"])
    assert (nx.overall_reciprocity(graph) if graph.is_directed() else None) == found["reciprocity"]


@pytest.mark.parametrize("make", REAL.values(), ids=REAL)
def test_ties_are_those_of_networkx(make):
    """Common contacts and bridges; each undirected tie once, each arc for itself."""
    graph = make()
    plain = nx.Graph(graph)
    pairs = describe(graph).pairs
    ends = list(zip(pairs["source"], pairs["target"], strict=True))
    assert {frozenset(pair) for pair in graph.edges} == {frozenset(pair) for pair in ends}
    assert graph.number_of_edges() == len(ends)
    assert [len(list(nx.common_neighbors(plain, *pair))) for pair in ends] == list(pairs["shared"])
    bridges = {frozenset(pair) for pair in nx.bridges(plain)}
    assert [frozenset(pair) in bridges for pair in ends] == list(pairs["bridge"])
    if graph.is_directed():
        assert [graph.has_edge(target, source) for source, target in ends] == list(pairs["returned"])
    else:
        assert "returned" not in pairs


# What a graph says of its ties and groups


def test_what_ties_say_of_themselves_is_shown():
    """Strength and confirmation, of parallel ties the greatest; without any, there is no such column."""
    graph = nx.MultiDiGraph([("a", "b", {"strength": 2}), ("a", "b", {"strength": 3, "confirmed": False}), ("b", "c")])
    pairs = describe(graph).pairs
    assert {"strength": (3, None), "confirmed": (False, None)} == {
        name: pairs[name] for name in ("strength", "confirmed")
    }
    assert "strength" not in describe(nx.path_graph(3)).pairs


def test_groups_add_what_depends_on_them():
    """By hand: who is of no known group is in none, and its ties are neither within nor between."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
    found = describe(graph, {"a": 1, "b": 1, "c": 2})
    assert (1, 1, 2, None) == found.nodes["group"]
    assert (-1.0, 0.0, 1.0, None) == found.nodes["ei_index"]
    assert (True, False, None) == found.pairs["same_group"]
    assert 0.0 == found["ei_index"]
    assert 1 == column(found.nodes, "node", "brokerage")["b"]
    with pytest.raises(UnknownNameError):
        describe(graph, "sector")


def test_missing_respondents_show():
    """In the table of nodes, in the bounds of density, and as a warning in print."""
    found = describe(with_missing(knoke_information(), "COUN"))
    assert column(found.nodes, "node", "answered")["COUN"] is False
    assert found["density_low"] <= 49 / 90 <= found["density_high"]
    assert found["density_low"] < found["density_high"]
    assert "9 of 10 answered" in str(found)


# Small and odd graphs


@pytest.mark.parametrize("make", [nx.Graph, nx.DiGraph, nx.MultiDiGraph])
@pytest.mark.parametrize("n", [0, 1, 2])
def test_graphs_without_ties_are_described(make, n):
    """Every measure that means nothing there is None, and every column is there."""
    graph = make()
    graph.add_nodes_from(range(n))
    found = describe(graph)
    assert (0, n) == (found["ties"], found["components"])
    assert [None] * 3 == [found[name] for name in ("degree_centralization", "mean_distance", "transitivity")]
    assert (n, 0) == (found.nodes.rows, found.pairs.rows)
    assert (None if n < 2 else 1.0) == found["fragmentation"]


def test_a_measure_that_is_not_there_is_named():
    """With the one that was meant."""
    with pytest.raises(UnknownNameError, match="did you mean 'density'"):
        _ = describe(nx.path_graph(3))["densty"]


# Many


def test_many_networks_are_a_row_each():
    """The same figures as one by one; a measure that one network lacks is None there."""
    graphs = {("north", 1): knoke_information(), ("south", 1): nx.path_graph(4)}
    table = describe_many(graphs, ["coalition", "wave"])
    assert (("north", "south"), (1, 1)) == (table["coalition"], table["wave"])
    assert (10, 4) == table["n"]
    for place, graph in enumerate(graphs.values()):
        found = describe(graph)
        for measure in found.system["measure"]:
            assert found[measure] == table[measure][place]
    assert table["indegree_centralization"][1] is None
    assert ("", "") == table["warnings"]


def test_many_networks_say_where_isolates_cannot_be_seen():
    """The codes of their warnings stand in the table, and who answered."""
    unseen = knoke_information()
    unseen.graph["roster"] = False
    table = describe_many({"here": unseen, "there": with_missing(knoke_information(), "COUN")})
    assert ("here", "there") == table["network"]
    assert ("network.no_roster", "network.missing_respondents") == table["warnings"]
    assert (None, 9) == table["respondents"]


@pytest.mark.parametrize("by", [["coalition"], ["coalition", "density"], ["coalition", "n"]])
def test_names_of_keys_are_checked(by):
    """As many as a key has parts, and none that a measure has."""
    with pytest.raises(InvalidValueError, match="by"):
        describe_many({("north", 1): nx.path_graph(3)}, by)


def test_no_network_is_an_empty_table():
    """Nothing to say, and nothing that fails."""
    assert 0 == describe_many({}).rows


def test_many_networks_are_a_mapping():
    """A list of graphs has no keys to tell them apart."""
    with pytest.raises(InvalidValueError, match="a mapping of networks by key"):
        describe_many([nx.path_graph(3)])


def test_which_of_many_networks_has_no_such_attribute():
    """Whoever has thousands is told the key of the one."""
    one, other = nx.path_graph(3), nx.path_graph(3)
    nx.set_node_attributes(one, "school", "sector")
    with pytest.raises(UnknownNameError, match=r"no node attribute in network \('south', 1\) 'sector'"):
        describe_many({("north", 1): one, ("south", 1): other}, ["coalition", "wave"], "sector")


def test_its_table_is_the_network_as_a_whole():
    """Whoever takes the table of every result gets what is printed."""
    found = describe(nx.florentine_families_graph())
    assert found.system is found.table
    assert str(found.table) in str(found)
