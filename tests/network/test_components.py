import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact.network._components import component_sizes, connected_pairs


def test_sizes_of_components():
    """A pair, a triple, and an isolate; a pair with somebody outside does not count."""
    assert (3, 2, 1) == component_sizes("abcdef", ["ab", "dc", "de", "fz"])


def test_nothing_has_no_components():
    """An empty network falls into nothing."""
    assert () == component_sizes("", [])


@given(n=st.integers(0, 12), pairs=st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11))))
def test_as_networkx_has_them(n, pairs):
    """Sizes are those of the weakly connected components of networkx, loops and all."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from((one, other) for one, other in pairs if max(one, other) < n)
    expected = sorted(map(len, nx.weakly_connected_components(graph)), reverse=True)
    assert tuple(expected) == component_sizes(range(n), pairs)


@pytest.mark.parametrize(
    ("sizes", "n", "expected"),
    [((3, 2, 1), 6, 8 / 30), ((4,), 4, 1), ((1, 1), 2, 0), ((2,), 4, 2 / 12), ((1,), 1, 1), ((), 0, 1)],
)
def test_connected_pairs(sizes, n, expected):
    """The sum of s(s - 1) over n(n - 1): (6 + 2)/30 for components of three, two and one."""
    assert pytest.approx(expected) == connected_pairs(sizes, n)
