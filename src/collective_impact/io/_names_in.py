"""What records are called: by id, by name and by other names, whatever the case and accents."""

from collective_impact.errors import nearest
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._cells import joined, not_understood


class Names:
    """The records of one kind that others speak of, by id, name and alias."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._named: dict[str, set[str]] = {}
        self._written: dict[str, str] = {}
        self._asked = 0

    def add(self, identity: str, *names: str | None) -> None:
        """Let a record be called by its id and by its names."""
        self._ids.add(identity)
        for name in (identity, *names):
            if name:
                key = joined(name)
                self._named.setdefault(key, set()).add(identity)
                self._written[key] = name

    def find(self, given: str) -> str:
        """Return the id of the record that is meant, or raise `NotUnderstoodError`; a near name is suggested."""
        if given in self._ids:
            return given
        found = self._named.get(joined(given), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise NotUnderstoodError("tables.two_records", params={"ids": ", ".join(sorted(found))})
        raise not_understood("tables.unknown_name", given, self._near(given))

    def _near(self, given: str) -> str | None:
        """Return the nearest name, for the first hundred that are not known."""
        enough = 100
        self._asked += 1
        near = nearest(joined(given), self._named) if self._asked <= enough else None
        return None if near is None else self._written[near]

    def known(self, given: str) -> bool:
        """Say whether a name is known."""
        return given in self._ids or joined(given) in self._named
