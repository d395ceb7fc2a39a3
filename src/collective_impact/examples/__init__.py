"""Bundled initiatives: two as they were published, one invented to show every record in use.

``rgv_focus`` and ``strive_2011`` record what was published and leave the rest unknown;
``fictional_riverbend`` is fictional and complete.
"""

from importlib import resources

from collective_impact.errors import UnknownNameError
from collective_impact.io.documents import loads
from collective_impact.model.initiative import Initiative

_SUFFIX = ".json"


def names() -> tuple[str, ...]:
    """Return the names of the bundled initiatives.

    Returns
    -------
    tuple of str
        Sorted.

    Examples
    --------
    >>> import collective_impact as ci
    >>> ci.examples.names()
    ('fictional_riverbend', 'rgv_focus', 'strive_2011')
    """
    files = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(file.removesuffix(_SUFFIX) for file in files if file.endswith(_SUFFIX)))


def text(name: str) -> str:
    """Return the document of a bundled initiative as it is shipped: a file to begin one's own from.

    Parameters
    ----------
    name : str
        One of `names`.

    Returns
    -------
    str
        JSON text.

    Raises
    ------
    UnknownNameError
        There is no such initiative; the nearest name is given.

    Examples
    --------
    >>> import collective_impact as ci
    >>> print(ci.examples.text("rgv_focus").splitlines()[1])
      "format": "collective-impact",
    """
    known = names()
    if name not in known:
        raise UnknownNameError("example", name, known)
    return (resources.files(__name__) / f"{name}{_SUFFIX}").read_text(encoding="utf-8")


def load(name: str) -> Initiative:
    """Return a bundled initiative.

    Parameters
    ----------
    name : str
        One of `names`.

    Returns
    -------
    Initiative

    Raises
    ------
    UnknownNameError
        There is no such initiative; the nearest name is given.

    Examples
    --------
    >>> import collective_impact as ci
    >>> rgv = ci.examples.load("rgv_focus")
    >>> fafsa = rgv.indicator("fafsa")
    >>> fafsa.baseline.value, [seen.value for seen in fafsa.observations]
    (59.0, [73.0, 68.0])
    >>> ci.examples.load("rgv-focus")
    Traceback (most recent call last):
        ...
    collective_impact.errors.UnknownNameError: no example 'rgv-focus'; did you mean 'rgv_focus'?
    """
    return loads(text(name))
