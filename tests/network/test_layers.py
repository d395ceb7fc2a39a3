import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, florentine_business, managers, with_missing

import collective_impact as ci
from collective_impact.network import Multiplexity, _snapshot, multigraph, multiplexity, overlap, stakeholder_graph

MEASURES = ["jaccard", "coverage", "simple_matching", "pearson"]


def florence():
    """Return marriages and business among the sixteen Florentine families, isolates included."""
    both = nx.florentine_families_graph(), florentine_business()
    for graph in both:
        graph.add_nodes_from([*both[0], *both[1]])
    return both


# Which relations go together


@pytest.mark.parametrize(
    ("measure", "expected", "back"),
    [("jaccard", 0.296296, 0.296296), ("coverage", 0.4, 0.533333), ("simple_matching", 0.841667, 0.841667)],
)
def test_marriages_and_business(measure, expected, back):
    """As ``layer_comparison(method="jaccard.edges")`` and its siblings of uunet 2.2.1 have it."""
    marriages, business = florence()
    assert expected == pytest.approx(overlap(marriages, business, measure=measure), abs=1e-6)
    assert back == pytest.approx(overlap(business, marriages, measure=measure), abs=1e-6)


def test_the_correlation_of_marriages_and_business():
    """0.372 in the manuals of UCINET (QAP correlation of Padgett's two networks)."""
    assert 0.372 == pytest.approx(overlap(*florence(), measure="pearson"), abs=5e-4)


@pytest.mark.parametrize(
    ("measure", "expected", "back"),
    [("jaccard", 0.258621, 0.258621), ("coverage", 0.315789, 0.588235), ("simple_matching", 0.590476, 0.590476)],
)
def test_advice_and_friendship(measure, expected, back):
    """Krackhardt's managers, directed; ``layer_comparison`` of uunet 2.2.1."""
    advice, friendship = managers(), managers(FRIENDSHIP)
    assert expected == pytest.approx(overlap(advice, friendship, measure=measure), abs=1e-6)
    assert back == pytest.approx(overlap(friendship, advice, measure=measure), abs=1e-6)


def test_pairs_that_one_relation_does_not_know():
    """Of four, d did not answer about trust: what it says of funding has nothing to be compared with."""
    trust = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "d")])
    nx.set_node_attributes(trust, {"a": True, "b": True, "c": True, "d": False}, "answered")
    funding = nx.DiGraph([("a", "b"), ("c", "b"), ("c", "d"), ("d", "a"), ("d", "b")])
    assert 0.5 == overlap(trust, funding)  # ab and cd of ab, bc, cb, cd
    assert 7 / 9 == overlap(trust, funding, measure="simple_matching")  # of the nine arcs of a, b and c
    assert 2 / 3 == overlap(trust, funding, measure="coverage")


def test_a_relation_of_which_only_ties_are_known():
    """Where everybody was silent, or the list may go on, there is nothing to compare."""
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a")], complete=False)
    assert [None] * 4 == [overlap(graph, graph, measure=measure) for measure in MEASURES]
    silent = with_missing(managers(), *managers())
    assert None is overlap(silent, silent)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_nothing_to_share(kind):
    """Without ties, or without pairs, there is no share; where all are tied, or none, no correlation."""
    none, full = (nx.empty_graph(3, create_using=kind), nx.complete_graph(3, create_using=kind))
    assert [None, None, 1.0, None] == [overlap(none, none, measure=measure) for measure in MEASURES]
    assert [0.0, None, 0.0, None] == [overlap(none, full, measure=measure) for measure in MEASURES]
    assert [1.0, 1.0, 1.0, None] == [overlap(full, full, measure=measure) for measure in MEASURES]
    for n in (0, 1):
        alone = nx.empty_graph(n, create_using=kind)
        assert [None] * 4 == [overlap(alone, alone, measure=measure) for measure in MEASURES]


def test_layers_that_are_converted_already_are_not_converted_again(monkeypatch):
    """A comparison of all nodes reads the snapshots that the graphs keep."""
    marriages, business = florence()
    expected = overlap(marriages, business)
    monkeypatch.setattr(_snapshot, "_made", lambda graph: pytest.fail(f"{graph} is converted once more"))
    assert expected == overlap(marriages, business)


def test_loops_and_parallel_ties():
    """Loops are no ties and parallel ties are one."""
    one, other = nx.MultiDiGraph([(1, 1), (1, "x"), (1, "x")]), nx.DiGraph([(1, "x"), ("x", "x")])
    assert 1.0 == overlap(one, other, measure="pearson")


