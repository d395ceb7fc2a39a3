"""Where chance begins, and how often it is asked."""

import numbers

import numpy as np

from collective_impact.errors import InvalidValueError


def dice(seed: object, *also: int) -> np.random.Generator:
    """Return the source of chance of a seed: the same for the same seed, wherever it is asked.

    Parameters
    ----------
    seed : int
    *also : int
        What tells sources of the same seed apart.

    Raises
    ------
    InvalidValueError
        It is no whole number of zero or more: without a seed nobody could draw the same again.
    """
    begin = counted(seed, "seed", least=0)
    return np.random.default_rng([begin, *also] if also else begin)


def counted(given: object, what: str, *, least: int = 1) -> int:
    """Return a number of times; a smaller one, or what is no whole number, is refused.

    Parameters
    ----------
    given : int
    what : str
        Name of the argument, for errors.
    least : int

    Raises
    ------
    InvalidValueError
        It is none.
    """
    if isinstance(given, bool) or not isinstance(given, numbers.Integral) or given < least:
        raise InvalidValueError(what, given, f"a whole number of at least {least}")
    return int(given)
