"""Backbone support: who provides it, with whom and with what."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from attrs import field
from attrs.converters import optional

from collective_impact.model._record import Record, Saying, as_date, record, refers, saying
from collective_impact.model.money import Money
from collective_impact.model.vocabulary import BackboneFunction, BackboneStructure, StaffRole


@record(kw_only=True)
class Provision(Record):
    """A function of the backbone, and who performs it.

    Parameters
    ----------
    function : BackboneFunction or str
    providers : tuple of str
        Ids of the stakeholders that perform it.
    confirmed_by : tuple of str
        Ids of the stakeholders that confirm that it is performed.
    since : date or str, optional
    """

    function: BackboneFunction = field(converter=BackboneFunction)
    providers: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("stakeholders"))
    confirmed_by: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("stakeholders"))
    since: date | None = field(default=None, converter=optional(as_date))

    KEY: ClassVar[tuple[str, ...]] = ("function",)


@record(kw_only=True)
class StaffMember(Record):
    """A position of the backbone.

    Parameters
    ----------
    id : str
    role : StaffRole or str
    fte : float, optional
        Full-time equivalents; a volunteer's too.
    paid : bool, optional
    """

    id: str
    role: StaffRole = field(converter=StaffRole)
    fte: float | None = None
    paid: bool | None = None

    def contradictions(self) -> Iterable[Saying]:
        """Yield a negative number of full-time equivalents."""
        if self.fte is not None and self.fte < 0:
            yield saying("fte", "fault.negative", given=self.fte)


@record(kw_only=True)
class Funding(Record):
    """Money that is committed to the backbone.

    Parameters
    ----------
    id : str
    funder : str, optional
        Id of the stakeholder that gives it.
    amount : Money, optional
    committed_until : date or str, optional
    recurring : bool, optional
        Whether it is a recurring appropriation.
    """

    id: str
    funder: str | None = field(default=None, metadata=refers("stakeholders"))
    amount: Money | None = None
    committed_until: date | None = field(default=None, converter=optional(as_date))
    recurring: bool | None = None


@record(kw_only=True)
class Backbone(Record):
    """Who serves the whole initiative; several organisations may share it.

    Parameters
    ----------
    organizations : tuple of str
        Ids of stakeholders.
    provisions : tuple of Provision
    structure : BackboneStructure or str, optional
    staff : tuple of StaffMember
    funding : tuple of Funding
    budget : Money, optional
        Its annual budget.
    cash_budget : bool, optional
        False where it works without money, so that committed funding is not applicable.
    neutral : bool, optional
        Whether partners see it as having no stake of its own.
    declared_interest : str, optional
        The interest it declares.

    Examples
    --------
    >>> Backbone(organizations=["educate_texas"], structure="existing_nonprofit").structure.value
    'existing_nonprofit'
    """

    organizations: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("stakeholders"))
    provisions: tuple[Provision, ...] = field(default=(), converter=tuple[Provision, ...])
    structure: BackboneStructure | None = field(default=None, converter=optional(BackboneStructure))
    staff: tuple[StaffMember, ...] = field(default=(), converter=tuple[StaffMember, ...])
    funding: tuple[Funding, ...] = field(default=(), converter=tuple[Funding, ...])
    budget: Money | None = None
    cash_budget: bool | None = None
    neutral: bool | None = None
    declared_interest: str | None = None

    def doubts(self) -> Iterable[Saying]:
        """Yield functions that a backbone confirms to itself."""
        for index, provision in enumerate(self.provisions):
            if provision.confirmed_by and set(provision.confirmed_by) <= set(self.organizations):
                place = ("provisions", index, "confirmed_by")
                yield saying(place, "warning.confirms_itself", function=provision.function.value)
