import math
import tracemalloc

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

import collective_impact as ci
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network import constraint, effective_size, efficiency, hierarchy
from collective_impact.network._snapshot import snapshot

MEASURES = [constraint, effective_size, efficiency, hierarchy]
REAL = {
    "marriages": nx.florentine_families_graph(),
    "business": florentine_business(),
    "club": nx.karate_club_graph(),
    "women": nx.davis_southern_women_graph(),
    "novel": nx.les_miserables_graph(),
    "information": knoke_information(),
    "advice": managers(),
    "friendship": managers(FRIENDSHIP),
}
IGRAPH = {
    # R: igraph::constraint(graph_from_adjacency_matrix(matrix)), igraph 1.3.5; rows in the order of the matrix
    "information": """0.480551183322 0.401446320092 0.385986848073 0.478618922420 0.387400810874 0.454344618056
        0.424220609026 0.513779176312 0.435565441744 0.485778533636""",
    "friendship": """0.282834527710 0.242376271503 0.343141194071 0.337561416107 0.265664012844 0.300620308733
        0.466525730663 0.362408051501 0.313987902027 0.203246898465 0.211927142273 0.265309360390 0.678269690629
        0.355388985687 0.288911349995 0.370283131355 0.196208309855 0.393038065503 0.268190440512 0.289478853619
        0.326986215615""",
    "marriages": """1 0.209876543210 0.482253086420 0.655864197531 0.458333333333 0.5 0.459876543210 0.459876543210
        0.333333333333 0.5 1 0.482253086420 0.25 1 1""",
}


def by_formula(graph, strength=None):
    """Return all four as the formulas of Burt (1992) say, over a dense table and in plain loops."""
    nodes = list(graph)
    table = nx.to_numpy_array(graph, nodelist=nodes, weight=strength, multigraph_weight=max)
    tied = (table if strength else (table > 0) * 1.0) + (table if strength else (table > 0) * 1.0).T
    np.fill_diagonal(tied, 0)
    n = len(nodes)
    found = {measure.__name__: {} for measure in MEASURES}
    for i, node in enumerate(nodes):
        contacts = [j for j in range(n) if tied[i, j] > 0]
        if not contacts:
            for values in found.values():
                values[node] = None
            continue
        p = tied[i] / tied[i].sum()
        held = [(p[j] + sum(p[q] * tied[q, j] / tied[q].sum() for q in contacts if q != j)) ** 2 for j in contacts]
        left = sum(1 - sum(p[q] * tied[j, q] / tied[j].max() for q in contacts if q != j) for j in contacts)
        mean = sum(held) / len(held)
        disorder = sum(value / mean * math.log(value / mean) for value in held)
        found["constraint"][node] = sum(held)
        found["effective_size"][node] = left
        found["efficiency"][node] = left / len(contacts)
        found["hierarchy"][node] = disorder / (len(held) * math.log(len(held))) if len(held) > 1 else None
    return found


def close(expected, actual):
    """Return whether values by node are the same up to rounding, None only where None is expected."""
    assert list(expected) == list(actual)
    return all(
        actual[node] is None if value is None else actual[node] == pytest.approx(value, abs=1e-9)
        for node, value in expected.items()
    )


# Expected values


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("name", REAL)
def test_they_are_what_the_formulas_say(name, measure):
    """On eight real networks, as plain loops over a dense table compute it."""
    assert close(by_formula(REAL[name])[measure.__name__], measure(REAL[name]))


@pytest.mark.parametrize("name", IGRAPH)
def test_constraint_is_that_of_igraph(name):
    """Values of the R package on two directed networks and one without direction."""
    assert list(map(float, IGRAPH[name].split())) == pytest.approx(list(constraint(REAL[name]).values()), abs=1e-11)


@pytest.mark.parametrize("name", REAL)
def test_constraint_is_that_of_networkx(name):
    """Of all who have ties of their own; networkx 3.4 has NaN for isolates and for who is only named by others."""
    graph = REAL[name]
    expected = {node: value for node, value in nx.constraint(graph).items() if graph.adj[node]}
    actual = constraint(graph)
    assert close(expected, {node: actual[node] for node in expected})


@pytest.mark.parametrize("name", ["marriages", "business", "club", "women", "novel"])
def test_effective_size_without_direction_is_that_of_networkx(name):
    """And so n - 2 t / n (Borgatti 1997): contacts less the mean number of ties among them."""
    graph = REAL[name]
    expected = {node: None if math.isnan(value) else value for node, value in nx.effective_size(graph).items()}
    assert close(expected, effective_size(graph))


@pytest.mark.parametrize("name", ["information", "advice", "friendship"])
def test_effective_size_of_a_directed_network_is_that_of_networkx_node_by_node(name):
    """Asked for nodes, where it has no NaN; asked for all at once it divides by other rows' largest tie (3.6.1)."""
    graph = REAL[name]
    asked = [node for node in graph if graph.out_degree[node]]
    expected = nx.effective_size(graph, nodes=asked)
    actual = effective_size(graph)
    assert close(expected, {node: actual[node] for node in asked})


def test_six_contacts_with_four_ties_among_them():
    """6 - 2 x 4 / 6 = 4.67 are left, and 0.78 of them are of use."""
    graph = nx.star_graph(6)
    graph.add_edges_from([(1, 2), (1, 5), (2, 4), (5, 6)])
    assert 6 - 8 / 6 == pytest.approx(effective_size(graph)[0])
    assert (6 - 8 / 6) / 6 == pytest.approx(efficiency(graph)[0])


