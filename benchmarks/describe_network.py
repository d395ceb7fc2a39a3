"""Describing a network: nodes, the whole and ties in one call, against the same list in plain networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import Result, duel, timed

if TYPE_CHECKING:
    from collections.abc import Iterator


def in_networkx(graph: Any) -> dict[str, object]:  # noqa: ANN401 - a graph of networkx
    """Compute what networkx has of the list: not centralization, Krackhardt's dimensions and fragmentation."""
    import networkx as nx

    plain: nx.Graph[Any] = nx.Graph(graph)
    return {
        "density": nx.density(graph),
        "reciprocity": nx.overall_reciprocity(graph),
        "transitivity": nx.transitivity(plain),
        "components": nx.number_connected_components(plain),
        "lengths": dict(nx.all_pairs_shortest_path_length(graph)),
        "in_degree": dict(graph.in_degree),
        "out_degree": dict(graph.out_degree),
        "betweenness": nx.betweenness_centrality(graph, normalized=False),
        "closeness_in": nx.harmonic_centrality(graph),
        "closeness": nx.harmonic_centrality(graph.reverse()),
        "constraint": nx.constraint(graph),
        "effective_size": nx.effective_size(graph),
        "core": nx.core_number(plain),
        "clustering": nx.clustering(plain),
        "cut": set(nx.articulation_points(plain)),
        "bridge": set(nx.bridges(plain)),
        "shared": {pair: len(list(nx.common_neighbors(plain, *pair))) for pair in graph.edges},
    }


def results(*, smoke: bool) -> Iterator[Result]:
    """Describe a directed network of 500 nodes and 2,500 ties, converted anew each time."""
    import networkx as nx

    from collective_impact.network import describe

    n = 60 if smoke else 500
    graph: nx.DiGraph[int] = nx.gnm_random_graph(n, 5 * n, seed=1, directed=True)
    ours, theirs = duel(
        timed(lambda: describe(graph.copy())), timed(lambda: in_networkx(graph)), rounds=1 if smoke else 5
    )
    yield Result(
        what=f"describe a network of {n} nodes",
        seconds=ours,
        peer="the same list in networkx, as far as it has it",
        peer_seconds=theirs,
    )
