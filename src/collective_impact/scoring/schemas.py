"""JSON Schemas of the kinds of documents."""

from typing import Any, Literal, TypeAlias

from collective_impact.errors import UnknownNameError
from collective_impact.io.schema import schema_of
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Instrument
from collective_impact.scoring.aligning import Alignment
from collective_impact.scoring.assessment import Readiness
from collective_impact.scoring.framework import Framework
from collective_impact.scoring.progressing import Progress

DocumentKind: TypeAlias = Literal["initiative", "scorecard", "alignment", "progress", "framework", "instrument"]

_KINDS: dict[str, type] = {
    "initiative": Initiative,
    "scorecard": Readiness,
    "alignment": Alignment,
    "progress": Progress,
    "framework": Framework,
    "instrument": Instrument,
}


def json_schema(kind: DocumentKind) -> dict[str, Any]:
    """Return the JSON Schema of a kind of document, made from the types themselves.

    Parameters
    ----------
    kind : {"initiative", "scorecard", "alignment", "progress", "framework", "instrument"}
        A scorecard is that of `readiness`; those of `alignment` and `progress` have the same
        key in a document.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.

    Raises
    ------
    UnknownNameError
        There is no such kind.

    Examples
    --------
    >>> import collective_impact as ci
    >>> ci.json_schema("initiative")["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    if kind not in _KINDS:
        raise UnknownNameError("kind of document", kind, _KINDS)
    return schema_of(_KINDS[kind])
