"""What judgements rest on, what changed in the system, and what is claimed of it."""

from collections.abc import Iterable
from datetime import date

from attrs import field
from attrs.converters import optional

from collective_impact.model._record import Record, Saying, as_date, record, refers, saying
from collective_impact.model.vocabulary import ClaimStrength, EvidenceKind, Scope, SystemsChangeKind, Viewpoint

WORST, BEST = 0, 4
"""The ends of the rating scale."""


@record(kw_only=True)
class Evidence(Record):
    """Something that shows how far a criterion, half or condition is met.

    Parameters
    ----------
    id : str
    about : str
        A criterion (``"common_agenda.adoption"``), a half (``"common_agenda/in_practice"``)
        or a condition (``"common_agenda"``).
    rating : float, optional
        From 0 (not at all) to 4 (fully); None where it is kept without being rated.
    kind : EvidenceKind or str, optional
    source : str, optional
        Where to find it.
    on : date or str, optional
    rater : str, optional
        Who rated it; a rating by nobody named counts only where nothing else exists.
    rater_role : Viewpoint or str, optional
        From where it was rated; a backbone's rating counts only where nothing else exists.
    note : str, optional
    """

    id: str
    about: str
    rating: float | None = None
    kind: EvidenceKind | None = field(default=None, converter=optional(EvidenceKind))
    source: str | None = None
    on: date | None = field(default=None, converter=optional(as_date))
    rater: str | None = None
    rater_role: Viewpoint | None = field(default=None, converter=optional(Viewpoint))
    note: str | None = None

    @property
    def self_assessed(self) -> bool:
        """Whether it is rated by the backbone, or by nobody named."""
        return self.rater_role is Viewpoint.BACKBONE or (self.rater is None and self.rater_role is None)

    def contradictions(self) -> Iterable[Saying]:
        """Yield a rating off its scale."""
        if self.rating is not None and not WORST <= self.rating <= BEST:
            yield saying("rating", "fault.rating", given=self.rating)


@record(kw_only=True)
class SystemsChange(Record):
    """A change of the conditions that hold the problem in place.

    Parameters
    ----------
    id : str
    kind : SystemsChangeKind or str
    description : str, optional
    scope : Scope or str, optional
    formal : bool, optional
        Whether it is written down (a law, a contract), not only a habit.
    on : date or str, optional
    evidence : tuple of str
        Ids of pieces of evidence.
    """

    id: str
    kind: SystemsChangeKind = field(converter=SystemsChangeKind)
    description: str | None = None
    scope: Scope | None = field(default=None, converter=optional(Scope))
    formal: bool | None = None
    on: date | None = field(default=None, converter=optional(as_date))
    evidence: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("evidence"))


@record(kw_only=True)
class ContributionClaim(Record):
    """A claim that the initiative helped to bring an outcome about.

    Parameters
    ----------
    id : str
    outcome : str
        Id of the indicator that moved.
    mechanism : str, optional
        How the initiative brought it about.
    rival_explanations : tuple of str
        What else could explain it.
    evidence : tuple of str
        Ids of pieces of evidence.
    strength : ClaimStrength or str, optional
    """

    id: str
    outcome: str = field(metadata=refers("indicators"))
    mechanism: str | None = None
    rival_explanations: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    evidence: tuple[str, ...] = field(default=(), converter=tuple[str, ...], metadata=refers("evidence"))
    strength: ClaimStrength | None = field(default=None, converter=optional(ClaimStrength))

    def doubts(self) -> Iterable[Saying]:
        """Yield a claim that no rival explanation was held against."""
        if not self.rival_explanations:
            yield saying("rival_explanations", "warning.no_rivals")
