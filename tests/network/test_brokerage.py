import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import FRIENDSHIP, knoke_information, managers

import collective_impact as ci
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network import brokerage

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
SNA_COLUMNS = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")

# R: sna::brokerage(matrix, departments), sna 2.7-1; columns w_I, w_O, b_IO, b_OI, b_O, t, a row a manager
SNA_ADVICE = """
 1  2  2 11  8 24 | 0  1  6  0 13 20 | 1  0  6  3 10 20 | 0  5  6  6 13 30 | 3  0 13  1  5 22 | 0  0  0  0  0  0
 0  7  0  0 31 38 | 0  0  2  4 10 16 | 0  0 10  0  3 13 | 0 15  1  1 28 45 | 0  0  1  0  4  5 | 0  0  0  0  2  2
 1  0  0  2  0  3 | 0  0  4  0  0  4 | 7  0 10  2  7 26 | 0  0  1  0  1  2 | 0  0  1  1  8 10 | 0 32  4 11 74 121
 2  0  0  1  1  4 | 2  0  8  4  9 23 | 11 7 20 15 19 72
"""
SNA_FRIENDSHIP = """
 3  1  4  8  3 19 | 0  0  6  4  7 17 | 0  0  0  3  0  3 | 0  3  1  6  0 10 | 4  1  8  3  4 20 | 0  0  0  3  2  5
 0  0  0  0  0  0 | 0  0  0  0  1  1 | 0  0  0  0  0  0 | 0  0  0  0  0  0 | 0 16  0  5 25 46 | 0  0  4  8  3 15
 0  0  0  0  0  0 | 2  0  4  0  0  6 | 5  0  4  1  1 11 | 0  0  0  2  0  2 | 5  4 36  7 19 71 | 0  0  0  0  1  1
 7  0  8  2  0 17 | 0  2  1  0  1  4 | 0  0  4  3  1  8
"""
# the same: exp.gli, sd.gli, and of the first manager exp.nli, sd.nli
SNA_EXPECTED = (47.7415775834, 152.4144260879, 152.4144260879, 152.4144260879, 389.3292031098, 894.3140589569)
SNA_SD = {"itinerant": 25.73078790230, "liaison": 33.28447026925}
SNA_EXPECTED_OF_ONE = (0.672416585682, 9.18969333765, 5.7155409783, 5.7155409783, 21.2931918799, 42.5863837599)
SNA_SD_OF_ONE = (0.882894862284, 4.51481606332, 4.36256540569, 4.36256540569, 8.96607698105, 15.6780107708)
SNA_Z_OF_ONE = (0.371033322666, -1.592466500697, -0.851687168621, 1.211319150611, -1.482609608196, -1.185506505361)


def rows(text):
    """Return the numbers of each row of a table."""
    return [tuple(map(int, row.split())) for line in text.strip().splitlines() for row in line.split("|")]


# Expected values


@pytest.mark.parametrize(("graph", "table"), [(managers(), SNA_ADVICE), (managers(FRIENDSHIP), SNA_FRIENDSHIP)])
def test_roles_are_those_of_sna(graph, table):
    """All five of 21 managers by department; sna calls b_OI the gatekeeper and b_IO the representative."""
    found = brokerage(graph, "department")
    expected = {node: dict(zip(SNA_COLUMNS, row, strict=True)) for node, row in zip(graph, rows(table), strict=True)}
    assert expected == {node: {name: roles[name] for name in SNA_COLUMNS} for node, roles in found.by_node.items()}
    assert {name: sum(row[name] for row in expected.values()) for name in SNA_COLUMNS} == {
        name: found.total[name] for name in SNA_COLUMNS
    }


def test_chance_given_the_density_is_that_of_sna():
    """Expectations, and standard deviations of a node, are those of the paper's formulas in R."""
    found = brokerage(managers(), "department", chance="density")
    one, whole = found.roles(1), found.roles()
    assert SNA_EXPECTED == pytest.approx([whole[role].expected for role in SNA_COLUMNS], rel=1e-10)
    assert SNA_EXPECTED_OF_ONE == pytest.approx([one[role].expected for role in SNA_COLUMNS], rel=1e-10)
    assert SNA_SD_OF_ONE == pytest.approx([one[role].sd for role in SNA_COLUMNS], rel=1e-10)
    assert SNA_Z_OF_ONE == pytest.approx([one[role].z for role in SNA_COLUMNS], rel=1e-10)


def test_deviations_of_the_whole_are_those_of_sna_where_no_two_triples_exclude_each_other():
    """Of itinerants and liaisons. For the others sna leaves out that a - v - c open means v - a - c and a - c - v not.

    In all there are two such for each of 21 x 20 x 19 triples, each with p p (1 - p) squared:
    exactly what the variance of sna (63.61013795659 squared) is above ours.
    """
    whole = brokerage(managers(), "department", chance="density").roles()
    for role, sd in SNA_SD.items():
        assert sd == pytest.approx(whole[role].sd, rel=1e-10)
    density = 190 / 420
    excluded = 2 * 21 * 20 * 19 * (density**2 * (1 - density)) ** 2
    assert 63.61013795659**2 - excluded == pytest.approx(whole["total"].sd ** 2, rel=1e-9)