def test_what_cannot_be_compared():
    """Other nodes, another measure, one with a direction and one without."""
    with pytest.raises(ci.InvalidValueError, match="nodes of only one network"):
        overlap(nx.Graph([(1, 2)]), nx.Graph([(1, 3)]))
    with pytest.raises(ci.InvalidValueError, match="jaccard, coverage, simple_matching, pearson"):
        overlap(nx.Graph(), nx.Graph(), measure="dice")
    with pytest.raises(ci.InvalidValueError, match="directed"):
        overlap(nx.Graph(), nx.DiGraph())


NODES = "abcde"
ARCS = st.lists(st.sampled_from([(u, v) for u in NODES for v in NODES if u != v]), unique=True)


@st.composite
def relations(draw, n=2):
    """Graphs over five nodes, all directed or none."""
    kind = draw(st.sampled_from([nx.Graph, nx.DiGraph]))
    made = [kind() for _ in range(n)]
    for graph in made:
        graph.add_nodes_from(draw(st.permutations(NODES)))
        graph.add_edges_from(draw(ARCS))
    return made


@given(relations())
def test_overlap_by_the_matrices(both):
    """Cell by cell, with numpy."""
    off = ~np.eye(5, dtype=bool)
    one, other = (nx.to_numpy_array(graph, nodelist=list(NODES))[off] for graph in both)
    found = {measure: overlap(*both, measure=measure) for measure in MEASURES}
    if (one + other).any():
        assert found["jaccard"] == pytest.approx((one * other).sum() / (one + other > 0).sum())
    if one.any():
        assert found["coverage"] == pytest.approx((one * other).sum() / one.sum())
    assert found["simple_matching"] == pytest.approx((one == other).mean())
    if one.std() and other.std():
        assert found["pearson"] == pytest.approx(np.corrcoef(one, other)[0, 1])


@given(relations(), st.permutations(NODES), st.sampled_from(MEASURES))
def test_names_change_nothing(both, names, measure):
    """Relabelling both relations alike leaves their overlap, and all but coverage is the same from either side."""
    mapping = dict(zip(NODES, names, strict=True))
    again = [nx.relabel_nodes(graph, mapping) for graph in both]
    found = overlap(*both, measure=measure)
    assert found == overlap(*again, measure=measure)
    assert measure == "coverage" or found == overlap(*both[::-1], measure=measure)


# How many relations tie two


@pytest.mark.parametrize(
    ("node", "relevance", "exclusive"),
    [
        ("Medici", 0.75, 0.375),
        ("Peruzzi", 0.6, 0.2),
        ("Tornabuoni", 1.0, 0.666667),
        ("Lamberteschi", 0.25, 0.0),
        ("Ginori", 0.333333, 0.333333),
    ],
)
def test_what_marriages_are_to_a_family(node, relevance, exclusive):
    """As ``relevance`` and ``xrelevance`` of uunet 2.2.1 have it."""
    marriages, business = florence()
    found = multiplexity({"marriage": marriages, "business": business}).by_node[node]
    assert relevance == pytest.approx(found.relevance["marriage"], abs=1e-6)
    assert exclusive == pytest.approx(found.exclusive_relevance["marriage"], abs=1e-6)


@pytest.mark.parametrize(
    ("node", "expected"),
    [("Medici", 0.272727), ("Castellani", 0.333333), ("Peruzzi", 0.285714), ("Lamberteschi", 0.2), ("Ridolfi", 0.0)],
)
def test_how_redundant_the_ties_of_a_family_are(node, expected):
    """As ``connective_redundancy`` of uunet 2.2.1 has it."""
    marriages, business = florence()
    found = multiplexity({"marriage": marriages, "business": business}).by_node[node]
    assert expected == pytest.approx(found.redundancy, abs=1e-6)


@pytest.mark.parametrize(
    ("node", "relevance", "exclusive"), [(1, 0.941176, 0.470588), (11, 0.8125, 0.125), (17, 0.611111, 0.0)]
)
def test_what_advice_is_to_a_manager(node, relevance, exclusive):
    """Directed, neighbours either way; ``relevance`` and ``xrelevance`` of uunet 2.2.1."""
    found = multiplexity({"advice": managers(), "friendship": managers(FRIENDSHIP)}).by_node[node]
    assert relevance == pytest.approx(found.relevance["advice"], abs=1e-6)
    assert exclusive == pytest.approx(found.exclusive_relevance["advice"], abs=1e-6)


def test_ties_in_one_and_in_two_relations():
    """Of the Florentines 20 marriages and 15 business ties, 8 of them with the same family: 19 alone and 8 twice."""
    marriages, business = florence()
    found = multiplexity({"marriage": marriages, "business": business})
    assert isinstance(found, Multiplexity)
    assert ((19, 8), 35 / 27) == (found.distribution, found.mean)
    assert (2, 1) == (found.by_tie["Medici", "Tornabuoni"], found.by_tie["Ginori", "Medici"])
    assert (16, 1, None) == (found.n, found.isolates, found.respondents)
    pucci = found.by_node["Pucci"]
    assert (None, None) == (pucci.redundancy, pucci.relevance["marriage"])


