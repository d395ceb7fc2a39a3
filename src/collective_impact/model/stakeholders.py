"""Who takes part."""

from collections.abc import Iterable
from datetime import date

from attrs import field
from attrs.converters import optional

from collective_impact.model._record import Record, Saying, as_date, record, saying
from collective_impact.model.money import Money
from collective_impact.model.vocabulary import FunderPosition, Role, Sector, StakeholderKind


def as_roles(values: Iterable[Role | str]) -> tuple[Role, ...]:
    """Return roles from their spellings."""
    return tuple(map(Role, values))


@record(kw_only=True)
class Stakeholder(Record):
    """An organisation, informal group or person that takes part.

    Parameters
    ----------
    id : str
    name : str, optional
    aliases : tuple of str
        Other names that files know it by.
    sector : Sector or str, optional
    kind : StakeholderKind or str, optional
        An organisation unless said otherwise.
    roles : tuple of Role or str
    affected : bool, optional
        Whether it is, or is led by, people who live with the problem; None is unknown.
    capabilities : tuple of str
        What it can contribute.
    budget : Money, optional
        Its annual budget.
    staff_fte : float, optional
        Full-time equivalents.
    compensated : bool, optional
        Whether a person is paid for taking part.
    data_sharing_agreement : bool, optional
        Whether an agreement to share data is in force.
    joined, left : date or str, optional
        First day as a member, and first day no longer one.
    funder_position : FunderPosition or str, optional
        For funders: embedded in the initiative or external to it.

    Examples
    --------
    >>> Stakeholder(id="ymca", sector="nonprofit", joined="2012-01-31").sector
    <Sector.NONPROFIT: 'nonprofit'>
    """

    id: str
    name: str | None = None
    aliases: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    sector: Sector | None = field(default=None, converter=optional(Sector))
    kind: StakeholderKind = field(default=StakeholderKind.ORGANIZATION, converter=StakeholderKind)
    roles: tuple[Role, ...] = field(default=(), converter=as_roles)
    affected: bool | None = None
    capabilities: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    budget: Money | None = None
    staff_fte: float | None = None
    compensated: bool | None = None
    data_sharing_agreement: bool | None = None
    joined: date | None = field(default=None, converter=optional(as_date))
    left: date | None = field(default=None, converter=optional(as_date))
    funder_position: FunderPosition | None = field(default=None, converter=optional(FunderPosition))

    def belongs(self, on: date | str | None) -> bool:
        """Say whether it is a member on a date (None: whether it has not left)."""
        if on is None:
            return self.left is None
        day = as_date(on)
        return (self.joined is None or self.joined <= day) and (self.left is None or day < self.left)

    def contradictions(self) -> Iterable[Saying]:
        """Yield dates out of order and a negative number of staff."""
        if self.joined and self.left and self.left < self.joined:
            yield saying("left", "fault.dates", later=str(self.left), earlier=str(self.joined))
        if self.staff_fte is not None and self.staff_fte < 0:
            yield saying("staff_fte", "fault.negative", given=self.staff_fte)
