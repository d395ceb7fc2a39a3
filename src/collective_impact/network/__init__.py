"""Who works with whom: the stakeholder graph of networkx, and measures of it.

Free functions, graph first. The graph is made from an initiative when it is asked for, and
belongs to the caller. networkx is loaded when the first graph is made.
"""

from collective_impact.network._components import fragmentation
from collective_impact.network._graph import stakeholder_graph

__all__ = ["fragmentation", "stakeholder_graph"]
