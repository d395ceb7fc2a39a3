"""Exports of questionnaires, as the programs write them, to responses by pseudonym."""

from collections.abc import Mapping, Sequence

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError, nearest
from collective_impact.io._accounts import Account, Reading, Remarks
from collective_impact.io._answers_in import scales
from collective_impact.io._days import Order
from collective_impact.io._grids import Grid
from collective_impact.io._layouts import LAYOUTS, PARTS, Layout, Plan, Table, kind_of, plan, table
from collective_impact.io._organizations_in import Directory
from collective_impact.io._pseudonyms import Pseudonyms
from collective_impact.io._sheets import grids
from collective_impact.io._submissions import Desk, responses_of
from collective_impact.io._tallies import Tally, without_addresses, without_cells
from collective_impact.model._record import record
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Instrument, Response


@record(kw_only=True)
class ResponseReading(Reading):
    """What people answered, and what was not understood of it.

    Parameters
    ----------
    initiatives : tuple of Initiative
        The initiative that was given, with instrument and responses; none where none was given.
    account : Account
        Repeats no answer beside the row of who gave it, and no address. Of names it can only repeat one that
        somebody typed in the place of an answer or an organisation.
    responses : tuple of Response
        By pseudonym, in the order of the rows.
    """

    responses: tuple[Response, ...] = attrs.field(default=(), converter=tuple[Response, ...])

    def __str__(self) -> str:
        return f"responses: {len(self.responses)}; {self.account.summary()}"


def read_responses(  # noqa: PLR0913 - an export, a questionnaire, and what they leave open
    source: object,
    instrument: Instrument,
    *,
    layout: Layout = "wide",
    key: str | bytes | None = None,
    initiative: Initiative | None = None,
    wave: str | None = None,
    columns: Mapping[str, str] | None = None,
    codes: Mapping[object, object] | None = None,
    respondent: str | Sequence[str] | None = None,
    organization: str | None = None,
    role: str | None = None,
    first_item: str | None = None,
    domains: Mapping[str, str] | None = None,
    dates: Order | None = None,
    sheet: str | None = None,
) -> ResponseReading:
    """Return what people answered to a questionnaire, by pseudonym.

    What identifies people (names, addresses, IPs, places) gets neither into the responses nor into the account: the
    respondent becomes a pseudonym, made of the identifying cells with a key that you keep; the organisation becomes
    the id of a stakeholder. Texts that people wrote freely are left out. The account speaks of answers that it did not
    understand by column; it repeats one where it is short and like a level, and names a row instead where it is not.

    Parameters
    ----------
    source : path, mapping of columns, iterable of mappings or data frame
        The export: CSV, a workbook, or a table in memory.
    instrument : Instrument
        The questionnaire. Its items are found by id, or by their wording.
    layout : {"wide", "long", "qualtrics", "google_forms"}
        One row for each person, one for each answer, or as these programs export.
    key : str or bytes
        At least 16 bytes that nobody else has: ``secrets.token_hex(32)`` makes one. It is never stored. With the same
        key a person has the same pseudonym in every wave; whoever has it can find out whose a pseudonym is.
    initiative : Initiative, optional
        Has the stakeholders that organisations are matched with, and the waves.
    wave : str, optional
        Id of the wave that all answers are of.
    columns : mapping of str to str, optional
        From titles to ids of items, or to ``"respondent"``, ``"organization"``, ``"role"``, ``"on"``, ``"wave"``,
        and, in the long layout, ``"item"`` and ``"answer"``.
    codes : mapping, optional
        From what stands in cells to levels (by number from 1, or by name), to ``"dont_know"``,
        ``"not_applicable"``, ``"skipped"``, or to None for nothing; under the id of an item, for it alone.
    respondent : str or sequence of str, optional
        Title of the column, or columns, that identify a person; found by their usual titles otherwise.
    organization, role : str, optional
        Title of the column with the organisation (by id, name, alias or e-mail address), and with the viewpoint.
    first_item : str, optional
        Title of the column of the first item, where items are to be taken by their position alone: side by side, in
        the order of the instrument.
    domains : mapping of str to str, optional
        From e-mail domains to ids of stakeholders. Aliases such as ``"ymca.org"`` count as domains, too; domains where
        anybody may have a mailbox never do.
    dates : {"dmy", "mdy", "ymd"}, optional
        What "3/4/2020" is; found out from the column where it shows it.
    sheet : str, optional
        Which sheet of a workbook; the first otherwise.

    Returns
    -------
    ResponseReading

    Raises
    ------
    InvalidValueError
        There is no key, or an argument is nothing that it can be.
    UnknownNameError
        An argument names a column, item, level, stakeholder, wave or sheet that there is none of.
    InvalidDocumentError
        The file cannot be read at all.

    References
    ----------
    Krawczyk, H., Bellare, M., & Canetti, R. (1997). *HMAC: Keyed-hashing for message authentication* (RFC 2104).

    Examples
    --------
    >>> import collective_impact as ci
    >>> pulse = ci.Instrument(id="pulse", levels=["no", "partly", "yes"], items=[ci.Item(id="q1", text="We meet.")])
    >>> rows = {"Email": ["jo@example.org", "al@example.org"], "We meet.": ["Partly", "don't know"]}
    >>> read = ci.read_responses(rows, pulse, key="2f1d7c0b9a8e4d53")
    >>> read.responses[0].answers
    (Answer(item='q1', value=2.0, reason=None),)
    >>> read.responses[1].answers[0].reason
    <NoAnswer.DONT_KNOW: 'dont_know'>
    """
    given: object = instrument
    if not isinstance(given, Instrument):
        wanted = "an Instrument (survey.instrument returns one of the package, or reads a file)"
        raise InvalidValueError("instrument", instrument, wanted)
    if layout not in LAYOUTS:
        raise UnknownNameError("layout", layout, LAYOUTS)
    pseudonyms = Pseudonyms.of(key)
    _check_wave(initiative, wave)
    people = Directory.of(initiative, domains)
    reasons: dict[object, object] = (
        {-99: "skipped"} if layout == "qualtrics" else {}
    )  # "seen but unanswered", where it is exported
    known = scales(instrument, {**reasons, **(codes or {})})
    seen, remarks, tally = Remarks(), Remarks(), Tally()
    found = table(_chosen(source, sheet, seen), layout)
    told = _parts(columns or {}, {"respondent": respondent, "organization": organization, "role": role})
    where = plan(found, instrument, layout, columns=columns or {}, parts=told, first_item=first_item)
    _say_columns(found, where, instrument, layout, remarks)
    if initiative is None and "organization" in where.parts:
        title = where.parts["organization"][0].title
        remarks.add(found.place, None, title, "responses.no_initiative", severity="note")
    if layout == "long":
        _check_long(found, where)
    desk = Desk(
        table=found,
        plan=where,
        instrument=instrument,
        scales=known,
        pseudonyms=pseudonyms,
        people=people,
        initiative=initiative,
        wave=wave,
        dates=dates,
        columns=columns or {},
        tally=tally,
        remarks=remarks,
    )
    responses = tuple(responses_of(desk, layout))
    tally.into(remarks, found.place)
    said = [*map(without_cells, seen.account()), *remarks.account()]
    initiatives = () if initiative is None else (initiative.with_instruments(instrument).with_responses(responses),)
    return ResponseReading(initiatives=initiatives, account=Account(map(without_addresses, said)), responses=responses)