def test_a_gatekeeper_lets_others_in_and_a_representative_speaks_to_them():
    """Who is a gatekeeper in one direction is a representative in the other."""
    graph = nx.DiGraph([("bank", "north"), ("north", "south")])
    sector = {"bank": "business", "north": "school", "south": "school"}
    assert 1 == brokerage(graph, sector).by_node["north"]["gatekeeper"]
    assert 1 == brokerage(graph.reverse(), sector).by_node["north"]["representative"]


# Properties


@st.composite
def grouped(draw):
    """Return a graph of seven nodes and a group for each."""
    graph = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    graph.add_nodes_from(range(7))
    graph.add_edges_from(draw(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25)))
    kinds = draw(st.lists(st.sampled_from([None, "a", "b", "c"]), min_size=7, max_size=7))
    return graph, dict(enumerate(kinds))


@given(grouped())
def test_roles_add_up_to_the_open_two_paths(given_):
    """With those of unknown role; without direction gatekeeper and representative are the same ones."""
    graph, group = given_
    found = brokerage(graph, group)
    for roles in [*found.by_node.values(), found.total]:
        counted = ("coordinator", "itinerant", "gatekeeper", "liaison", "unknown")
        if graph.is_directed():
            assert roles["total"] == roles["representative"] + sum(roles[name] for name in counted)
        else:
            assert roles["total"] == sum(roles[name] for name in counted)
            assert roles["gatekeeper"] == roles["representative"]


@given(grouped())
def test_without_direction_is_half_of_both_ways(given_):
    """Each pair of ends is met twice both ways; gatekeepers are met as such only once."""
    graph, group = given_
    both_ways = brokerage(graph.to_undirected().to_directed(), group)
    found = brokerage(graph.to_undirected(), group)
    for node, roles in found.by_node.items():
        for name, count in roles.items():
            times = 1 if name in ("gatekeeper", "representative") else 2
            assert times * count == both_ways.by_node[node][name]


@given(grouped(), st.permutations(range(7)))
def test_other_names_and_another_order_change_nothing(given_, names):
    """The roles move with the names, and chance stays the same."""
    graph, group = given_
    other = type(graph)((str(names[a]), str(names[b])) for a, b in reversed(list(graph.edges)))
    other.add_nodes_from(str(names[node]) for node in reversed(range(7)))
    one, two = brokerage(graph, group), brokerage(other, {str(names[node]): kind for node, kind in group.items()})
    assert one.by_node == {node: two.by_node[str(names[node])] for node in graph}
    assert one.roles() == two.roles()
    assert one.roles(0) == two.roles(str(names[0]))


@given(grouped(), st.lists(st.sampled_from("abc"), min_size=7, max_size=7))
def test_whatever_the_unknown_groups_are_each_role_is_within_its_bounds(given_, truth):
    """No role is less often played than known, nor more often than known and unknown together."""
    graph, group = given_
    found = brokerage(graph, group)
    full = brokerage(graph, {node: truth[node] if kind is None else kind for node, kind in group.items()})
    for node, roles in found.by_node.items():
        for name in ROLES:
            assert roles[name] <= full.by_node[node][name] <= roles[name] + roles["unknown"]
        assert roles["total"] == full.by_node[node]["total"]


@pytest.mark.parametrize(
    ("graph", "total"),
    [
        (nx.empty_graph(0), 0),
        (nx.empty_graph(1), 0),
        (nx.complete_graph(5), 0),
        (nx.star_graph(5), 10),  # pairs of five leaves
        (nx.cycle_graph(6), 6),  # each stands between two
        (nx.cycle_graph(6, create_using=nx.DiGraph), 6),
    ],
    ids=str,
)
def test_graphs_of_one_shape(graph, total):
    """Nobody stands between two who are all tied; in a star the middle does between all."""
    found = brokerage(graph, dict.fromkeys(graph, "all"))
    assert {"coordinator": total, "total": total} == {name: found.total[name] for name in ("coordinator", "total")}
    chance = found.roles()["total"]
    assert chance.count == total
    assert (chance.z is None) == (graph.number_of_nodes() in (0, 1, 5))


# The record


def test_who_is_of_no_known_group_has_a_total_alone():
    """What chance gives in all does not depend on groups; roles do."""
    graph = knoke_information()
    found = brokerage(graph, dict.fromkeys(list(graph)[1:], "known"))
    roles = found.roles("COUN")
    assert {"unknown", "total"} == {name for name, role in roles.items() if role.count}
    assert roles["gatekeeper"].expected is roles["gatekeeper"].z is roles["unknown"].expected is None
    assert found.roles("COMM")["total"].expected == roles["total"].expected
    assert ["network.groups.unknown"] == [warning.code for warning in found.warnings]
    assert "of 1 of 10 it is not known" in str(found.warnings[0])


def test_it_says_what_it_rests_on():
    """How many there were, and by which chance."""
    found = brokerage(managers(), "department")
    assert (21, 0, "ties", 190) == (found.n, found.isolates, found.convention, found.ties)
    assert (0, 1, 2, 3, 4) == found.groups
    assert (1, 5, 8, 3, 4) == found.sizes
    assert hash(found) == hash(brokerage(managers(), "department"))
    assert brokerage is ci.network.brokerage


def test_what_cannot_be_is_refused():
    """The error says what there is."""
    with pytest.raises(UnknownNameError, match="did you mean 'department'"):
        brokerage(managers(), "departmen")
    with pytest.raises(InvalidValueError, match="one of ties, density"):
        brokerage(managers(), "department", chance="degrees")
    with pytest.raises(UnknownNameError, match="no node 99"):
        brokerage(managers(), "department").roles(99)
