"""Records by any of their names: what a table calls them, and which id that is."""

from collections.abc import Iterable, Mapping

from collective_impact.errors import nearest
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import Cell, folded, text
from collective_impact.io._titles_in import bare
from collective_impact.model.indicators import Indicator
from collective_impact.model.stakeholders import Stakeholder


class Directory:
    """Ids by name.

    Parameters
    ----------
    kind : str
        Part of the codes of what is said of unknown names.
    names : mapping of str to iterable of str
        Under each id, what else the record is called.
    open_ended : bool
        Whether a name that is not there becomes an id of its own.
    """

    def __init__(self, kind: str, names: Mapping[str, Iterable[str]], *, open_ended: bool = False) -> None:
        self.kind = kind
        self.open_ended = open_ended
        self._ids: dict[str, tuple[str, ...]] = {folded(id_): (id_,) for id_ in names}
        self._shown = {folded(id_): id_ for id_ in names}
        for id_, others in names.items():
            for name in others:
                self._call(folded(name), name, id_)
                self._call(bare(name), name, id_)

    def _call(self, key: str, name: str, id_: str) -> None:
        if id_ not in self._ids.get(key, ()):
            self._ids[key] = (*self._ids.get(key, ()), id_)
            self._shown.setdefault(key, name)

    @property
    def certain(self) -> dict[str, str]:
        """Each folded name that is the name of one record only, with its id."""
        return {name: ids[0] for name, ids in self._ids.items() if len(ids) == 1}

    def find(self, cell: Cell) -> str | None:
        """Return the id of what a cell names; None for an empty cell.

        Raises
        ------
        NotUnderstoodError
            Nothing has that name, or several have; a near name is suggested, never taken.
        """
        words = text(cell)
        if words is None:
            return None
        for key in (folded(words), bare(words)):
            ids = self._ids.get(key, ())
            if len(ids) == 1:
                return ids[0]
            if ids:
                raise NotUnderstoodError(f"observations.several_{self.kind}", None, {"ids": ", ".join(ids)})
        if self.open_ended:
            self._call(folded(words), words, words)
            return words
        near = nearest(folded(words), self._ids)
        suggestion = None if near is None else self._shown[near]
        raise NotUnderstoodError(f"observations.unknown_{self.kind}", suggestion)


def of_indicators(indicators: Iterable[Indicator] | None) -> Directory:
    """Return indicators by id, name and what outside vocabularies call them; any name at all where none are given."""
    if indicators is None:
        return Directory("indicator", {}, open_ended=True)
    names = {indicator.id: _names_of(indicator) for indicator in indicators}
    return Directory("indicator", names)


def of_stakeholders(stakeholders: Iterable[Stakeholder] | None) -> Directory:
    """Return stakeholders by id, name and alias; any name at all where none are given."""
    if stakeholders is None:
        return Directory("reporter", {}, open_ended=True)
    names = {
        stakeholder.id: [*([stakeholder.name] if stakeholder.name else []), *stakeholder.aliases]
        for stakeholder in stakeholders
    }
    return Directory("reporter", names)


def _names_of(indicator: Indicator) -> list[str]:
    named = [] if indicator.name is None else [indicator.name]
    return named + [name for code in indicator.codes for name in (code.code, f"{code.vocabulary} {code.code}")]
