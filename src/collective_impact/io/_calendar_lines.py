"""The lines of a calendar file (RFC 5545, section 3.1): unfolded, taken apart, and put into their components."""

import re
from collections.abc import Iterator, Mapping

import attrs

from collective_impact.io._accounts import Remarks
from collective_impact.io._grids import Grid

_PARAMETER = r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)'
_LINE = re.compile(rf"([A-Za-z0-9-]+)((?:{_PARAMETER})*):(.*)", re.DOTALL)
_EACH = re.compile(_PARAMETER)
_CARETS = {"^n": "\n", "^^": "^", "^'": '"'}

DEEPEST = 8
"""Components within components; a calendar has three."""

LONGEST = 100_000
"""Characters of a line. Longer ones hold pictures and pages of text, and nothing of a meeting."""


@attrs.frozen
class Property:
    """A line: a name, parameters, and a value as it is written."""

    name: str
    params: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        r"""The value as a text, whose commas, semicolons and ends of line are escaped (``\,``, ``\;``, ``\n``)."""
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@attrs.define
class Component:
    """What stands between BEGIN and END."""

    name: str
    line: int
    properties: list[Property] = attrs.Factory(list)
    parts: list["Component"] = attrs.Factory(list)

    def all(self, name: str) -> list[Property]:
        """Return all properties of a name."""
        return [found for found in self.properties if found.name == name]

    def one(self, name: str) -> Property | None:
        """Return the first property of a name."""
        return next((found for found in self.properties if found.name == name), None)

    def value(self, name: str) -> str:
        """Return the value of the first property of a name; nothing where there is none."""
        found = self.one(name)
        return "" if found is None else found.value.strip()


def components(words: str, place: Grid, remarks: Remarks) -> list[Component]:
    """Return the outermost components of a text; lines that are none get a remark with their number alone."""
    root = Component("", 0)
    open_ones = [root]
    for number, line in _unfolded(words):
        found = _property(line)
        if found is None:
            remarks.add(place, number, None, "calendar.line", severity="warning")
        elif found.name == "BEGIN":
            inner = Component(found.value.strip().upper(), number)
            if len(open_ones) < DEEPEST:
                open_ones[-1].parts.append(inner)
            open_ones.append(inner)
        elif found.name == "END":
            _close(open_ones, found.value.strip().upper())
        else:
            open_ones[-1].properties.append(found)
    if len(open_ones) > 1:
        remarks.add(place, None, None, "calendar.cut", severity="warning")
    return root.parts


def _close(open_ones: list[Component], name: str) -> None:
    if any(component.name == name for component in open_ones[1:]):
        while open_ones.pop().name != name:
            pass


def _unfolded(words: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers; one that begins with a space belongs to the line before."""
    parts: list[str] = []
    begun = 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", words.removeprefix("\ufeff")), 1):
        if line[:1] in {" ", "\t"} and parts:
            parts.append(line[1:])
            continue
        yield from _whole(begun, parts)
        parts, begun = [line], number
    yield from _whole(begun, parts)


def _whole(number: int, parts: list[str]) -> Iterator[tuple[int, str]]:
    line = "".join(parts)
    if line.strip():
        yield number, line


def _property(line: str) -> Property | None:
    """Return the property of a line; None where it is none."""
    found = _LINE.fullmatch(line[:LONGEST])
    if found is None:
        return None
    params = {name.upper(): _unquoted(value) for name, value in _EACH.findall(found[2])}
    return Property(found[1].upper(), params, found[found.re.groups])


def _unquoted(value: str) -> str:
    plain = value[1:-1] if value.startswith('"') and value.endswith('"') and value.count('"') == 2 else value  # noqa: PLR2004
    return re.sub(r"\^[n^']", lambda found: _CARETS[found[0]], plain)
