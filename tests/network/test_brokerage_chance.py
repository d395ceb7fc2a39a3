import itertools
import math
from collections import Counter

import networkx as nx
import numpy as np
import pytest
from tests.network.test_open_paths import ROLES, walked

from collective_impact.network._brokerage_chance import as_dense, as_many_ties, of_a_node, of_all

EXPECTED = [role for role in ROLES if role != "unknown"]


def all_graphs(n, *, directed):
    """Yield each graph of n nodes, with how many ties it has."""
    places = list(itertools.permutations(range(n), 2) if directed else itertools.combinations(range(n), 2))
    for chosen in itertools.product([False, True], repeat=len(places)):
        graph = (nx.DiGraph if directed else nx.Graph)()
        graph.add_nodes_from(range(n))
        graph.add_edges_from(itertools.compress(places, chosen))
        yield sum(chosen), graph


def counts_in_all(group, *, directed):
    """Return how many ties each graph has, and its roles: shape (graphs, nodes, roles)."""
    ties, roles = [], []
    for m, graph in all_graphs(len(group), directed=directed):
        found = walked(graph, dict(enumerate(group)))
        ties.append(m)
        roles.append([[found[node][role] for role in EXPECTED] for node in graph])
    return np.array(ties), np.array(roles, dtype=float)


@pytest.fixture(scope="module", params=[("aab", True), ("aabb", False), ("aabbc", False)], ids=str)
def everything(request):
    """Return groups, direction, and the roles in all graphs there can be."""
    group, directed = request.param
    return group, directed, *counts_in_all(group, directed=directed)


def check(group, directed, odds, weights, roles):
    """Compare exact moments with those over all graphs, each with its weight."""
    sizes = [*Counter(group).values()]
    actual = of_all(len(group), sizes, odds, directed=directed)
    compare(actual, weights, roles.sum(axis=1))
    for node, own in enumerate(group):
        actual = of_a_node(len(group), sizes, group.count(own), odds, directed=directed)
        compare(actual, weights, roles[:, node])


def compare(actual, weights, columns):
    """Compare mean and standard deviation of each role."""
    means = weights @ columns
    deviations = np.sqrt(weights @ (columns - means) ** 2)
    for place, role in enumerate(EXPECTED):
        assert (means[place], deviations[place]) == pytest.approx(actual[role], abs=1e-7)


def test_moments_given_the_ties_are_those_of_all_graphs_with_as_many(everything):
    """Each graph with m ties counts alike, for each m there can be."""
    group, directed, ties, roles = everything
    places = int(ties.max())
    for m in range(places + 1):
        weights = (ties == m) / np.count_nonzero(ties == m)
        check(group, directed, as_many_ties(m, places), weights, roles)


def test_moments_given_the_density_are_those_of_all_graphs(everything):
    """Each graph counts as much as it is likely where each tie is there by itself."""
    group, directed, ties, roles = everything
    places = int(ties.max())
    for m in (1, places // 2, places):
        density = m / places
        weights = density**ties * (1 - density) ** (places - ties)
        check(group, directed, as_dense(m, places), weights, roles)


def test_moments_of_directed_graphs_of_four():
    """All 792 with five arcs among two and two, and all 924 with six among three and one."""
    for group, m in (("aabb", 5), ("aaab", 6)):
        places = list(itertools.permutations(range(4), 2))
        roles = []
        for edges in itertools.combinations(places, m):
            graph = nx.DiGraph(edges)
            graph.add_nodes_from(range(4))
            found = walked(graph, dict(enumerate(group)))
            roles.append([[found[node][role] for role in EXPECTED] for node in range(4)])
        assert math.comb(12, m) == len(roles)
        weights = np.full(len(roles), 1 / len(roles))
        check(group, True, as_many_ties(m, 12), weights, np.array(roles, dtype=float))


def test_moments_agree_with_simulation():
    """Twelve nodes of four groups and 40 arcs, drawn 4,000 times: within four standard errors."""
    group, m, draws = "aaaabbbccddd", 40, 4000
    rng = np.random.default_rng(1)
    places = list(itertools.permutations(range(12), 2))
    totals = []
    for _ in range(draws):
        graph = nx.DiGraph([places[place] for place in rng.choice(len(places), m, replace=False)])
        graph.add_nodes_from(range(12))
        found = walked(graph, dict(enumerate(group)))
        totals.append([sum(roles[role] for roles in found.values()) for role in EXPECTED])
    drawn = np.array(totals)
    actual = of_all(12, [4, 3, 2, 3], as_many_ties(m, len(places)), directed=True)
    for place, role in enumerate(EXPECTED):
        mean, sd = actual[role]
        assert abs(drawn[:, place].mean() - mean) < 4 * sd / math.sqrt(draws)
        assert sd == pytest.approx(drawn[:, place].std(), rel=0.06)


def test_chance_of_a_large_network_is_exact_as_well():
    """The mean of all roles together is n (n - 1) (n - 2) triples, each open with p p (1 - p) nearly."""
    n, m = 100_000, 500_000
    places = n * (n - 1)
    actual = of_all(n, [20_000] * 5, as_many_ties(m, places), directed=True)
    mean = n * (n - 1) * (n - 2) * m * (m - 1) * (places - m) / (places * (places - 1) * (places - 2))
    assert mean == pytest.approx(actual["total"][0], rel=1e-12)
    assert mean == pytest.approx(sum(actual[role][0] for role in EXPECTED if role != "total"), rel=1e-12)
    assert 0 < actual["total"][1] < actual["liaison"][1] < mean
