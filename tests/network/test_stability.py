import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, managers, with_missing

import collective_impact as ci
from collective_impact.network import overlap, stability, stakeholder_graph
from collective_impact.network._core import core_periphery


def test_ties_of_those_who_stayed():
    """a-b is kept, b-c dissolved, a-c created; ties with d, who went, and e, who came, do not count."""
    earlier = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
    later = nx.Graph([("b", "a"), ("c", "a"), ("c", "e")])
    found = stability(earlier, later)
    assert ((("a", "b"),), (("a", "c"),), (("b", "c"),)) == (found.kept, found.created, found.dissolved)
    assert (1 / 3, 2 / 3, 2 / 3) == (found.jaccard, found.density_earlier, found.density_later)
    assert (3, 3, 3) == (found.n, found.pairs, found.of)
    assert (("a", "b", "c"), ("e",), ("d",)) == (found.stayed, found.came, found.went)
    assert (None, None) == (found.respondents, found.seed)


def test_two_relations_as_if_they_were_waves():
    """Krackhardt's managers: the Jaccard index of uunet 2.2.1 for advice and friendship, over 420 arcs."""
    advice, friendship = managers(), managers(FRIENDSHIP)
    found = stability(advice, friendship)
    assert 0.258621 == pytest.approx(found.jaccard, abs=1e-6)
    assert (60, 42, 130, 420) == (len(found.kept), len(found.created), len(found.dissolved), found.pairs)
    assert nx.density(advice) == pytest.approx(found.density_earlier)
    assert nx.density(friendship) == pytest.approx(found.density_later)
    assert (set(core_periphery(advice).core), 0) == (set(found.core_earlier), found.seed)


def test_who_did_not_answer_in_one_wave():
    """Nothing that they report in the other is new or gone: it is not known whether it was there."""
    whole, partial = managers(), with_missing(managers(), 1, 2, 3)
    found = stability(partial, whole)
    assert ((), (), 1.0) == (found.created, found.dissolved, found.jaccard)
    assert (18 * 20, 420) == (found.pairs, found.of)  # the arcs of the eighteen who answered
    assert found.density_earlier == found.density_later
    assert None is found.respondents
    nx.set_node_attributes(whole, True, "answered")
    assert 18 == stability(partial, whole).respondents
    assert ["network.missing_respondents"] == [warning.code for warning in stability(partial, whole).warnings]


def test_isolates_that_stayed():
    """Who became one, and who no longer is one; who did not answer is not known to be one."""
    earlier, later = nx.Graph([("a", "b")]), nx.Graph([("b", "c"), ("e", "f")])
    earlier.add_nodes_from("cde")
    later.add_nodes_from("ad")
    later.nodes["d"]["answered"] = False
    found = stability(earlier, later)
    assert (("c", "d", "e"), ("a",)) == (found.isolates_earlier, found.isolates_later)
    assert (("a",), ("c", "d", "e")) == (found.became_isolates, found.no_longer_isolates)
    assert 1 == found.isolates


def test_the_core_of_each_wave():
    """Everybody is tied to the core alone: first to a and b, then to b and c; d came into neither."""
    earlier, later = nx.complete_graph(["a", "b"]), nx.complete_graph(["b", "c"])
    earlier.add_edges_from((core, other) for core in "ab" for other in "cdefg")
    later.add_edges_from((core, other) for core in "bc" for other in "adefg")
    found = stability(earlier, later)
    assert (("a", "b"), ("b", "c")) == (found.core_earlier, found.core_later)
    assert (("c",), ("a",)) == (found.entered_core, found.left_core)
    came = later.copy()
    came.remove_node("a")
    assert () == stability(earlier, came).left_core


def test_waves_of_an_initiative():
    """The graphs of two waves are what is compared."""
    people = [ci.Stakeholder(id=name) for name in "abc"]
    waves = [ci.Wave(id="first", answered=["a", "b"]), ci.Wave(id="second", answered=["a", "b", "c"])]
    ties = [
        ci.Tie(source="a", target="b", kind="trust", wave="first"),
        ci.Tie(source="a", target="b", kind="trust", wave="second"),
        ci.Tie(source="c", target="b", kind="trust", wave="second"),
        ci.Tie(source="b", target="a", kind="trust", wave="second"),
    ]
    one = ci.Initiative(id="x", stakeholders=people, waves=waves, ties=ties)
    found = stability(stakeholder_graph(one, "trust", "first"), stakeholder_graph(one, "trust", "second"))
    assert ((("a", "b"),), (("b", "a"),), (), 4) == (found.kept, found.created, found.dissolved, found.pairs)
    assert 2 == found.respondents


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_nothing_to_compare(kind):
    """Nobody stayed, or one alone, or there was no tie: there is no index, and without pairs no density."""
    found = stability(kind([("a", "b")]), kind([("c", "d")]))
    assert (None, None, 0, 0) == (found.jaccard, found.density_later, found.pairs, found.n)
    assert (None, None) == (stability(kind(), kind()).jaccard, stability(kind(), kind()).density_earlier)
    empty = nx.empty_graph(3, create_using=kind)
    assert (None, 0.0) == (stability(empty, empty).jaccard, stability(empty, empty).density_later)


def test_waves_that_cannot_be_compared():
    """Ties with a direction are not ties without."""
    with pytest.raises(ci.InvalidValueError, match="directed"):
        stability(nx.Graph(), nx.DiGraph())


NODES = [1, 2, "a", "b", (3, 4)]
PAIRS = [(u, v) for u in NODES for v in NODES if u != v]


@st.composite
def waves(draw):
    """Two waves of which not everybody is in both."""
    kind = draw(st.sampled_from([nx.Graph, nx.DiGraph]))
    both = []
    for _ in range(2):
        graph = kind()
        graph.add_nodes_from(draw(st.lists(st.sampled_from(NODES), unique=True)))
        graph.add_edges_from(pair for pair in draw(st.lists(st.sampled_from(PAIRS))) if set(pair) <= set(graph))
        both.append(graph)
    return both


@given(waves())
def test_laws_of_stability(both):
    """Turned round, what was created was dissolved; over those who stayed it is the overlap of the two."""
    found, back = stability(*both), stability(*both[::-1])
    assert (found.kept, found.created, found.came) == (back.kept, back.dissolved, back.went)
    assert (found.density_earlier, found.core_later) == (back.density_later, back.core_earlier)
    stayed = [graph.subgraph(found.stayed) for graph in both]
    assert found.jaccard == overlap(*stayed)
    assert len(found.kept) + len(found.dissolved) == stayed[0].size()


@given(waves(), st.randoms(use_true_random=False))
def test_the_order_of_nodes_changes_nothing(both, chance):
    """Nor that of edges."""
    turned = []
    for graph in both:
        again = graph.__class__()
        again.add_nodes_from(chance.sample(list(graph), len(graph)))
        again.add_edges_from(chance.sample(list(graph.edges), graph.size()))
        turned.append(again)
    assert stability(*both) == stability(*turned)
