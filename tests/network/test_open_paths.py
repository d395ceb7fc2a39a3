import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

from collective_impact.network._open_paths import open_paths
from collective_impact.network._snapshot import groups, snapshot

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "unknown", "total")


def walked(graph, group):
    """Return the roles of each node as three loops count them, each pair of ends once where there is no direction."""
    arcs = graph if graph.is_directed() else graph.to_directed()
    found = {node: dict.fromkeys(ROLES, 0) for node in graph}
    for v in arcs:
        for a in arcs.predecessors(v):
            for c in arcs.successors(v):
                if len({a, v, c}) == 3 and not arcs.has_edge(a, c):
                    found[v]["total"] += 1
                    found[v][role(*(group.get(node) for node in (a, v, c)))] += 1
    if not graph.is_directed():
        for roles in found.values():
            for name in ("coordinator", "itinerant", "liaison", "unknown", "total"):
                roles[name] //= 2
    return found


def role(a, v, c):
    """Return the role of v by the groups of the three; gates are kept for one's own, who are represented to others."""
    if None in (a, v, c):
        return "unknown"
    if a == v == c:
        return "coordinator"
    if a == c:
        return "itinerant"
    if v == c:
        return "gatekeeper"
    return "representative" if a == v else "liaison"


def counted(graph, group):
    """Return what the arrays count, by node and role."""
    arrays = snapshot(graph)
    table = open_paths(arrays, groups(graph, group, arrays).codes)
    return {node: dict(zip(ROLES, table[arrays.index[node]].tolist(), strict=True)) for node in graph}


def by_attribute(graph, name):
    """Return the groups that an attribute makes."""
    return dict(graph.nodes(data=name))


REAL = {
    "advice": (managers(), by_attribute(managers(), "department")),
    "friendship": (managers(FRIENDSHIP), by_attribute(managers(), "level")),
    "information": (knoke_information(), {node: len(node) for node in knoke_information()}),
    "club": (nx.karate_club_graph(), by_attribute(nx.karate_club_graph(), "club")),
    "women": (nx.davis_southern_women_graph(), {node: node[0] for node in nx.davis_southern_women_graph()}),
    "marriages": (nx.florentine_families_graph(), {node: len(node) % 3 for node in nx.florentine_families_graph()}),
    "business": (florentine_business(), {node: node[0] for node in florentine_business()}),
    "novel": (nx.les_miserables_graph(), {node: node[0] for node in nx.les_miserables_graph() if node[0] != "M"}),
}


@pytest.mark.parametrize("name", REAL)
def test_they_are_those_that_one_meets_walking(name):
    """On eight real networks, directed and undirected, one of them with unknown groups."""
    graph, group = REAL[name]
    assert walked(graph, group) == counted(graph, group)


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40),
    st.lists(st.sampled_from([None, "a", "b", "c"]), min_size=8, max_size=8),
    st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiDiGraph]),
)
def test_they_are_those_that_one_meets_walking_anywhere(edges, kinds, make):
    """Whatever is tied to whatever, loops and parallel ties included."""
    graph = make()
    graph.add_nodes_from(range(8))
    graph.add_edges_from(edges)
    simple = (nx.DiGraph if graph.is_directed() else nx.Graph)(graph)
    simple.remove_edges_from([(a, b) for a, b in edges if a == b])
    group = dict(enumerate(kinds))
    assert walked(simple, group) == counted(graph, group)
