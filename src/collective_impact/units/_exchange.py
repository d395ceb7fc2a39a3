"""Money in one currency and in another, at a rate that the caller gives with its date."""

import math
from datetime import date

import attrs

from collective_impact.errors import InvalidValueError, Message, UnitError
from collective_impact.units._allow_list import allowed
from collective_impact.units._spelling import check


def _currency(code: str) -> str:
    if code in allowed("currency"):
        return code
    check(code)  # the usual words where it is no unit at all
    raise InvalidValueError("currency", code, "an ISO 4217 code such as 'USD'")


def _date(on: date | str) -> date:
    if type(on) is date:
        return on
    try:
        day = date.fromisoformat(str(on))
    except ValueError:
        day = None
    if day is None or day.isoformat() != on:  # fromisoformat takes week dates and basic format too
        raise InvalidValueError("on", on, "a date such as '2024-06-28'")
    return day


def _positive(rate: float) -> float:
    if not (math.isfinite(rate) and rate > 0):
        raise InvalidValueError("rate", rate, "a finite number above 0")
    return float(rate)


@attrs.frozen(kw_only=True)
class ExchangeRate:
    """What one unit of a currency cost in another on a day.

    Parameters
    ----------
    base : str
        The currency whose unit is priced (ISO 4217).
    quote : str
        The currency that the price is in.
    rate : float
        How many units of `quote` one unit of `base` cost.
    on : date
        The day of the rate, or any day of the year that it is the average of.
    source : str, optional
        Who published it.

    Examples
    --------
    >>> from collective_impact import units
    >>> units.ExchangeRate(base="EUR", quote="USD", rate=1.0705, on="2024-06-28", source="ECB").on.year
    2024
    """

    base: str = attrs.field(converter=_currency)
    quote: str = attrs.field(converter=_currency)
    rate: float = attrs.field(converter=_positive)
    on: date = attrs.field(converter=_date)
    source: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.base == self.quote:
            raise InvalidValueError("quote", self.quote, f"another currency than {self.base!r}")


def exchange(
    amount: float, from_currency: str, to_currency: str, *, rate: ExchangeRate, year: int | None = None
) -> float:
    """Return an amount in another currency.

    Prices of different years stay different: nothing is adjusted for inflation, and the
    result is in prices of the same year as the amount.

    Parameters
    ----------
    amount : float
    from_currency, to_currency : str
        ISO 4217 codes, the two of the rate in either order.
    rate : ExchangeRate
    year : int, optional
        The year of the amount's prices, where it is known; the rate must be of that year.

    Returns
    -------
    float

    Raises
    ------
    UnitError
        If the rate is between other currencies or of another year than the amount.

    Examples
    --------
    >>> from collective_impact import units
    >>> rate = units.ExchangeRate(base="EUR", quote="USD", rate=1.25, on="2018-03-01")
    >>> units.exchange(200, "EUR", "USD", rate=rate, year=2018)
    250.0
    >>> units.exchange(250, "USD", "EUR", rate=rate)
    200.0
    """
    pair = (from_currency, to_currency)
    if set(pair) != {rate.base, rate.quote}:
        params = {"given": from_currency, "wanted": to_currency, "base": rate.base, "quote": rate.quote}
        raise UnitError(from_currency, Message("unit.rate_pair", params))
    if year is not None and year != rate.on.year:
        raise UnitError(from_currency, Message("unit.rate_year", {"year": str(year), "on": rate.on.isoformat()}))
    return amount * rate.rate if from_currency == rate.base else amount / rate.rate
