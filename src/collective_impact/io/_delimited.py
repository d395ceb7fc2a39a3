"""Text files of cells between separators, in the encodings and dialects that spreadsheets write."""

import codecs
import csv
import functools
import io
import re
from bisect import bisect
from collections import Counter
from itertools import accumulate, compress, islice
from operator import itemgetter
from pathlib import Path

from collective_impact.io._accounts import Remarks
from collective_impact.io._grids import Grid, Rows, trimmed
from collective_impact.io._leaves import shown
from collective_impact.io._limits import LARGEST_FILE, MOST_CELLS, MOST_ROWS, refused

SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})

ENDLESS = 131_072
"""Characters of a cell beyond which it is the rest of a file after a quotation mark that nothing closes."""
_MOST_KNOWN = 50_000
"""Texts of cells that are remembered: most tables repeat fewer, and those with more repeat none."""
SEPARATORS = ",;\t|"
BLOCK = 1_000
"""Rows that are read before anyone looks whether they are too many."""
SAMPLE = 65_536
"""Characters by which the separator is judged: some hundred rows."""

_ENCODINGS = re.compile(
    r"ascii|utf-(8|16|32)(-\w+)?|iso8859-\d+|cp\d+|mac-\w+|koi8-\w|gb\w+|big5\w*|shift_jis\w*|euc_\w+"
)
"""Encodings of files. Python knows others, which take long, or are none of text."""

_MARKS = (  # that of UTF-32 begins as that of UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def grid(  # noqa: PLR0913 - what a descriptor may know of a file
    path: Path,
    file: str,
    remarks: Remarks,
    *,
    name: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
) -> Grid:
    """Return the cells of a file; its encoding and separator are found out where they are not given."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise refused(file, "sheets.large_file", size=size, largest=LARGEST_FILE)
    place = Grid(file=file, name=name or path.stem)
    declared, words = _declared(decoded(path.read_bytes(), place, remarks, encoding))
    only = "\t" if path.suffix.lower() in {".tsv", ".tab"} else None
    used = separator or declared or only or sniffed(words[:SAMPLE])
    if used in '"\r\n':
        raise refused(file, "sheets.separator", given=shown(used))
    return Grid(file=file, name=place.name, rows=_rows(words, used, place, remarks))


def decoded(content: bytes, place: Grid, remarks: Remarks, encoding: str | None = None) -> str:
    """Return the text of a file: by its mark, else as UTF-8, else as Windows-1252, of which a remark is made."""
    named = next((name for mark, name in _MARKS if content.startswith(mark)), None) or encoding or _wide(content)
    try:
        if named is not None:
            named = _known(named)
        return content.decode(named or "utf-8")
    except (ValueError, LookupError) as error:
        if named is not None or b"\0" in content:
            raise refused(place.file, "sheets.encoding", encoding=shown(named or "utf-8")) from error
    words = _windows(content)
    strange = next((word for word in words.split() if not word.isascii()), "\xa0")  # a space that does not break
    remarks.add(place, None, None, "sheets.windows", given=strange, severity="warning")
    return words


def _known(encoding: str) -> str:
    name = codecs.lookup(encoding).name
    if not _ENCODINGS.fullmatch(name):
        raise LookupError(encoding)
    return name


def _wide(content: bytes) -> str | None:
    """Return which UTF-16 a text without a mark is in: every other byte of its beginning is zero."""
    head = content[:512]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[start::2].count(0), head[1 - start :: 2].count(0)
        if zeros > len(head) / 4 and not others:
            return name
    return None


def _windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:  # it leaves five bytes open
        return content.decode("latin-1")


def _declared(words: str) -> tuple[str | None, str]:
    """Return the separator that a first line ``sep=;`` declares, which is no row to a spreadsheet, and the rest."""
    first, _, rest = words.partition("\n")
    line = first.strip("\r").strip('"')
    if len(line) == len("sep=;") and line.lower().startswith("sep="):
        return line[-1], rest
    return None, words


def sniffed(sample: str) -> str:
    """Return the separator by which most rows of a sample have the same number of cells, and more than one."""
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    try:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator) if row)
    except csv.Error:
        return 0.0, 0
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width = max(wide, key=lambda width: (wide[width], width))
    return wide[width] / widths.total(), width


class _Cells(dict[str, str | None]):
    """Cells as they are read, each text once: what holds nothing but spaces is empty."""

    def __missing__(self, cell: str) -> str | None:
        if len(cell) > ENDLESS:
            raise csv.Error  # as the parser does, unless somebody has told it of larger cells
        if len(self) > _MOST_KNOWN:
            self.clear()
        self[cell] = found = None if not cell or cell.isspace() else cell
        return found


def _rows(words: str, separator: str, place: Grid, remarks: Remarks) -> Rows:
    read = functools.partial(map, _Cells().__getitem__)
    parsed = map(tuple, map(read, csv.reader(io.StringIO(words, newline=""), delimiter=separator)))
    rows: list[tuple[str | None, ...]] = []
    room, is_more, endless = 0, True, False
    while is_more and len(rows) <= MOST_ROWS and room <= MOST_CELLS:
        some: list[tuple[str | None, ...]] = []
        try:
            some.extend(islice(parsed, BLOCK))  # what comes before an error stays
        except csv.Error:
            endless = True
        is_more = len(some) == BLOCK
        rows += _trimmed(some)
        room += sum(map(len, islice(rows, len(rows) - len(some), None)))
    if len(rows) > MOST_ROWS or room > MOST_CELLS:
        del rows[min(bisect(list(accumulate(map(len, rows))), MOST_CELLS), MOST_ROWS) :]
        remarks.add(place, len(rows) + 1, None, "sheets.cut_rows")
    elif endless:
        remarks.add(place, len(rows) + 1, None, "sheets.endless_cell")
    numbers = range(1, len(rows) + 1)
    return Rows(tuple(compress(numbers, rows)), tuple(filter(None, rows)))


def _trimmed(rows: list[tuple[str | None, ...]]) -> list[tuple[str | None, ...]]:
    if all(rows) and None not in map(itemgetter(-1), rows):  # as most are
        return rows
    return [trimmed(cells) if cells and cells[-1] is None else cells for cells in rows]