def _check_wave(initiative: Initiative | None, wave: str | None) -> None:
    known = [] if initiative is None else [one.id for one in initiative.waves]
    if initiative is not None and wave is not None and wave not in known:
        raise UnknownNameError("wave", wave, known)


def _chosen(source: object, sheet: str | None, remarks: Remarks) -> Grid:
    """Return the sheet that was asked for, or the first that has anything in it; the others are named."""
    found = list(grids(source, account=remarks))
    if sheet is not None:
        named = [grid for grid in found if grid.name == sheet]
        if not named:
            raise UnknownNameError("sheet", sheet, [grid.name for grid in found])
        return named[0]
    filled = [grid for grid in found if grid.rows] or found or [Grid()]
    for grid in filled[1:]:
        remarks.add(grid, None, None, "responses.other_sheet", severity="note")
    return filled[0]


def _parts(columns: Mapping[str, str], titles: Mapping[str, str | Sequence[str] | None]) -> dict[str, Sequence[str]]:
    """Return the titles of the columns of each part, as the caller says them in one way or the other."""
    told: dict[str, Sequence[str]] = {}
    for part, given in titles.items():
        if given is not None:
            told[part] = (given,) if isinstance(given, str) else tuple(given)
    for title, part in columns.items():
        if part in PARTS:
            told[part] = (*told.get(part, ()), title)
    return told


def _say_columns(found: Table, where: Plan, instrument: Instrument, layout: Layout, remarks: Remarks) -> None:
    """Say which columns were left out, and which items no column asks for."""
    names = {item.text or item.id: item.id for item in instrument.items} | {
        item.id: item.id for item in instrument.items
    }
    for column in where.left:
        kind = kind_of(column, layout)
        if not column.title or kind == "machinery":
            continue
        if kind == "identifying":
            remarks.add(found.place, None, column.title, "responses.identifying", severity="note")
            continue
        near = next(filter(None, (nearest(name, names) for name in column.names)), None)
        remarks.add(found.place, None, column.title, "responses.left", suggestion=near, severity="note")
    for item, group in where.doubled:
        columns = " / ".join(column.title for column in group)
        remarks.add(found.place, None, None, "responses.doubled", item=item, columns=columns)
    if layout == "long":
        return
    there = {item for item, _ in (*where.items, *where.doubled)}
    missing = [item.id for item in instrument.items if item.id not in there]
    if missing:
        remarks.add(found.place, None, None, "responses.not_asked", items=", ".join(missing), severity="warning")


def _check_long(found: Table, where: Plan) -> None:
    """Raise `UnknownNameError` where the long layout lacks a column that it cannot be without."""
    for part in ("respondent", "item", "answer"):
        if part not in where.parts:
            raise UnknownNameError("column", part, [column.title for column in found.columns])
