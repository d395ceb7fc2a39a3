"""What a reader of tables did not understand, cell by cell, and what it made of the rest.

Readers collect in `Remarks`, which grow; who asked for tables gets an `Account`, which does not.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol, TypeAlias, TypeVar, overload

import attrs

from collective_impact.errors import CollectiveImpactError, InvalidError, InvalidValueError, Message, Param
from collective_impact.io._leaves import shown
from collective_impact.model._record import record
from collective_impact.model.initiative import Initiative

Severity: TypeAlias = Literal["error", "warning", "note"]
T = TypeVar("T")
G = TypeVar("G")

LONGEST = 200
"""Characters of a cell that a remark repeats: enough to find it, too few to fill a mail."""

MOST = 100_000
"""Remarks of one reading. A table with more is read as something that it is not; what follows is counted."""


class Place(Protocol):
    """Where a remark belongs: a sheet, or whatever else names a file and a sheet in it."""

    @property
    def file(self) -> str: ...
    @property
    def name(self) -> str: ...


class NotUnderstoodError(CollectiveImpactError, ValueError):
    """A cell that cannot be read as what its column holds; readers turn it into a remark.

    Parameters
    ----------
    code : str
        Of the sentence that says why.
    suggestion : str, optional
        What would be understood and is probably meant.
    params : mapping of str to str, int, float, bool or None, optional
        What the sentence speaks of besides ``given``, which every sentence of a remark has.
    severity : {"error", "warning", "note"}
    """

    def __init__(
        self,
        code: str,
        suggestion: str | None = None,
        params: Mapping[str, Param] | None = None,
        *,
        severity: Severity = "error",
    ) -> None:
        self.code = code
        self.suggestion = suggestion
        self.severity: Severity = severity
        self.params = dict(params or {})
        super().__init__(code, suggestion)


@attrs.frozen(kw_only=True)
class Remark:
    """One cell, row or sheet that was not understood, or not taken as it stands.

    Parameters
    ----------
    file : str
        As it was given or found in its folder; empty for tables in memory.
    sheet : str
    row : int, optional
        As a spreadsheet counts, from 1; None where a sheet or a column as a whole is meant.
    column : str, optional
        The title of the column.
    message : Message
        Why.
    given : str, optional
        What stands in the cell, shortened.
    suggestion : str, optional
        What would be understood.
    severity : {"error", "warning", "note"}
        ``"error"`` for what was left out, ``"warning"`` for what was taken and is doubtful,
        ``"note"`` for what there is to know.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str | None = None
    message: Message
    given: str | None = None
    suggestion: str | None = None
    severity: Severity = "error"

    def text(self, locale: str = "en") -> str:
        """Return the remark without its file and sheet, in a language."""
        place = [] if self.row is None else [Message("account.row", {"row": str(self.row)})]
        place += [] if self.column is None else [Message("account.column", {"column": shown(self.column)})]
        where = ", ".join(part.text(locale) for part in place)
        said = ": ".join([*filter(None, [where]), self.message.text(locale)])
        if self.suggestion is None:
            return said
        return f"{said}; {Message('account.suggestion', {'suggestion': shown(self.suggestion)}).text(locale)}"

    def __str__(self) -> str:
        sheet = _headline(self, "en")
        return f"{sheet}: {self.text()}" if sheet else self.text()

    def to_dict(self, locale: str = "en") -> dict[str, object]:
        """Return it as plain data.

        Parameters
        ----------
        locale : str
            The language of ``text``.

        Returns
        -------
        dict
            Keys ``file``, ``sheet``, ``row``, ``column``, ``severity``, ``code``, ``text``, ``given`` and
            ``suggestion``.
        """
        place = {name: getattr(self, name) for name in ("file", "sheet", "row", "column", "severity")}
        said = {"code": self.message.code, "text": self.message.text(locale)}
        return place | said | {"given": self.given, "suggestion": self.suggestion}


def _headline(remark: Remark, locale: str) -> str:
    parts = [remark.file if remark.file.isprintable() else shown(remark.file)] if remark.file else []
    parts += [Message("account.sheet", {"sheet": shown(remark.sheet)}).text(locale)] if remark.sheet else []
    return ", ".join(parts)