def test_two_arcs_between_two_are_one_tie():
    """Mutual arcs of one relation lead to nobody twice."""
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "a")])
    found = multiplexity({"trust": graph})
    assert (0.0, {("a", "b"): 1, ("b", "a"): 1}) == (found.by_node["a"].redundancy, found.by_tie)


def test_layers_of_an_initiative():
    """A multigraph and the graphs of its kinds are the same layers."""
    one = ci.Initiative(
        id="x",
        stakeholders=[ci.Stakeholder(id=name) for name in "abc"],
        ties=[
            ci.Tie(source="a", target="b", kind="trust", wave="w"),
            ci.Tie(source="a", target="b", kind="funding", wave="w"),
            ci.Tie(source="b", target="c", kind="funding", wave="w", status="absent"),
            ci.Tie(source="b", target="c", kind="referral", wave="w", status="absent"),
        ],
        waves=[ci.Wave(id="w", answered=["a", "b"])],
    )
    layers = multiplexity(multigraph(one, bodies=False, activities=False))
    assert (("funding", "referral", "trust"), (0, 1, 0)) == (layers.layers, layers.distribution)
    by_kind = {kind: stakeholder_graph(one, kind) for kind in layers.layers}
    assert layers == multiplexity(by_kind)
    assert (3, 2, 1) == (layers.n, layers.respondents, layers.isolates)
    assert ["network.missing_respondents"] == [warning.code for warning in layers.warnings]


def test_a_multigraph_warns_as_a_whole():
    """Nobody says that all bodies are listed; and of referrals, of which there is none, it says no more than that."""
    one = ci.Initiative(
        id="x",
        stakeholders=[ci.Stakeholder(id=name) for name in "ab"],
        ties=[
            ci.Tie(source="a", target="b", kind="trust"),
            ci.Tie(source="a", target="b", kind="referral", status="absent"),
        ],
    )
    found = multiplexity(multigraph(one))
    assert (("referral", "trust"), (1, 0)) == (found.layers, found.distribution)
    assert ["network.ties_not_complete"] == [warning.code for warning in found.warnings]


def test_who_answered_about_all_relations():
    """Each of them counts; if of one nobody knows who answered, nobody knows of all."""
    one, other = nx.Graph(), nx.Graph()
    one.add_nodes_from("abc", answered=True)
    other.add_nodes_from("ab", answered=True)
    other.add_node("c", answered=False)
    assert 2 == multiplexity({"one": one, "other": other}).respondents
    other.add_node("a", answered=None)
    assert None is multiplexity({"one": one, "other": other}).respondents


def test_relations_without_ties():
    """There is no tie to count the layers of."""
    found = multiplexity({"trust": nx.Graph()})
    assert ((0,), None, {}) == (found.distribution, found.mean, found.by_node)


@pytest.mark.parametrize(
    "layers", [{}, nx.Graph(), nx.MultiGraph(), [nx.Graph()]], ids=["none", "one", "empty", "list"]
)
def test_what_has_no_layers(layers):
    """There is at least one relation, with a name."""
    with pytest.raises(ci.InvalidValueError, match="layers"):
        multiplexity(layers)


def test_layers_that_do_not_fit():
    """They are over the same nodes, and all directed or none."""
    with pytest.raises(ci.InvalidValueError, match="nodes of only one network"):
        multiplexity({"one": nx.Graph([(1, 2)]), "other": nx.Graph([(1, 3)])})
    with pytest.raises(ci.InvalidValueError, match="directed"):
        multiplexity({"one": nx.Graph(), "other": nx.DiGraph()})


@given(relations(n=3))
def test_laws_of_layers(layers):
    """What is counted by tie and by node fits together, and what no other layer has adds up to at most all."""
    found = multiplexity(dict(zip("xyz", layers, strict=True)))
    assert sum(found.by_tie.values()) == sum(graph.size() for graph in layers)
    assert len(found.by_tie) == sum(found.distribution) == nx.compose_all(layers).size()
    for node, mine in found.by_node.items():
        near = {other for graph in layers for other in nx.all_neighbors(graph, node)}
        assert len(near) == mine.neighbours
        if near:
            exclusive = sum(mine.exclusive_relevance.values())
            assert 0 <= exclusive <= 1
            assert max(mine.relevance.values()) <= 1 <= sum(mine.relevance.values())
            assert (exclusive == 1) == (mine.redundancy == 0)
