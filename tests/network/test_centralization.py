import networkx as nx
import pytest
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

from collective_impact import InvalidValueError
from collective_impact.network import betweenness_centralization, closeness_centralization, degree_centralization

MEASURES = [degree_centralization, betweenness_centralization, closeness_centralization]


def with_pucci():
    """Return the marriages of sixteen families, one of which married none of the others."""
    graph = nx.florentine_families_graph()
    graph.add_node("Pucci")
    return graph


@pytest.mark.parametrize(
    ("graph", "degree", "between"),
    [(nx.florentine_families_graph(), 0.274725, 0.436813), (with_pucci(), 0.266667, 0.383492)],
)
def test_families_in_florence(graph, degree, between):
    """Published figures for fifteen families, and for sixteen with the isolate Pucci."""
    assert pytest.approx(degree, abs=1e-6) == degree_centralization(graph)
    assert pytest.approx(between, abs=1e-6) == betweenness_centralization(graph)


@pytest.mark.parametrize(
    ("graph", "total", "into", "out", "between"),
    [
        (florentine_business(), 0.238095238095, None, None, 0.205714285714),
        (nx.karate_club_graph(), 0.399621212121, None, None, 0.40555719533),
        (knoke_information(), 0.430555555556, 0.506172839506, 0.382716049383, 0.201131687243),
        (managers(), 0.384210526316, 0.47, 0.575, 0.210296052632),
        (managers(FRIENDSHIP), 0.394736842105, 0.27, 0.69, 0.316328947368),
    ],
)
def test_as_two_other_packages_have_it(graph, total, into, out, between):
    """R igraph 1.3.5, centr_degree(loops=FALSE), centr_betw; sna 2.7.1, centralization of degree and betweenness."""
    assert pytest.approx(total) == degree_centralization(graph)
    assert pytest.approx(total if into is None else into) == degree_centralization(graph, mode="in")
    assert pytest.approx(total if out is None else out) == degree_centralization(graph, mode="out")
    assert pytest.approx(between) == betweenness_centralization(graph)


@pytest.mark.parametrize(
    ("graph", "out", "into"),
    [
        (nx.florentine_families_graph(), 0.411721611722, 0.411721611722),
        (florentine_business(), 0.47746031746, 0.47746031746),
        (knoke_information(), 0.205761316872, 0.267489711934),
        (managers(), 0.30375, 0.25125),
        (managers(FRIENDSHIP), 0.447125, 0.175875),
    ],
)
def test_closeness_of_real_networks(graph, out, into):
    """From R igraph 1.3.5, h = harmonic_centrality(g, normalized=TRUE): sum(max(h) - h) / (n / 2 - 1), or n - 1."""
    assert pytest.approx(out) == closeness_centralization(graph)
    assert pytest.approx(into) == closeness_centralization(graph, mode="in")


def test_chain_of_five():
    """Freeman (1979) compares graphs of five points; in a chain degrees are 1 2 2 2 1, betweenness 0 3 4 3 0."""
    chain = nx.path_graph(5)
    assert pytest.approx((1 + 1) / (4 * 3)) == degree_centralization(chain)
    assert pytest.approx((4 + 1 + 1 + 4) / (4 * 4 * 3 / 2)) == betweenness_centralization(chain)
    # closeness x 4: ends 1 + 1/2 + 1/3 + 1/4 = 25/12, next 2 + 1/2 + 1/3 = 34/12, middle 2 + 2/2 = 36/12
    assert pytest.approx((2 * (36 - 25) + 2 * (36 - 34)) / 12 / 4 / (5 / 2 - 1)) == closeness_centralization(chain)


@pytest.mark.parametrize("n", [3, 4, 10])
@pytest.mark.parametrize("measure", MEASURES)
def test_star_and_ring(measure, n):
    """A star is as central as can be; in a ring, a complete and an empty graph nobody is ahead."""
    assert pytest.approx(1) == measure(nx.star_graph(n - 1))
    for even in (nx.cycle_graph(n), nx.cycle_graph(n, nx.DiGraph), nx.complete_graph(n), nx.empty_graph(n)):
        assert pytest.approx(0, abs=1e-12) == measure(even)


def test_directed_stars():
    """All ties leave the centre, or all reach it; a star never has more than 1 (some packages give 1.111)."""
    out = nx.DiGraph(("centre", leaf) for leaf in range(9))
    into = out.reverse()
    for measure in (degree_centralization, closeness_centralization):
        assert pytest.approx(1) == measure(out, mode="out")
        assert pytest.approx(1) == measure(into, mode="in")
        # Nine have one tie (or: are a ninth as near as can be), the centre none: it alone is behind, by 1 of 9 * 9.
        assert pytest.approx(1 / 81) == measure(out, mode="in")
    assert 0 == betweenness_centralization(out)


@pytest.mark.parametrize("n", [0, 1, 2])
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
@pytest.mark.parametrize("measure", MEASURES)
def test_too_few_to_differ(measure, kind, n):
    """Where nobody can be ahead, nobody is: 0."""
    assert 0 == measure(nx.complete_graph(n, kind))


def test_two_of_whom_one_asks_the_other():
    """Of two with one arc, one has all in-ties there can be: 1; of both directions together neither is ahead: 0."""
    pair = nx.DiGraph([("a", "b")])
    assert [0, 1, 1] == [degree_centralization(pair, mode=mode) for mode in ("total", "in", "out")]


def test_symmetric_directed_graph():
    """An undirected graph and the same with a tie each way: degree and betweenness agree, since each doubles."""
    families = with_pucci()
    both = families.to_directed()
    assert pytest.approx(degree_centralization(families)) == degree_centralization(both)
    assert pytest.approx(betweenness_centralization(families)) == betweenness_centralization(both)


def test_loops_do_not_count():
    """A star whose nodes report ties to themselves is a star (with loops counted it scores 0.8)."""
    star = nx.star_graph(4)
    star.add_edges_from((node, node) for node in list(star))
    assert 1 == degree_centralization(star)


@pytest.mark.parametrize("measure", [degree_centralization, closeness_centralization])
def test_no_such_mode(measure):
    """A misspelt mode is refused."""
    with pytest.raises(InvalidValueError, match="mode: 'all' is not one of"):
        measure(nx.star_graph(3), mode="all")
