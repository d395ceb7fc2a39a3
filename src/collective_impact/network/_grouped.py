"""Nodes by group: who is tied within a group and between groups, and what is said where the group is unknown."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from collective_impact.errors import Message
from collective_impact.network._account import account
from collective_impact.network._snapshot import Graph, Groups, Ints, Snapshot

Mask: TypeAlias = npt.NDArray[np.bool_]


def grouped_account(graph: Graph, grouped: Groups) -> dict[str, Any]:
    """Return what `account` does, with a warning where it is not known of all nodes in which group they are."""
    standard = account(graph)
    if not grouped.unknown:
        return standard
    unknown = Message("network.groups.unknown", {"unknown": grouped.unknown, "of": len(grouped.codes)})
    return standard | {"warnings": (*standard["warnings"], unknown)}


def inside_and_between(arrays: Snapshot, codes: Ints) -> tuple[Mask, Mask]:
    """Return which arcs stay in a group and which lead from one to another; those of unknown groups are neither."""
    source, target = codes[arrays.sources], codes[arrays.targets]
    known = (source >= 0) & (target >= 0)
    return known & (source == target), known & (source != target)
