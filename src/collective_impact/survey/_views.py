"""How a construct or an item is seen from different roles: records that hold no answer of anybody."""

from collections.abc import Iterator

import attrs
from attrs import field

from collective_impact.errors import Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.model.vocabulary import Viewpoint


@record(kw_only=True)
class RoleView:
    """How those of one role see a thing.

    Parameters
    ----------
    role : Viewpoint
    value : float, optional
        The mean over respondents, from 1 to the top of the scale; None where it is withheld,
        and then all that follows is none too.
    n : int, optional
        Respondents that said something.
    organizations : int, optional
        Organisations that they belong to; who belongs to none counts as one.
    """

    role: Viewpoint = field(converter=Viewpoint)
    value: float | None = None
    n: int | None = None
    organizations: int | None = None

    def __str__(self) -> str:
        return f"{self.role}: withheld" if self.value is None else f"{self.role}: {self.value:.2f}, n = {self.n}"


@record(kw_only=True)
class RoleGap:
    """How much higher those of one role see a thing than those of another.

    Parameters
    ----------
    one, other : Viewpoint
    value : float
        The mean of the one less the mean of the other, in points of the scale.
    low, high, p : float, optional
        The interval, and how often chance alone would make as large a difference; None where
        nothing varies, and where few people would be told of. Each for this difference by
        itself; of organisations of different size a little too wide, since their error is
        rounded up.
    adjusted_p : float, optional
        By Holm's correction, for looking at all differences between constructs (or items).
    standardized : float, optional
        In standard deviations of respondents within roles (Hedges' g).
    """

    one: Viewpoint = field(converter=Viewpoint)
    other: Viewpoint = field(converter=Viewpoint)
    value: float
    low: float | None = None
    high: float | None = None
    p: float | None = None
    adjusted_p: float | None = None
    standardized: float | None = None

    def __str__(self) -> str:
        said = f"{self.one} − {self.other}: {self.value:+z.2f}"
        if self.low is None or self.high is None or self.adjusted_p is None:
            return said
        return f"{said} ({self.low:+z.2f} to {self.high:+z.2f}; p = {self.adjusted_p:.3f} by Holm)"


@record(kw_only=True)
class Seen:
    """How a construct or an item is seen from different roles.

    Parameters
    ----------
    id : str
        Of the construct or item.
    construct : str, optional
        Of an item: the construct that it belongs to.
    views : tuple of RoleView
        One for each role that somebody answered from.
    gaps : tuple of RoleGap
        One for each two roles whose views are shown.
    """

    id: str
    construct: str | None = None
    views: tuple[RoleView, ...] = field(default=(), converter=tuple[RoleView, ...])
    gaps: tuple[RoleGap, ...] = field(default=(), converter=tuple[RoleGap, ...])

    def __str__(self) -> str:
        return "\n".join([self.id, *(f"  {line}" for line in (*self.views, *self.gaps))])


@record(kw_only=True)
class PerceptionGap:
    """How differently roles see the constructs and items of an instrument.

    Parameters
    ----------
    instrument : str
        Id of the instrument.
    wave : str, optional
        Id of the wave.
    minimum : int
        Fewer respondents are not shown.
    confidence : float
        Of the intervals.
    correction : str
        For many comparisons: ``"holm"``.
    respondents : int
    constructs, items : tuple of Seen
        In the order of the instrument.
    rests_on : tuple of str
        Addresses of the instrument and of the wave; never of a response.
    warnings : tuple of Message
    """

    instrument: str
    wave: str | None
    minimum: int
    confidence: float
    correction: str = "holm"
    respondents: int
    constructs: tuple[Seen, ...] = field(default=(), converter=tuple[Seen, ...])
    items: tuple[Seen, ...] = field(default=(), converter=tuple[Seen, ...])
    rests_on: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    warnings: tuple[Message, ...] = field(default=(), converter=tuple[Message, ...])

    def __getitem__(self, name: str) -> Seen:
        """Return how a construct is seen, or an item where no construct has the id."""
        seen = {one.id: one for one in (*self.items, *self.constructs)}
        if name not in seen:
            raise UnknownNameError("construct or item", name, sorted(seen))
        return seen[name]

    def to_columns(self) -> dict[str, list[object]]:
        """Return a row for each gap as columns, as data frames take them.

        Returns
        -------
        dict of str to list
        """
        rows = [(kind, seen, gap) for kind, seen in self._kinds() for gap in seen.gaps]
        names = attrs.fields_dict(RoleGap)
        told: dict[str, list[object]] = {"kind": [kind for kind, _, _ in rows], "id": [seen.id for _, seen, _ in rows]}
        return told | {name: [getattr(gap, name) for _, _, gap in rows] for name in names}

    def _kinds(self) -> Iterator[tuple[str, Seen]]:
        yield from (("construct", seen) for seen in self.constructs)
        yield from (("item", seen) for seen in self.items)

    def __str__(self) -> str:
        return "\n".join(map(str, self.constructs or self.items))
