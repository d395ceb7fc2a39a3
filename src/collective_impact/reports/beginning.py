"""The first hour: a file of one page to fill in together, which can be scored at once."""

import re
import unicodedata
from importlib import resources

from collective_impact.io import _text

NAMELESS = "our_initiative"


def new_document(name: str | None = None) -> str:
    """Return the text of a document to fill in: problem, goals, partners, meetings, ratings.

    It is valid as it stands, and all in it that is not filled in is unknown. Keys that
    begin with ``x_help`` say what to write.

    Parameters
    ----------
    name : str, optional
        What the initiative is called; its id is made of it.

    Returns
    -------
    str
        JSON text.

    Examples
    --------
    >>> import collective_impact as ci
    >>> reads = ci.loads(new_document("Reading Together"))
    >>> reads.id, reads.agenda.problem, len(reads.stakeholders)
    ('reading_together', None, 10)
    """
    text = resources.files(__package__).joinpath("new.json").read_text(encoding="utf-8")
    if name is None:
        return text
    document, _ = _text.parsed(text)
    initiative = document["initiative"]  # type: ignore[index] # it is the file above
    initiative |= {"id": _id_of(name), "name": name}
    return _text.written(document)


def _id_of(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()  # without accents
    words = re.findall(r"[a-z0-9]+", plain.casefold())
    return "_".join(words) or NAMELESS
