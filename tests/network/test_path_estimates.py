import networkx as nx
import numpy as np
import pytest
from tests.network.networks import FRIENDSHIP, managers

from collective_impact import InvalidValueError
from collective_impact.network import betweenness, closeness, path_estimates

GRAPHS = [nx.karate_club_graph(), managers(FRIENDSHIP), nx.gnp_random_graph(70, 0.03, seed=1, directed=True)]


@pytest.mark.parametrize("mode", ["out", "in"])
@pytest.mark.parametrize("graph", GRAPHS)
def test_all_nodes_as_pivots(graph, mode):
    """Then nothing is estimated, and nothing is uncertain."""
    found = path_estimates(graph, pivots=1000, mode=mode)
    assert (len(graph), tuple(graph)) == (found.pivots, found.nodes)
    assert pytest.approx(betweenness(graph)) == dict(zip(graph, found.betweenness, strict=True))
    assert pytest.approx(closeness(graph, mode=mode)) == dict(zip(graph, found.closeness, strict=True))
    assert {0} == {*found.betweenness_errors, *found.closeness_errors}


@pytest.mark.parametrize("graph", GRAPHS)
def test_not_biased_and_as_uncertain_as_it_says(graph):
    """Over 400 choices of pivots the mean is the exact value, and the spread what the errors say.

    A mean of 400 is within 5 standard errors of its own; of a variance the relative error
    is about the square root of 2 / 400, more with heavy tails: a quarter either way.
    """
    exact = np.array([list(betweenness(graph).values()), list(closeness(graph, mode="in").values())])
    runs = [path_estimates(graph, pivots=12, mode="in", seed=seed) for seed in range(400)]
    values = np.array([[run.betweenness, run.closeness] for run in runs])
    variances = np.array([[run.betweenness_errors, run.closeness_errors] for run in runs]) ** 2
    spread = values.std(axis=0)
    assert (np.abs(values.mean(axis=0) - exact) <= 5 * spread / 20 + 1e-9).all()
    assert pytest.approx(spread.mean(axis=1) ** 2, rel=0.25) == (np.sqrt(variances.mean(axis=0)).mean(axis=1)) ** 2


def test_by_hand():
    """Two pivots of the chain a - b - c: with a and c, b is between twice of the 2 x 3/2 / 2 that two pivots show."""
    chain = nx.path_graph(["a", "b", "c"])
    found = [path_estimates(chain, pivots=2, seed=seed) for seed in range(20)]
    # Dependencies on b: 1 of source a, 0 of b, 1 of c. Each sum over pivots is multiplied by 3/2, and halved.
    assert {1 * 3 / 2 / 2, 2 * 3 / 2 / 2} == {run.by_node["b"]["betweenness"] for run in found}
    # Where a and b are the pivots the two differ by 1: s**2 = 1/2, error = 3 sqrt(1/2 / 2 (1 - 2/3)) / 2.
    errors = {round(run.by_node["b"]["betweenness_errors"], 9) for run in found}
    assert {0, round(3 * (1 / 2 / 2 / 3) ** 0.5 / 2, 9)} == errors


def test_the_same_seed():
    """The same choice for the same seed, in whatever order the nodes come; another for another."""
    graph = nx.karate_club_graph()
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(graph.edges)
    found = path_estimates(graph, pivots=10, seed=4)
    assert found.by_node == path_estimates(turned, pivots=10, seed=4).by_node
    assert found != path_estimates(graph, pivots=10, seed=5)
    assert (4, 10, "pivots", "out") == (found.seed, found.pivots, found.convention, found.mode)


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_to_estimate(n):
    """Fewer nodes than pivots."""
    found = path_estimates(nx.empty_graph(n))
    assert (n, (0,) * n, (0,) * n) == (found.pivots, found.betweenness, found.closeness_errors)


def test_one_pivot_says_nothing_of_its_error():
    """At least two are needed; and modes are those of closeness."""
    with pytest.raises(InvalidValueError, match="pivots: 1 is not a whole number of at least 2"):
        path_estimates(nx.path_graph(3), pivots=1)
    with pytest.raises(InvalidValueError, match="one of out, in"):
        path_estimates(nx.path_graph(3), mode="total")
