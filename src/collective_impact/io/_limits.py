"""How much of a file is read: beyond what people have, and below what hurts the machine that reads it."""

from collective_impact.errors import Fault, InvalidDocumentError, Message, Param

LARGEST_FILE = 256 * 2**20
"""Bytes of a file. A million rows of ten columns take a quarter of it."""

LARGEST_UNPACKED = 512 * 2**20
"""Bytes of a workbook once it is unpacked: Excel's own million rows with a few columns."""

LARGEST_PART = 128 * 2**20
"""Bytes of an unpacked part that is held at once, such as all texts of a workbook."""

HIGHEST_RATIO = 200
"""How many times larger a part of a workbook may be than packed. Sheets of figures have 5 to 20, empty ones 60."""

SMALL_PART = 2**20
"""Bytes below which a part may be packed as tightly as it likes."""

MOST_PARTS = 10_000
"""Parts of a workbook: sheets, pictures, comments."""

MOST_SHEETS = 1_000
"""Sheets of a workbook, files of a folder and resources of a package."""

MOST_ROWS = 1_048_576
"""Rows of a sheet, which is where Excel ends."""

MOST_COLUMNS = 16_384
"""Columns of a sheet, which is where Excel ends."""

MOST_CELLS = 20_000_000
"""Cells of a sheet, empty ones counted that stand before a filled one; beyond, memory ends before patience does."""

LONGEST_CELL = 32_767
"""Characters of a cell, which is where Excel ends."""

LONGEST_FORMULA = 100
"""Characters of a formula that a remark repeats."""


def refused(file: str, code: str, **params: Param) -> InvalidDocumentError:
    """Return the error that says why a file cannot be read at all."""
    return InvalidDocumentError(file, (Fault(message=Message(code, params)),))