@attrs.frozen(repr=False)
class Account(Sequence[Remark]):
    """All that was not understood, in the order of the files, sheets and rows.

    Parameters
    ----------
    remarks : iterable of Remark

    Examples
    --------
    >>> from collective_impact import Account, Message, Remark
    >>> words = Message("mine.fee", template="fees are not kept here")
    >>> print(Account([Remark(file="ours.csv", row=4, column="fee", message=words, severity="note")]))
    1 note
    <BLANKLINE>
    ours.csv
    - row 4, column "fee": fees are not kept here
    """

    remarks: tuple[Remark, ...] = attrs.field(default=(), converter=tuple[Remark, ...])

    @overload
    def __getitem__(self, index: int) -> Remark: ...
    @overload
    def __getitem__(self, index: slice) -> "Account": ...
    def __getitem__(self, index: int | slice) -> "Remark | Account":
        return Account(self.remarks[index]) if isinstance(index, slice) else self.remarks[index]

    def __len__(self) -> int:
        return len(self.remarks)

    @property
    def errors(self) -> "Account":
        """What was left out."""
        return self._of("error")

    @property
    def warnings(self) -> "Account":
        """What was taken and is doubtful."""
        return self._of("warning")

    @property
    def notes(self) -> "Account":
        """What there is to know besides."""
        return self._of("note")

    def _of(self, severity: Severity) -> "Account":
        return Account(remark for remark in self.remarks if remark.severity == severity)

    def text(self, locale: str = "en") -> str:
        """Return a plain list, fit to be mailed, in a language.

        Parameters
        ----------
        locale : str

        Returns
        -------
        str
            How much there is, then one line for each remark below the file and sheet that it is about.
        """
        lines = [self.summary(locale)]
        is_headed = any(remark.file or remark.sheet for remark in self.remarks)
        sheet = None
        for remark in self.remarks:
            if sheet != (remark.file, remark.sheet):
                sheet = (remark.file, remark.sheet)
                whole = Message("account.whole").text(locale) if is_headed else ""
                lines += ["", *filter(None, [_headline(remark, locale) or whole])]
            lines.append(f"- {remark.text(locale)}")
        return "\n".join(lines)

    def summary(self, locale: str = "en") -> str:
        """Return how many errors, warnings and notes there are, in a language."""
        counts = {"errors": len(self.errors), "warnings": len(self.warnings), "notes": len(self.notes)}
        said = [
            Message(f"account.one.{kind}" if count == 1 else f"account.many.{kind}", {"count": str(count)})
            for kind, count in counts.items()
            if count
        ]
        return ", ".join(message.text(locale) for message in said or [Message("account.all_understood")])

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Account: {self.summary()}>"

    def to_records(self, locale: str = "en") -> list[dict[str, object]]:
        """Return one mapping for each remark, as `Remark.to_dict` makes them."""
        return [remark.to_dict(locale) for remark in self.remarks]

    def to_columns(self, locale: str = "en") -> dict[str, list[object]]:
        """Return the same as columns, for a data frame."""
        records = self.to_records(locale)
        names = Remark(message=Message("account.all_understood")).to_dict()
        return {name: [record[name] for record in records] for name in names}


class Remarks:
    """What a reader has to say, collected while it reads."""

    def __init__(self) -> None:
        self._remarks: list[Remark] = []
        self._left = 0

    def add(  # noqa: PLR0913 - a place, a sentence and what it is about
        self,
        place: Place | None,
        row: int | None,
        column: str | None,
        code: str,
        /,
        *,
        given: object = None,
        suggestion: str | None = None,
        severity: Severity = "error",
        **params: Param,
    ) -> None:
        """Say something about a place: a `Sheet` (None for none in particular), a row and a column of it.

        The sentence has a parameter ``given`` besides ``params`` wherever something is given.
        """
        written = None if given is None else as_written(given)
        named = {} if written is None else {"given": shown(written)}
        remark = Remark(
            file="" if place is None else place.file,
            sheet="" if place is None else place.name,
            row=row,
            column=column,
            message=Message(code, named | params),
            given=written,
            suggestion=suggestion,
            severity=severity,
        )
        self._keep(remark)

    def unreadable(self, place: Place, error: InvalidError, /) -> None:
        """Say why a file, among others that can be read, cannot."""
        for fault in error.faults:
            self._keep(Remark(file=place.file, sheet=place.name, message=fault.message))

    def _keep(self, remark: Remark) -> None:
        if len(self._remarks) < MOST:
            self._remarks.append(remark)
        else:
            self._left += 1

    def refuse(
        self, place: Place | None, row: int | None, column: str | None, given: object, error: NotUnderstoodError, /
    ) -> None:
        """Say why a cell was not understood."""
        also = {"suggestion": error.suggestion, "severity": error.severity}
        self.add(place, row, column, error.code, given=given, **also, **error.params)  # type: ignore[arg-type]

    def tried(
        self, place: Place | None, row: int | None, column: str | None, given: G, read: Callable[[G], T], /
    ) -> T | None:
        """Return what a reader of cells makes of a cell; None, and a remark, where it does not understand it."""
        try:
            return read(given)
        except NotUnderstoodError as error:
            self.refuse(place, row, column, given, error)
            return None

    def account(self) -> Account:
        """Return all remarks: files and sheets in the order in which they were met, their rows from the top."""
        places: dict[tuple[str, str], int] = {}
        for remark in self._remarks:
            places.setdefault((remark.file, remark.sheet), len(places))
        ordered = sorted(self._remarks, key=lambda said: (places[said.file, said.sheet], said.row or 0))
        more = [Remark(message=Message("account.more", {"count": str(self._left)}))] if self._left else []
        return Account([*ordered, *more])


_SHARE = re.compile(r"(-?[0-9]+e-[0-9]+)%")


def as_written(given: object) -> str:
    """Return a cell as the text that a remark repeats; a percentage of a workbook, which has no mark, gets one."""
    text = given.isoformat() if isinstance(given, date) else str(given)
    if share := _SHARE.fullmatch(text):
        text = f"{Decimal(share[1]):f}%"
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")  # half characters cannot be mailed
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


@record(kw_only=True)
class Reading:
    """What was read from tables, and what was not understood of them.

    Parameters
    ----------
    initiatives : tuple of Initiative
    account : Account
    """

    initiatives: tuple[Initiative, ...] = attrs.field(default=(), converter=tuple[Initiative, ...])
    account: Account = Account()

    @property
    def initiative(self) -> Initiative:
        """The only initiative; `InvalidValueError` where there are none or several."""
        if len(self.initiatives) == 1:
            return self.initiatives[0]
        ids = tuple(initiative.id for initiative in self.initiatives)
        wanted = "a single one; .initiatives holds all that were read, .account what was not understood"
        raise InvalidValueError("Reading.initiative", ids, wanted)

    def __str__(self) -> str:
        kind = "account.one.initiatives" if len(self.initiatives) == 1 else "account.many.initiatives"
        return f"{Message(kind, {'count': str(len(self.initiatives))})}; {self.account.summary()}"
