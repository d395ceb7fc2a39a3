import networkx as nx
import pytest
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers, with_missing


def test_information_among_organisations_is_as_printed():
    """49 of 90 ties, and the degrees of Hanneman & Riddle (2005), chapter 10, Freeman degree centrality."""
    graph = knoke_information()
    assert 49 == graph.number_of_edges()
    assert [4, 7, 6, 4, 8, 3, 3, 6, 3, 5] == [degree for _, degree in graph.out_degree]
    assert [5, 8, 4, 5, 8, 1, 9, 2, 5, 2] == [degree for _, degree in graph.in_degree]


def test_business_of_families_is_as_printed():
    """15 ties among 16 families, of which 11 have any."""
    graph = florentine_business()
    assert (16, 15) == (graph.number_of_nodes(), graph.number_of_edges())
    assert 5 == len(list(nx.isolates(graph)))
    assert 5 == graph.degree["Medici"]


@pytest.mark.parametrize(("rows", "ties"), [(None, 190), (FRIENDSHIP, 102)])
def test_managers_are_as_printed(rows, ties):
    """190 ties of advice and 102 of friendship among 21."""
    graph = managers() if rows is None else managers(rows)
    assert (21, ties) == (graph.number_of_nodes(), graph.number_of_edges())
    assert {"age": 33, "tenure": 9.333, "department": 4, "level": 3} == graph.nodes[1]


def test_missing_respondents_leave_what_others_said_of_them():
    """Who did not answer has no ties of their own, and keeps those that others reported."""
    seen = with_missing(managers(), 3, 15)
    assert 0 == seen.out_degree[3] == seen.out_degree[15]
    assert managers().in_degree[3] - 1 == seen.in_degree[3]  # 15 named 3
    assert 19 == sum(answered for _, answered in seen.nodes(data="answered"))
