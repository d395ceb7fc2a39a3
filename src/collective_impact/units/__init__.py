"""Units and money: the one pint registry, made when first asked for.

Values of this library are a number and the spelling of a unit; `check`, `compatible`, `convert` and `difference`
work on those, and `quantity` makes a pint quantity beside them. Quantities are kept out of values on purpose: those
with units of our own do not unpickle in a process that has not defined them, and ``10 percent > 5`` is False in pint,
which compares 0.1 with 5.

Only the units that `allowed` lists are understood, and what ``*``, ``/`` and ``**`` make of them:

- Shares (``percent``, ``per_1000``, ``ratio``) convert into each other, and "per 1,000" is such a share. A rate that
  names its base ("per 1,000 persons", canonically ``per_1000/person``) converts to rates of the same base alone: 12
  cars per 1,000 persons are not 1.2 percent of anything. "persons per 1,000 persons" is a share again.
- What is counted (``student``, ``household``) converts to nothing else; a currency only by `exchange`, at a rate that
  the caller gives with its date.
- ``percent`` is a level and ``percentage_point`` a change; they do not convert into each other.
- Times and physical units convert as the pint registry in use says: the host application's unless one is given.
"""

from collective_impact.units._allow_list import allowed
from collective_impact.units._conversion import compatible, convert, difference, quantity
from collective_impact.units._exchange import ExchangeRate, exchange
from collective_impact.units._spelling import check

__all__ = ["ExchangeRate", "allowed", "check", "compatible", "convert", "difference", "exchange", "quantity"]
