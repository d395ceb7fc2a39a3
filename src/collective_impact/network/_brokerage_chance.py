"""How much brokerage a graph of this size, with these groups and as many ties, has by chance alone.

Exact, in whole numbers and fractions. The count of a role is a sum over ordered triples (a, v, c)
of "a is tied to v, v to c, and a not to c". Its variance is the sum over all pairs of such triples;
and how likely both are there depends only on how many ties they ask for and how many gaps.
"""

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

Odds: TypeAlias = Callable[[int, int], Fraction]
Moments: TypeAlias = tuple[float, float]
Places: TypeAlias = tuple[int, ...]

ROLES: dict[str, Callable[[int, int, int], bool]] = {
    "coordinator": lambda a, v, c: a == v == c,
    "itinerant": lambda a, v, c: a == c != v,
    "gatekeeper": lambda a, v, c: a != v == c,
    "representative": lambda a, v, c: a == v != c,
    "liaison": lambda a, v, c: len({a, v, c}) == 3,  # noqa: PLR2004 - all of them differ
}
"""The roles of Gould and Fernandez by the groups of the three."""

TURNED = frozenset({"gatekeeper", "representative"})
"""What another role is when it is walked the other way."""


def as_many_ties(ties: int, places: int) -> Odds:
    """Return how likely some ties and some gaps are where all graphs with as many ties are equally likely."""

    def odds(there: int, gaps: int) -> Fraction:
        if there + gaps > places:
            return Fraction(0)
        ways = math.perm(ties, there) * math.perm(places - ties, gaps)
        return Fraction(ways, math.perm(places, there + gaps))

    return odds


def as_dense(ties: int, places: int) -> Odds:
    """Return how likely some ties and some gaps are where each tie is there by itself, with the density as its odds."""
    density = Fraction(ties, max(places, 1))
    return lambda there, gaps: density**there * (1 - density) ** gaps


def of_a_node(n: int, sizes: Sequence[int], own: int, odds: Odds, *, directed: bool) -> dict[str, Moments]:
    """Return expectation and standard deviation of each role of a node whose group has a size.

    Parameters
    ----------
    n : int
        How many nodes there are, those of unknown group included.
    sizes : sequence of int
        Of all groups that are known.
    own : int
        The size of the node's own.
    odds : function
    directed : bool

    Returns
    -------
    dict
        With the sum over all roles and all nodes, known or not, as ``total``.
    """
    inside = own - 1
    rest = Counter(sizes) - Counter([own])
    others = sum(size * times for size, times in rest.items())
    alike = [sum(math.perm(size, k) * times for size, times in rest.items()) for k in (2, 3)]
    apart = [sum(times * size * math.perm(others - size, k) for size, times in rest.items()) for k in (1, 2)]
    triples = {
        "coordinator": (math.perm(inside, 2), math.perm(inside, 3), math.perm(inside, 3)),
        "itinerant": (alike[0], alike[1], alike[1]),
        "gatekeeper": (others * inside, others * math.perm(inside, 2), math.perm(others, 2) * inside),
        "representative": (inside * others, inside * math.perm(others, 2), math.perm(inside, 2) * others),
        "liaison": (apart[0], apart[1], apart[1]),
        "total": (math.perm(n - 1, 2), math.perm(n - 1, 3), math.perm(n - 1, 3)),
    }
    return {role: _at_a_node(*counts, odds, once=directed or role in TURNED) for role, counts in triples.items()}


def _at_a_node(all_: int, same_a: int, same_c: int, odds: Odds, *, once: bool) -> Moments:
    """Return the moments of one role at one node, from how many triples there are and how many pairs share an end."""
    same, share = all_, same_a + same_c
    if not once:  # without direction each triple is there twice, walked this way and that
        same, share = 2 * same, 2 * share
    apart = all_**2 - same - share
    square = same * odds(2, 1) + share * odds(3, 2) + apart * odds(4, 2)
    return _moments(all_ * odds(2, 1), square, once=once)


def of_all(n: int, sizes: Sequence[int], odds: Odds, *, directed: bool) -> dict[str, Moments]:
    """Return expectation and standard deviation of each role over all nodes together.

    Parameters and result are those of `of_a_node`.
    """
    found = {}
    for role, holds in ROLES.items():
        found[role] = _over_all(sizes, holds, odds, directed=directed, once=directed or role in TURNED)
    everybody = _over_all([n], ROLES["coordinator"], odds, directed=directed, once=directed)
    return found | {"total": everybody}


def _over_all(
    sizes: Sequence[int], holds: Callable[[int, int, int], bool], odds: Odds, *, directed: bool, once: bool
) -> Moments:
    """Return the moments of one role: all pairs of triples as if they shared no tie, then those that do put right."""
    counter = Counter(sizes)
    first = (0, 1, 2)
    all_ = sum(_ways(groups, counter) for groups in _partitions(3) if holds(*groups))
    square = all_**2 * odds(4, 2)
    for second in itertools.permutations(range(4), 3):
        nodes = len({*first, *second})
        more = _together(first, second, odds, directed=directed) - odds(4, 2)
        if len({*first} & {*second}) < 2 or not more:  # noqa: PLR2004 - who share one node share no tie
            continue
        cases = (
            groups
            for groups in _partitions(nodes)
            if holds(*groups[:3]) and holds(*(groups[place] for place in second))
        )
        square += more * sum(_ways(groups, counter) for groups in cases)
    return _moments(all_ * odds(2, 1), square, once=once)


def _together(first: Places, second: Places, odds: Odds, *, directed: bool) -> Fraction:
    """Return how likely two triples are both open two-paths."""
    ties, gaps = set(), set()
    for a, v, c in (first, second):
        ties |= {_tie(a, v, directed=directed), _tie(v, c, directed=directed)}
        gaps |= {_tie(a, c, directed=directed)}
    return Fraction(0) if ties & gaps else odds(len(ties), len(gaps))


def _tie(one: int, other: int, *, directed: bool) -> Places:
    return (one, other) if directed else (min(one, other), max(one, other))


def _partitions(nodes: int) -> Iterable[Places]:
    """Yield all ways in which nodes can be in the same or in other groups, as the first number of a group of each."""
    for groups in itertools.product(range(nodes), repeat=nodes):
        if all(group <= len({*groups[:place]}) for place, group in enumerate(groups)) and len({*groups}) > max(groups):
            yield groups


def _ways(groups: Places, sizes: Counter[int]) -> int:
    """Return in how many ways different nodes can be so grouped."""
    blocks = [{size: math.perm(size, times) for size in sizes} for times in Counter(groups).values()]
    return _in_different(blocks, sizes)


def _in_different(blocks: list[dict[int, int]], sizes: Counter[int]) -> int:
    """Return the sum, over all choices of a different group for each block, of the product of what each gives."""
    if not blocks:
        return 1
    *others, last = blocks
    found = sum(last[size] * times for size, times in sizes.items()) * _in_different(others, sizes)
    for place, block in enumerate(others):
        merged = {size: block[size] * last[size] for size in sizes}
        found -= _in_different([*others[:place], merged, *others[place + 1 :]], sizes)
    return found


def _moments(mean: Fraction, square: Fraction, *, once: bool) -> Moments:
    """Return mean and standard deviation of what was counted once, or twice."""
    spread = math.sqrt(square - mean**2)
    return (float(mean), spread) if once else (float(mean) / 2, spread / 2)
