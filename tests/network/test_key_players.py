from itertools import combinations

import networkx as nx
import pytest
from tests.network.networks import FRIENDSHIP, florentine_business, knoke_information, managers

from collective_impact import InvalidValueError
from collective_impact.network import _key_players, distance_fragmentation, fragmentation, key_players

CRITERIA = ["fragment", "distance_fragment", "reach", "distance_reach"]
GRAPHS = [
    nx.florentine_families_graph(),
    florentine_business(),
    nx.krackhardt_kite_graph(),
    knoke_information(),
    managers(FRIENDSHIP),
    nx.gn_graph(15, seed=3),
]


def worth(graph, members, criterion, steps=1):
    """Return what a set is worth, as the definition reads."""
    if "fragment" in criterion:
        rest = graph.copy()
        rest.remove_nodes_from(members)
        return (fragmentation if criterion == "fragment" else distance_fragmentation)(rest)
    distance = nx.multi_source_dijkstra_path_length(graph, set(members), weight=lambda *_: 1)
    if criterion == "reach":
        return sum(away <= steps for away in distance.values()) / len(graph)
    return sum(1 / max(away, 1) for away in distance.values()) / len(graph)


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("graph", GRAPHS)
def test_the_best_of_all_sets(graph, k, criterion):
    """No set does more, and all that do as much are counted."""
    found = key_players(graph, k, criterion=criterion)
    values = {members: worth(graph, members, criterion) for members in combinations(graph, k)}
    best = [set(members) for members, value in values.items() if value > max(values.values()) - 1e-9]
    assert pytest.approx(max(values.values())) == found.value
    assert (True, len(best), len(best) == 1) == (found.exact, found.best, found.unique)
    assert len(found.sets) == min(len(best), 20)
    assert all(set(members) in best for members in found.sets)
    assert pytest.approx(worth(graph, [], criterion) if "fragment" in criterion else 0) == found.before


def test_kite():
    """The best connected node of Krackhardt's kite (3) holds nothing together; the bridge to its tail (7) does."""
    kite = nx.krackhardt_kite_graph()
    assert 3 == max(kite, key=kite.degree)
    found = key_players(kite, 1)
    assert (((7,),), True) == (found.sets, found.unique)
    assert pytest.approx(1 - (2 * 1 + 7 * 6) / (9 * 8)) == found.value


def test_families_in_florence():
    """Without Medici, Guadagni and Strozzi the other twelve are in a four, three pairs and two alone: 1 - 18/132."""
    found = key_players(nx.florentine_families_graph(), 3)
    assert (("Guadagni", "Medici", "Strozzi"),) == found.sets
    assert pytest.approx(1 - (4 * 3 + 3 * 2 * 1) / (12 * 11)) == found.value


def test_reach_in_more_steps():
    """Along a chain of nine one node reaches three in one step, five in two, and all from the middle in four."""
    chain = nx.path_graph(9)
    found = [key_players(chain, 1, criterion="reach", steps=steps) for steps in (1, 2, 4)]
    assert pytest.approx([3 / 9, 5 / 9, 1]) == [one.value for one in found]
    assert ((4,),) == found[2].sets


def test_reach_follows_the_direction_of_ties():
    """Whom all ask reaches nobody; each who asks reaches one."""
    asked = nx.DiGraph([("ymca", "backbone"), ("bank", "backbone")])
    found = key_players(asked, 1, criterion="reach")
    assert ((("bank",), ("ymca",)), 2 / 3, False) == (found.sets, pytest.approx(found.value), found.unique)


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("graph", [*GRAPHS, nx.karate_club_graph()])
def test_search_finds_the_best(monkeypatch, graph, criterion):
    """In these networks a search of few sets ends where a search of all does; it does not claim to be exact."""
    best = key_players(graph, 3, criterion=criterion)
    monkeypatch.setattr(_key_players, "EXACT", 1)
    found = key_players(graph, 3, criterion=criterion, seed=1)
    assert pytest.approx(best.value) == found.value
    assert set(found.sets) <= set(best.sets) or best.best > 20
    assert (False, None, None, 1) == (found.exact, found.best, found.unique, found.seed)
    assert ["network_paths.searched"] == [warning.code for warning in found.warnings]
    assert "to try them all" in str(found.warnings[0])


def test_order_makes_no_difference(monkeypatch):
    """A search of the same seed ends in the same sets, in whatever order the nodes come."""
    monkeypatch.setattr(_key_players, "EXACT", 1)
    graph = nx.karate_club_graph()
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(graph.edges)
    assert key_players(graph, 4, seed=2) == key_players(turned, 4, seed=2)


def test_many_sets_as_good(monkeypatch):
    """Of 45 pairs in a complete graph of ten all do nothing; twenty are listed. Few at a time or all at once."""
    found = key_players(nx.complete_graph(10), 2, criterion="reach")
    assert (45, 20, False) == (found.best, len(found.sets), found.unique)
    monkeypatch.setattr(_key_players, "CELLS", 1)
    assert found == key_players(nx.complete_graph(10), 2, criterion="reach")


@pytest.mark.parametrize("criterion", CRITERIA)
def test_everybody(criterion):
    """With all nodes in the set nothing remains that could fall apart, and everybody is reached."""
    found = key_players(nx.path_graph(3), 3, criterion=criterion)
    assert (0 if "fragment" in criterion else 1) == found.value
    assert ((0, 1, 2),) == found.sets


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"k": 0}, "k: 0 is not a whole number of at least 1"),
        ({"k": 4}, "k: 4 is not a number of nodes from 1 to 3"),
        ({"k": 1, "criterion": "block"}, "criterion: 'block' is not one of fragment, distance_fragment, reach"),
        ({"k": 1, "steps": 0}, "steps: 0 is not a whole number of at least 1"),
    ],
)
def test_what_there_is_not(options, sentence):
    """No such set, criterion or step."""
    with pytest.raises(InvalidValueError, match=sentence):
        key_players(nx.path_graph(3), **options)
