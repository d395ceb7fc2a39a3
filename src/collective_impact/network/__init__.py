"""Who works with whom: the stakeholder graph of networkx, and measures of it.

Free functions, graph first. The graph is made from an initiative when it is asked for, and
belongs to the caller. What networkx does well is left to networkx; everything else runs on
arrays, made once for each graph. A name loads when it is first used.
"""

from typing import TYPE_CHECKING

from collective_impact._lazy import lazily

if TYPE_CHECKING:
    from collective_impact.network._absent import Absences as Absences
    from collective_impact.network._absent import Presence as Presence
    from collective_impact.network._absent import who_is_missing as who_is_missing
    from collective_impact.network._account import Result as Result
    from collective_impact.network._alignment import alignment as alignment
    from collective_impact.network._backbone import BackboneDependence as BackboneDependence
    from collective_impact.network._backbone import SinglePoint as SinglePoint
    from collective_impact.network._backbone import backbone_dependence as backbone_dependence
    from collective_impact.network._brokerage import Brokerage as Brokerage
    from collective_impact.network._brokerage import Role as Role
    from collective_impact.network._brokerage import brokerage as brokerage
    from collective_impact.network._centralization import betweenness_centralization as betweenness_centralization
    from collective_impact.network._centralization import closeness_centralization as closeness_centralization
    from collective_impact.network._centralization import degree_centralization as degree_centralization
    from collective_impact.network._chance import ChanceTest as ChanceTest
    from collective_impact.network._chance import Comparison as Comparison
    from collective_impact.network._chance import compare_to_chance as compare_to_chance
    from collective_impact.network._chance import conditional_uniform_test as conditional_uniform_test
    from collective_impact.network._composite import Composite as Composite
    from collective_impact.network._composite import RatedTie as RatedTie
    from collective_impact.network._composite import Ratings as Ratings
    from collective_impact.network._composite import composite as composite
    from collective_impact.network._core import CorePeriphery as CorePeriphery
    from collective_impact.network._core import core_periphery as core_periphery
    from collective_impact.network._density import Density as Density
    from collective_impact.network._density import density as density
    from collective_impact.network._describe import Description as Description
    from collective_impact.network._describe import describe as describe
    from collective_impact.network._describe import describe_many as describe_many
    from collective_impact.network._distances import betweenness as betweenness
    from collective_impact.network._distances import closeness as closeness
    from collective_impact.network._ei import EI as EI
    from collective_impact.network._ei import EIChance as EIChance
    from collective_impact.network._ei import EICounts as EICounts
    from collective_impact.network._ei import ei_index as ei_index
    from collective_impact.network._elsewhere import from_edges as from_edges
    from collective_impact.network._elsewhere import from_matrix as from_matrix
    from collective_impact.network._fragmentation import distance_fragmentation as distance_fragmentation
    from collective_impact.network._fragmentation import fragmentation as fragmentation
    from collective_impact.network._governance import Governance as Governance
    from collective_impact.network._governance import governance as governance
    from collective_impact.network._graph import multigraph as multigraph
    from collective_impact.network._graph import stakeholder_graph as stakeholder_graph
    from collective_impact.network._holes import constraint as constraint
    from collective_impact.network._holes import effective_size as effective_size
    from collective_impact.network._holes import efficiency as efficiency
    from collective_impact.network._holes import hierarchy as hierarchy
    from collective_impact.network._introductions import Introduction as Introduction
    from collective_impact.network._introductions import Introductions as Introductions
    from collective_impact.network._introductions import introductions as introductions
    from collective_impact.network._key_players import KeyPlayers as KeyPlayers
    from collective_impact.network._key_players import key_players as key_players
    from collective_impact.network._krackhardt import Krackhardt as Krackhardt
    from collective_impact.network._krackhardt import krackhardt as krackhardt
    from collective_impact.network._layers import Multiplexity as Multiplexity
    from collective_impact.network._layers import NodeLayers as NodeLayers
    from collective_impact.network._layers import multiplexity as multiplexity
    from collective_impact.network._layers import overlap as overlap
    from collective_impact.network._many import graphs as graphs
    from collective_impact.network._missing import Bounds as Bounds
    from collective_impact.network._missing import Simulation as Simulation
    from collective_impact.network._missing import bounds as bounds
    from collective_impact.network._missing import simulate_missing as simulate_missing
    from collective_impact.network._mixing import Mixing as Mixing
    from collective_impact.network._mixing import mixing_matrix as mixing_matrix
    from collective_impact.network._mrqap import Coefficient as Coefficient
    from collective_impact.network._mrqap import Regression as Regression
    from collective_impact.network._mrqap import mrqap as mrqap
    from collective_impact.network._open_ties import reconstruct as reconstruct
    from collective_impact.network._path_estimates import PathEstimates as PathEstimates
    from collective_impact.network._path_estimates import path_estimates as path_estimates
    from collective_impact.network._qap import Correlation as Correlation
    from collective_impact.network._qap import qap_correlation as qap_correlation
    from collective_impact.network._removal import Effect as Effect
    from collective_impact.network._removal import JointRemoval as JointRemoval
    from collective_impact.network._removal import Loss as Loss
    from collective_impact.network._removal import Removal as Removal
    from collective_impact.network._removal import joint_removal as joint_removal
    from collective_impact.network._removal import removal as removal
    from collective_impact.network._stability import Stability as Stability
    from collective_impact.network._stability import stability as stability
    from collective_impact.network._table import Table as Table
    from collective_impact.network._tails import AgainstChance as AgainstChance
    from collective_impact.network._terms import Term as Term
    from collective_impact.network._terms import absdiff as absdiff
    from collective_impact.network._terms import alter as alter
    from collective_impact.network._terms import ego as ego
    from collective_impact.network._terms import layer as layer
    from collective_impact.network._terms import same as same
    from collective_impact.network._ties import ties as ties
    from collective_impact.network._transitivity import transitivity as transitivity
    from collective_impact.network._two_mode import projection as projection
    from collective_impact.network._two_mode import two_mode as two_mode
    from collective_impact.network._undirected import undirected as undirected