def test_what_constrains_a_partner_of_two():
    """Half to each of two who are tied, one of whom has a third: (1/2 + 1/2 x 1/2)^2 + (1/2 + 1/2 x 1/3)^2."""
    graph = nx.Graph([("backbone", "ymca"), ("backbone", "bank"), ("backbone", "school"), ("ymca", "bank")])
    assert 0.75**2 + (2 / 3) ** 2 == pytest.approx(constraint(graph)["ymca"])
    assert 1.0 == constraint(graph)["school"]


# Strengths


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(0, 4), max_size=18), st.booleans())
def test_strengths_weigh(ties, directed):
    """The formulas hold with strengths in the place of ones; a strength of 0 is no tie."""
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(6))
    graph.add_edges_from((a, b, {"strength": strength}) for (a, b), strength in ties.items())
    expected = by_formula(graph, "strength")
    for measure in MEASURES:
        assert close(expected[measure.__name__], measure(graph, strength="strength"))


@pytest.mark.parametrize("measure", MEASURES)
def test_ties_of_one_strength_are_ties(measure):
    """Whatever the strength is: only shares count."""
    graph = knoke_information()
    nx.set_edge_attributes(graph, 3, "strength")
    assert close(measure(graph), measure(graph, strength="strength"))


@pytest.mark.parametrize("measure", MEASURES)
def test_a_strength_that_is_missing_is_refused(measure):
    """Nothing is filled in; the error names the tie."""
    graph = nx.DiGraph([("ymca", "bank", {"strength": 2}), ("bank", "ymca")])
    with pytest.raises(InvalidValueError, match="strength of 'bank' to 'ymca': None is not known"):
        measure(graph, strength="strength")
    with pytest.raises(UnknownNameError, match="did you mean 'strength'"):
        measure(graph, strength="strenght")


# Size


def test_effective_size_takes_memory_for_ties_and_not_for_pairs():
    """A star of 20,001 nodes with a ring round it: a table of all pairs would have 3.2 GB."""
    graph = nx.wheel_graph(20_001)
    snapshot(graph)
    tracemalloc.start()
    found = effective_size(graph)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 20_000 - 2 * 20_000 / 20_000 == pytest.approx(found[0])  # as many ties among contacts as contacts
    assert 3 - 2 * 2 / 3 == pytest.approx(found[1])
    assert peak < 500 * graph.number_of_edges()


# Properties


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25), st.booleans(), st.permutations(range(7)))
def test_other_names_and_another_order_change_nothing(edges, directed, names):
    """The values move with the names."""
    graph = (nx.DiGraph if directed else nx.Graph)()
    graph.add_nodes_from(range(7))
    graph.add_edges_from(edges)
    other = (nx.DiGraph if directed else nx.Graph)()
    other.add_edges_from((str(names[a]), str(names[b])) for a, b in reversed(edges))
    other.add_nodes_from(str(names[node]) for node in reversed(range(7)))
    for measure in MEASURES:
        moved = measure(other)
        assert close(measure(graph), {node: moved[str(names[node])] for node in graph})


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("name", ["marriages", "business", "club", "women", "novel"])
def test_without_direction_is_the_same_as_both_ways(name, measure):
    """All ties returned say no more than all ties without direction."""
    assert close(measure(REAL[name]), measure(REAL[name].to_directed()))


def test_loops_and_parallel_ties_count_for_nothing():
    """A multigraph with loops has the values of the simple graph."""
    graph = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "c"), ("c", "a"), ("a", "d"), ("d", "d")])
    simple = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("a", "d")])
    for measure in MEASURES:
        assert close(measure(simple), measure(graph))


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (nx.empty_graph(0), {}),
        (nx.empty_graph(2), {0: (None,) * 4, 1: (None,) * 4}),
        (nx.path_graph(2), {0: (1, 1, 1, None), 1: (1, 1, 1, None)}),
        # a star of four: the middle has contacts of 1/4 each; 4 x (1/4)^2
        (nx.star_graph(4), {0: (0.25, 4, 1, 0), **dict.fromkeys(range(1, 5), (1, 1, 1, None))}),
        # a ring of five: two contacts who are not tied
        (nx.cycle_graph(5), dict.fromkeys(range(5), (0.5, 2, 1, 0))),
        # all of four tied: 3 x (1/3 + 2 x 1/3 x 1/3)^2; 3 - 2 x 3 / 3
        (nx.complete_graph(4), dict.fromkeys(range(4), (25 / 27, 1, 1 / 3, 0))),
    ],
    ids=["nobody", "nobody tied", "pair", "star", "ring", "complete"],
)
def test_graphs_of_one_shape_have_the_values_of_the_formulas(graph, expected):
    """Worked out by hand."""
    for place, measure in enumerate(MEASURES):
        assert close({node: values[place] for node, values in expected.items()}, measure(graph))


def test_constraint_of_one_contact_alone_makes_the_highest_hierarchy():
    """The more one of two contacts holds, the nearer to 1."""
    graph = nx.Graph([("a", "b", {"strength": 1000}), ("a", "c", {"strength": 1})])
    assert 0.99 < hierarchy(graph, strength="strength")["a"] <= 1
    assert pytest.approx(0) == hierarchy(graph)["a"]


def test_they_are_public():
    """Free functions of the room."""
    assert constraint is ci.network.constraint
