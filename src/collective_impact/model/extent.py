"""How complete what is listed is, and what must not be shown."""

from collections.abc import Iterable
from typing import ClassVar

from attrs import field

from collective_impact.model._record import Record, Saying, record, saying
from collective_impact.model.vocabulary import Completeness


@record(kw_only=True)
class Extent(Record):
    """How much of a collection is listed.

    Where nothing is said, a collection with anything in it is complete and an empty one is
    unknown. A complete and empty collection is a recorded none; a partial one with a total
    says "300 leaders, 12 listed".

    Parameters
    ----------
    collection : str
        Address of the collection: ``"stakeholders"``, ``"agenda/adoptions"``,
        ``"indicators/grad/observations"``.
    completeness : Completeness or str
    total : int, optional
        How many there are in all, where that is known.

    Examples
    --------
    >>> Extent(collection="stakeholders", completeness="partial", total=300).key
    'stakeholders'
    """

    collection: str
    completeness: Completeness = field(converter=Completeness)
    total: int | None = None

    KEY: ClassVar[tuple[str, ...]] = ("collection",)

    @property
    def is_complete(self) -> bool:
        """Whether what is not listed does not exist."""
        return self.completeness is Completeness.COMPLETE

    def unlisted(self, listed: int) -> int | None:
        """Return how many there are beside those listed; None where nobody knows."""
        if self.is_complete:
            return 0
        return None if self.total is None else max(self.total - listed, 0)

    def contradictions(self) -> Iterable[Saying]:
        """Yield a negative total."""
        if self.total is not None and self.total < 0:
            yield saying("total", "fault.negative", given=self.total)


@record(kw_only=True)
class Disclosure(Record):
    """The rule by which figures about few people are withheld.

    Parameters
    ----------
    minimum_count : int, optional
        Counts of people below it are not shown.
    minimum_respondents : int
        Survey results of fewer respondents are not shown; 5 unless said otherwise.
    note : str, optional
    """

    minimum_count: int | None = None
    minimum_respondents: int = 5
    note: str | None = None

    def contradictions(self) -> Iterable[Saying]:
        """Yield thresholds that protect nobody."""
        for name in ("minimum_count", "minimum_respondents"):
            threshold = getattr(self, name)
            if threshold is not None and threshold < 1:
                yield saying(name, "fault.threshold", given=threshold)
