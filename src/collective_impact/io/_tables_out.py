"""An initiative as a workbook, or as a folder of text files that a Data Package describes."""

import os
from collections.abc import Sequence
from pathlib import Path

import attrs

from collective_impact.errors import InvalidValueError, Message
from collective_impact.io import _package_out, _rows_out, _workbook_out
from collective_impact.io._accounts import Account, Remark
from collective_impact.measurement._disclosed import disclosed
from collective_impact.model._record import record
from collective_impact.model.indicators import Indicator, Observation
from collective_impact.model.initiative import Initiative


@record(kw_only=True)
class Export:
    """Tables that were written, and what was withheld of them. It can be given wherever a path can.

    Parameters
    ----------
    path : str
        Of the workbook or the folder.
    withheld : int
        How many figures and responses were withheld; where there are none, reading gives back the same initiative.
    account : Account
        What was withheld, and why.
    """

    path: str
    withheld: int = 0
    account: Account = Account()

    @property
    def is_exact(self) -> bool:
        """Whether reading the tables gives back the same initiative."""
        return self.withheld == 0

    def __fspath__(self) -> str:
        return self.path


def write_tables(initiative: Initiative, path: str | os.PathLike[str], *, disclose: bool = False) -> Export:
    """Write an initiative as tables: one workbook, or a folder that is a Data Package.

    There is a table for each kind of record that has any, a column for each of its fields, and columns that name the
    record that a row belongs to. Reading the tables gives back the same initiative. What a cell cannot hold as people
    would write it stands there as JSON: a text that a spreadsheet would take for a formula or change (``"=1+1"``, in
    its quotation marks), an empty text (``""``), a list whose parts have semicolons, and fields that the library does
    not know, in the column ``extras``.

    Parameters
    ----------
    initiative : Initiative
    path : str or path
        Of a workbook where it ends in ``.xlsx`` (needs ``collective-impact[excel]``); else of a folder, which gets
        ``datapackage.json`` and a file for each table. Files of the same names are replaced, and tables of an earlier
        export to this folder that has more of them are removed.
    disclose : bool
        Whether to write what the initiative's own rule withholds from the public: figures from which few people could
        be known (`Disclosure.minimum_count`; other figures from which these could be worked out are withheld too), and
        the responses of single respondents, all of them, whatever the rule.

    Returns
    -------
    Export
        With what was withheld. The tables say so too, in the table ``about``.

    Raises
    ------
    InvalidValueError
        A text or list is longer than spreadsheets read in a cell (some thousand ids; `write_json` has room for more);
        or the path is named like a file of another kind.
    MissingExtraError
        A workbook is asked for, and openpyxl is not installed.
    OSError
        As the operating system says.

    References
    ----------
    Data Package and Table Schema, version 1.0, Open Knowledge Foundation, 2017.

    Examples
    --------
    >>> import tempfile
    >>> import collective_impact as ci
    >>> ours = ci.examples.load("rgv_focus")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = ci.write_tables(ours, folder, disclose=True)
    ...     written.is_exact, ci.read_tables(written).initiative == ours
    (True, True)
    """
    if not isinstance(initiative, Initiative):
        raise InvalidValueError("initiative", initiative, "an Initiative")
    shown, remarks = (initiative, ()) if disclose else _public(initiative)
    withheld = sum(int(str(dict(remark.message.params)["count"])) for remark in remarks)
    target = Path(path)
    is_workbook = _workbook_out.is_asked_for(target)
    tables = _rows_out.tables(shown, native=is_workbook)
    about = (("format", "collective-impact tables"), ("version", "1.0"), ("withheld", withheld))
    (_workbook_out if is_workbook else _package_out).write(target, tables, about)
    return Export(path=os.fspath(target), withheld=withheld, account=Account(remarks))


def _public(initiative: Initiative) -> tuple[Initiative, Sequence[Remark]]:
    """Return an initiative as the public may see it, and what they may not."""
    least = None if initiative.disclosure is None else initiative.disclosure.minimum_count
    indicators = initiative.indicators
    if least is not None:
        indicators = tuple(disclosed(indicator, threshold=least) for indicator in indicators)
    remarks = []
    for recorded, shown in zip(initiative.indicators, indicators, strict=True):
        hidden = sum(one is not other for one, other in zip(_figures(recorded), _figures(shown), strict=True))
        if shown is not recorded and hidden:
            said = Message("tables.figures_withheld", {"count": str(hidden), "indicator": recorded.id})
            remarks.append(Remark(sheet="observations", message=said, severity="note"))
    if initiative.responses:
        said = Message("tables.responses_withheld", {"count": str(len(initiative.responses))})
        remarks.append(Remark(sheet="responses", message=said, severity="note"))
    extents = tuple(one for one in initiative.extents if one.collection.partition("/")[0] != "responses")
    return attrs.evolve(initiative, indicators=indicators, responses=(), extents=extents), remarks


def _figures(indicator: Indicator) -> list[Observation | None]:
    compared = [one for comparison in indicator.comparisons for one in comparison.observations]
    return [indicator.baseline, indicator.target, *indicator.observations, *compared]
