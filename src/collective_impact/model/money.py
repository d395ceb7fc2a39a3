"""Amounts of money, with the currency and the year whose prices they are in."""

import re
from collections.abc import Iterable

from collective_impact.model._record import Saying, Value, record, saying

_CODE = re.compile("[A-Z]{3}")


@record(kw_only=True)
class Money(Value):
    """An amount of money.

    Amounts of different currencies or years are never added up or converted here; see
    `collective_impact.units` for conversion at a dated rate.

    Parameters
    ----------
    amount : float
        In units of the currency.
    currency : str
        ISO 4217 code, such as ``"USD"``.
    year : int, optional
        The year that the amount is of.

    Examples
    --------
    >>> Money(amount=1_500_000, currency="USD", year=2011)
    Money(amount=1500000.0, currency='USD', year=2011)
    """

    amount: float
    currency: str
    year: int | None = None

    def contradictions(self) -> Iterable[Saying]:
        """Yield a negative amount and a currency that is no code."""
        if self.amount < 0:
            yield saying("amount", "fault.negative", given=self.amount)
        if not _CODE.fullmatch(self.currency):
            yield saying("currency", "fault.currency", given=self.currency)