_HOME_OF = {
    "Absences": "_absent",
    "AgainstChance": "_tails",
    "BackboneDependence": "_backbone",
    "Bounds": "_missing",
    "Brokerage": "_brokerage",
    "ChanceTest": "_chance",
    "Coefficient": "_mrqap",
    "Comparison": "_chance",
    "Composite": "_composite",
    "CorePeriphery": "_core",
    "Correlation": "_qap",
    "Density": "_density",
    "Description": "_describe",
    "EI": "_ei",
    "EIChance": "_ei",
    "EICounts": "_ei",
    "Effect": "_removal",
    "Governance": "_governance",
    "Introduction": "_introductions",
    "Introductions": "_introductions",
    "JointRemoval": "_removal",
    "KeyPlayers": "_key_players",
    "Krackhardt": "_krackhardt",
    "Loss": "_removal",
    "Mixing": "_mixing",
    "Multiplexity": "_layers",
    "NodeLayers": "_layers",
    "PathEstimates": "_path_estimates",
    "Presence": "_absent",
    "RatedTie": "_composite",
    "Ratings": "_composite",
    "Regression": "_mrqap",
    "Removal": "_removal",
    "Result": "_account",
    "Role": "_brokerage",
    "Simulation": "_missing",
    "SinglePoint": "_backbone",
    "Stability": "_stability",
    "Table": "_table",
    "Term": "_terms",
    "absdiff": "_terms",
    "alignment": "_alignment",
    "alter": "_terms",
    "backbone_dependence": "_backbone",
    "betweenness": "_distances",
    "betweenness_centralization": "_centralization",
    "bounds": "_missing",
    "brokerage": "_brokerage",
    "closeness": "_distances",
    "closeness_centralization": "_centralization",
    "compare_to_chance": "_chance",
    "composite": "_composite",
    "conditional_uniform_test": "_chance",
    "constraint": "_holes",
    "core_periphery": "_core",
    "degree_centralization": "_centralization",
    "density": "_density",
    "describe": "_describe",
    "describe_many": "_describe",
    "distance_fragmentation": "_fragmentation",
    "effective_size": "_holes",
    "efficiency": "_holes",
    "ego": "_terms",
    "ei_index": "_ei",
    "fragmentation": "_fragmentation",
    "from_edges": "_elsewhere",
    "from_matrix": "_elsewhere",
    "governance": "_governance",
    "graphs": "_many",
    "hierarchy": "_holes",
    "introductions": "_introductions",
    "joint_removal": "_removal",
    "key_players": "_key_players",
    "krackhardt": "_krackhardt",
    "layer": "_terms",
    "mixing_matrix": "_mixing",
    "mrqap": "_mrqap",
    "multigraph": "_graph",
    "multiplexity": "_layers",
    "overlap": "_layers",
    "path_estimates": "_path_estimates",
    "projection": "_two_mode",
    "qap_correlation": "_qap",
    "reconstruct": "_open_ties",
    "removal": "_removal",
    "same": "_terms",
    "simulate_missing": "_missing",
    "stability": "_stability",
    "stakeholder_graph": "_graph",
    "ties": "_ties",
    "transitivity": "_transitivity",
    "two_mode": "_two_mode",
    "undirected": "_undirected",
    "who_is_missing": "_absent",
}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 - the table above is the one list of names

if not TYPE_CHECKING:  # pragma: no branch - a type checker would take any misspelt name for an object
    __getattr__ = lazily(__name__, _HOME_OF)


def __dir__() -> list[str]:
    return list(__all__)
