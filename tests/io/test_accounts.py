import pickle
from datetime import date

import pytest

from collective_impact import Account, Initiative, InvalidValueError, Message, Remark
from collective_impact.io import _accounts
from collective_impact.io._accounts import NotUnderstoodError, Reading, Remarks
from collective_impact.io._grids import Sheet

OURS = Sheet(file="ours.xlsx", name="Data")
THEIRS = Sheet(file="theirs.csv")


@pytest.fixture
def remarks():
    """Return remarks on two files, collected out of order."""
    remarks = Remarks()
    remarks.add(OURS, 9, "fee", "cells.truth", given="perhaps", suggestion="yes")
    remarks.add(THEIRS, None, None, "sheets.chart", severity="note")
    remarks.add(OURS, 2, None, "sheets.titles_again", severity="warning")
    return remarks


# One remark


def test_a_remark_says_where_and_why_and_what_instead(remarks):
    """Whoever gets one line of a list knows what to look at."""
    (remark,) = remarks.account().errors
    said = 'ours.xlsx, sheet "Data": row 9, column "fee": "perhaps" is neither yes nor no; perhaps "yes"?'
    assert said == str(remark)
    assert 'fila 9, columna "fee": "perhaps" no es ni sí ni no; ¿quizá "yes"?' == remark.text("es")


def test_a_remark_on_nothing_in_particular_is_its_sentence():
    """Tables in memory have no file."""
    assert "everything was understood" == str(Remark(message=Message("account.all_understood")))


def test_a_remark_is_plain_data(remarks):
    """Programs sort and count remarks by their fields."""
    (remark,) = remarks.account().errors
    expected = {
        "file": "ours.xlsx",
        "sheet": "Data",
        "row": 9,
        "column": "fee",
        "severity": "error",
        "code": "cells.truth",
        "text": '"perhaps" is neither yes nor no',
        "given": "perhaps",
        "suggestion": "yes",
    }
    assert expected == remark.to_dict()


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (date(2020, 4, 3), "2020-04-03"),
        (44.2, "44.2"),
        ("a\ud800", "a\\ud800"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
    ],
)
def test_what_was_given_fits_into_a_mail(given, written):
    """Long texts are shortened, and what cannot be sent is written out."""
    remarks = Remarks()
    remarks.add(None, 1, None, "cells.day", given=given)
    assert written == remarks.account()[0].given
    str(remarks.account()).encode()


# The account


def test_an_account_is_ordered_as_the_files_are(remarks):
    """Files and sheets come as they were met, rows from the top."""
    places = [("ours.xlsx", 2), ("ours.xlsx", 9), ("theirs.csv", None)]
    assert places == [(remark.file, remark.row) for remark in remarks.account()]


def test_an_account_prints_as_a_plain_list(remarks):
    """It can be mailed to whoever keeps the spreadsheet."""
    expected = """1 error, 1 warning, 1 note

ours.xlsx, sheet "Data"
- row 2: the titles stand here again; the row was left out
- row 9, column "fee": "perhaps" is neither yes nor no; perhaps "yes"?

theirs.csv
- the sheet is a chart, which has no cells"""
    assert expected == str(remarks.account())


def test_what_is_about_no_sheet_alone_has_a_headline_among_sheets(remarks):
    """Else it would seem to belong to the sheet above it; where nothing is about a sheet, there is nothing to tell."""
    remarks.add(None, None, None, "tables.nothing", severity="note")
    *_, headline, line = str(remarks.account()).split("\n")
    assert "all of it together" == headline
    assert line == str(remarks.account()[-1:]).split("\n")[-1]
    assert ["1 note", "", line] == str(remarks.account()[-1:]).split("\n")


def test_an_account_of_nothing_says_so():
    """Silence could be taken for an error."""
    assert "everything was understood" == str(Account())
    assert "<Account: everything was understood>" == repr(Account())


def test_a_line_of_an_account_is_one_line():
    """Whatever a file is called and a cell holds."""
    remarks = Remarks()
    remarks.add(Sheet(file="a\n.csv", name="b\nc"), 1, "d\ne", "cells.day", given="f\ng", suggestion="h\ni")
    lines = ["1 error", "", '"a\\n.csv", sheet "b\\nc"']
    assert lines == str(remarks.account()).split("\n")[:-1]


def test_an_account_counts_in_words_of_a_language(remarks):
    """One error is none of many."""
    remarks.add(OURS, 3, None, "cells.day")
    assert "2 fallos, 1 advertencia, 1 nota" == remarks.account().summary("es")


def test_an_account_is_an_immutable_sequence(remarks):
    """It has a length, parts, and equals another with the same remarks."""
    account = remarks.account()
    assert (3, True) == (len(account), account[0] in account)
    assert account[:2] == Account([account[0], account[1]])
    assert hash(account) == hash(remarks.account())
    assert [1, 1, 1] == list(map(len, (account.errors, account.warnings, account.notes)))


def test_an_account_is_a_table(remarks):
    """A data frame takes its columns or its records."""
    account = remarks.account()
    assert [2, 9, None] == account.to_columns()["row"]
    assert [2, 9, None] == [record["row"] for record in account.to_records()]
    assert list(account.to_columns()) == list(Account().to_columns())


def test_too_many_remarks_are_counted(monkeypatch):
    """A million faults fill no memory, and none of them is passed over in silence."""
    monkeypatch.setattr(_accounts, "MOST", 2)
    remarks = Remarks()
    for row in range(5):
        remarks.add(OURS, row, None, "cells.day")
    account = remarks.account()
    assert [0, 1, None] == [remark.row for remark in account]
    assert "3 more remarks were left out" == str(account[-1])


# Collecting


def test_a_reader_that_does_not_understand_makes_a_remark():
    """What it cannot read is None, and the reason is kept with its weight."""

    def read(cell):
        assert cell == "yess"
        raise NotUnderstoodError("cells.choice", "yes", {"known": "yes, no"}, severity="warning")

    remarks = Remarks()
    assert remarks.tried(OURS, 4, "fee", "yess", read) is None
    (remark,) = remarks.account()
    assert ('"yess" is none of: yes, no', "yes", "warning") == (
        remark.message.text(),
        remark.suggestion,
        remark.severity,
    )


def test_a_reader_that_understands_makes_none():
    """What it reads is returned."""
    remarks = Remarks()
    assert 4 == remarks.tried(OURS, 4, "fee", "4", int)
    assert Account() == remarks.account()


# The reading


def test_a_reading_of_one_initiative_has_it():
    """Most tables are of one."""
    ours = Initiative(id="ours")
    reading = Reading(initiatives=[ours])
    assert ours is reading.initiative
    assert "1 initiative; everything was understood" == str(reading)


@pytest.mark.parametrize("ids", [(), ("a", "b")])
def test_a_reading_of_none_or_several_does_not_choose(ids):
    """Whoever asks for the one is told how many there are."""
    reading = Reading(initiatives=[Initiative(id=name) for name in ids])
    with pytest.raises(InvalidValueError, match="is not a single one"):
        _ = reading.initiative
    assert f"{len(ids)} initiatives; everything was understood" == str(reading)


def test_a_reading_can_be_sent_to_another_process(remarks):
    """It comes back equal."""
    reading = Reading(initiatives=[Initiative(id="ours")], account=remarks.account())
    assert reading == pickle.loads(pickle.dumps(reading))  # noqa: S301 - our own bytes
