"""Exports of questionnaires as the programs write them: who is a pseudonym, what was answered, and what was not."""

import csv
import io
import os
import pickle
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci

KEY = "0f6c2b9d8e4a4d53a17b"
TRIES = int(os.environ.get("TABLES_FUZZ", "200"))

PULSE = ci.Instrument(
    id="pulse",
    levels=["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"],
    items=[
        ci.Item(id="meet", text="We meet often enough."),
        ci.Item(id="trust", text="The partners keep their promises."),
        ci.Item(id="roles", text="I know what each partner contributes."),
    ],
)
RIVER = ci.Initiative(
    id="river",
    stakeholders=[
        ci.Stakeholder(id="ymca", name="YMCA of the River", aliases=["The Y", "ymca-river.org"]),
        ci.Stakeholder(id="city", name="City of Riverbend", aliases=["Ciudad de Riverbend"]),
        ci.Stakeholder(id="north", name="Library", aliases=["books.example"]),
        ci.Stakeholder(id="south", name="library", aliases=["books.example"]),
    ],
    waves=[ci.Wave(id="w1", name="Spring 2024"), ci.Wave(id="w2", name="Fall 2024")],
)

NAMES = (
    "StartDate EndDate Status IPAddress Progress Duration_(in_seconds) Finished RecordedDate ResponseId "
    "RecipientLastName RecipientFirstName RecipientEmail ExternalReference LocationLatitude LocationLongitude "
    "DistributionChannel UserLanguage Q1_1 Q1_2 Q2 Q3_TEXT Organization Role"
)
QUALTRICS_IDS = NAMES.split()
QUALTRICS_TEXTS = [
    *("Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished"),
    *("Recorded Date", "Response ID", "Recipient Last Name", "Recipient First Name", "Recipient Email"),
    *("External Data Reference", "Location Latitude", "Location Longitude", "Distribution Channel", "User Language"),
    "How far do you agree? - We meet often enough.",
    "How far do you agree? - The partners keep their promises.",
    "I know what each partner contributes.",
    "What else would you like to tell us?\nPlease be open.",
    "Organization",
    "Role",
]
IMPORT_IDS = [f'{{"ImportId":"{name}","timeZone":"America/Chicago"}}' for name in QUALTRICS_IDS]


def submission(email, answers, **others):
    """Return a row of Qualtrics."""
    row = dict.fromkeys(QUALTRICS_IDS, "") | {
        "StartDate": "2024-03-12 09:58:02",
        "Status": "IP Address",
        "IPAddress": "198.51.100.7",
        "Finished": "True",
        "RecordedDate": "2024-03-12 10:04:11",
        "ResponseId": f"R_{email}",
        "RecipientLastName": "Roe",
        "RecipientFirstName": "Ana",
        "RecipientEmail": email,
        "LocationLatitude": "30.2711",
    }
    return list((row | dict(zip(["Q1_1", "Q1_2", "Q2"], answers, strict=True)) | others).values())


QUALTRICS = [
    submission("ana.roe@ymca-river.org", ["Agree", "Strongly agree", ""], Q3_TEXT="Ask Jo Doe", Role="Partner"),
    submission("jo@gmail.com", ["4", "5 - Strongly agree", "-99"], Organization="ciudad de riverbend", Role="socia"),
    submission("kim@books.example", ["Not applicable", "Don't know", "Prefer not to say"], Finished="False"),
    submission("ana.roe@YMCA-river.org ", ["Disagree", "Disagree", "Disagree"]),
    submission("test@x.example", ["Agree", "Agree", "Agree"], Status="Survey Preview"),
    submission("", ["Kinda agree", "Agree", "call me at 512 555 0100"], Organization="YMCA of the Rivr", Role="Boss"),
    submission("lee@nobody.example", ["", "", ""]),
]


def write(path, *rows, encoding="utf-8"):
    """Write rows as a program exports them."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.fixture
def qualtrics(tmp_path):
    """Return an export with three rows of titles."""
    return write(tmp_path / "pulse.csv", QUALTRICS_IDS, QUALTRICS_TEXTS, IMPORT_IDS, *QUALTRICS, encoding="utf-8-sig")


def read(source, layout="wide", **options):
    """Read with the usual key."""
    return ci.read_responses(source, options.pop("instrument", PULSE), layout=layout, **({"key": KEY} | options))


def answers(response):
    """Return the value of each item that was answered, or why there is none."""
    return {answer.item: answer.reason or answer.value for answer in response.answers}


def codes(reading):
    """Return the codes of the remarks about responses."""
    return [remark.message.code.removeprefix("responses.") for remark in reading.account]


def said(reading, code):
    """Return the remarks of a code."""
    return [remark for remark in reading.account if remark.message.code == f"responses.{code}"]


# Qualtrics


def test_an_export_of_qualtrics(qualtrics):
    """Levels by name and number; don't know, not applicable and skipped kept apart; what is empty is nothing."""
    got = read(qualtrics, "qualtrics", initiative=RIVER, wave="w1")
    assert [
        {"meet": 4, "trust": 5},
        {"meet": 4, "trust": 5, "roles": "skipped"},
        {"meet": "not_applicable", "trust": "dont_know", "roles": "skipped"},
        {"trust": 4},
    ] == list(map(answers, got.responses))
    assert ["ymca", "city", None, None] == [response.organization for response in got.responses]
    assert ["partner", "partner", None, None] == [response.role for response in got.responses]
    assert {"2024-03-12"} == {str(response.on) for response in got.responses}
    assert got.responses == got.initiative.responses
    assert {"w1"} == {response.wave for response in got.responses}


def test_the_account_of_an_export_of_qualtrics(qualtrics):
    """Rows count as the spreadsheet does; nothing that was written freely is repeated."""
    got = read(qualtrics, "qualtrics", initiative=RIVER)
    assert [7] == [remark.row for remark in said(got, "twice")]
    assert ("4", 7) == (dict(said(got, "twice")[0].message.params)["row"], said(got, "twice")[0].row)
    assert [9] == [remark.row for remark in said(got, "nobody")]
    assert [9] == [remark.row for remark in said(got, "withheld")]
    (label,) = said(got, "label")
    assert ("Kinda agree", "Q1_1", None, None) == (label.given, label.column, label.row, label.suggestion)
    (unknown,) = said(got, "organization")
    assert ("YMCA of the Rivr", "ymca", None) == (unknown.given, unknown.suggestion, unknown.row)
    assert ["Boss"] == [remark.given for remark in got.account if remark.message.code == "cells.choice"]
    assert {"unreal", "unfinished", "empty", "identifying", "left", "domain"} <= set(codes(got))
    assert ["Q3_TEXT"] == [remark.column for remark in said(got, "left")]


def test_nothing_of_people_gets_out(qualtrics):
    """No address, name, number or free text stands in what is read, printed or stored; nor does the key."""
    for initiative in (None, RIVER):
        got = read(qualtrics, "qualtrics", initiative=initiative)
        shown = repr(got) + str(got) + str(got.account) + repr(got.account.to_records()) + str(pickle.dumps(got))
        for secret in ("ana.roe", "gmail.com", "kim@", "lee@", "R_", "Roe", "198.51", "30.27", "Jo Doe", "555", KEY):
            assert secret not in shown, secret


def test_older_exports_of_qualtrics_have_two_rows_of_titles(tmp_path, qualtrics):
    """And tables in memory have what followed the first one as rows."""
    expected = read(qualtrics, "qualtrics").responses
    older = write(tmp_path / "older.csv", QUALTRICS_IDS, QUALTRICS_TEXTS, *QUALTRICS)
    frame = {
        name: [text, imported, *column]
        for name, text, imported, *column in zip(QUALTRICS_IDS, QUALTRICS_TEXTS, IMPORT_IDS, *QUALTRICS, strict=True)
    }
    rows = [dict(zip(QUALTRICS_TEXTS, row, strict=True)) for row in QUALTRICS]
    identified = [response for response in expected if len(response.answers) > 1]
    for source in (older, frame, rows):
        got = read(source, "qualtrics").responses
        assert identified == [response for response in got if len(response.answers) > 1]


# Google Forms

FORMS = {
    "en": ("Timestamp", "Email Address", "2024/03/12 6:04:11 PM GMT+1", "Strongly agree", "Don't know", "Agree"),
    "es": (
        "Marca temporal", "Dirección de correo electrónico", "12/03/2024 18:04:11", "Totalmente de acuerdo", "No sé",
        "De acuerdo",
    ),
    "de": ("Zeitstempel", "E-Mail-Adresse", "12.03.2024 18:04:11", "Stimme voll zu", "Weiß nicht", "Stimme zu"),
    "fr": ("Horodateur", "Adresse e-mail", "12/03/2024 18:04:11", "Tout à fait d’accord", "Je ne sais pas", "D'accord"),
}  # fmt: skip


@pytest.mark.parametrize("language", FORMS)
def test_forms_of_google(language, tmp_path):
    """Grids of questions, and the words of four languages for one scale."""
    on, address, when, *words = FORMS[language]
    titles = [on, address, "How far do you agree? [We meet often enough.]", *(item.text for item in PULSE.items[1:])]
    later = when.replace("12", "13", 1).replace("2024/03/12", "2024/03/13")
    path = write(
        tmp_path / "form.csv",
        [*titles, "Untitled Question"],
        [when, "ana@ymca-river.org", *words, "free words"],
        [later, "kim@x.example", *words, ""],
    )
    got = read(path, "google_forms", initiative=RIVER)
    assert [{"meet": 5, "trust": "dont_know", "roles": 4}] * 2 == list(map(answers, got.responses))
    assert ["2024-03-12", "2024-03-13"] == [str(response.on) for response in got.responses]
    assert ["ymca", None] == [response.organization for response in got.responses]
    assert ["Untitled Question"] == [remark.column for remark in said(got, "left")]


def test_anonymous_forms_have_pseudonyms_of_rows(tmp_path):
    """Each its own, also in another file, the same when it is read again; that nobody can be recognised is said."""
    rows = [["Timestamp", "meet"], ["2024/03/12 6:04:11 PM", "Agree"], ["2024/03/12 6:04:11 PM", "Agree"]]
    first, second = (write(tmp_path / name, *rows) for name in ("a.csv", "b.csv"))
    one, two = read(first, "google_forms"), read(second, "google_forms")
    assert 4 == len({response.respondent for response in (*one.responses, *two.responses)})
    assert one.responses == read(first, "google_forms").responses
    assert "anonymous" in codes(one)


# Long and wide

LONG = {
    "Participant": ["a", "a", "b", "b", "b", None, "a"],
    "Question": ["meet", "The partners keep their promises", "MEET", "else", None, "meet", "meet"],
    "Answer": ["Agree", 2, "strongly AGREE", "x", "Agree", "Agree", "Disagree"],
    "Wave": ["w1", "w1", "Fall 2024", "w2", "w2", "w2", "w2"],
}


def test_long_tables():
    """A row for each answer, by person and wave; what has no person or item cannot be taken."""
    got = read(LONG, "long", initiative=RIVER)
    assert [("w1", {"meet": 4, "trust": 2}), ("w2", {"meet": 5}), ("w2", {"meet": 2})] == [
        (response.wave, answers(response)) for response in got.responses
    ]
    assert {"item", "no_item", "nobody"} == set(codes(got))
    assert got.responses[0].respondent == got.responses[2].respondent


def test_long_tables_with_other_names():
    """Columns and items may be called anything, if it is said what they are."""
    table = {"Who": ["a", "a"], "What": ["Q7", "Q7"], "How": ["Agree", "Agree"]}
    names = {"Who": "respondent", "What": "item", "How": "answer", "Q7": "trust"}
    got = read(table, "long", columns=names)
    assert ([{"trust": 4}], ["answered_twice"]) == (list(map(answers, got.responses)), codes(got))


def test_questions_with_one_wording_are_known_by_id_alone():
    """And those without any, too."""
    items = [ci.Item(id="a", text="Now?"), ci.Item(id="b", text="Now?"), ci.Item(id="c")]
    form = ci.Instrument(id="form", levels=["no", "yes"], items=items)
    got = read({"id": ["x"] * 3, "item": ["Now?", "b", "c"], "answer": ["yes"] * 3}, "long", instrument=form)
    assert ({"b": 2, "c": 2}, ["item"]) == (answers(got.responses[0]), codes(got))


def test_long_tables_need_their_columns():
    """An error says which is missing."""
    with pytest.raises(ci.UnknownNameError, match="respondent"):
        read({"Question": ["meet"], "Answer": ["Agree"]}, "long")


def test_columns_may_be_said():
    """By title, for items and for what there is besides; several columns may tell who somebody is."""
    table = {
        "First": ["A", "A"],
        "Born": [1990, 1991.0],
        "Firma": ["The Y", "Library"],
        "Q_1": ["Agree", "5"],
        "Rolle": [None, "Bürger"],
    }
    columns = {"Q_1": "trust", "Born": "respondent"}
    got = read(table, initiative=RIVER, columns=columns, respondent="First", organization="Firma", role="rolle")
    assert [("ymca", None), (None, "community")] == [(r.organization, r.role) for r in got.responses]
    assert [{"trust": 4}, {"trust": 5}] == list(map(answers, got.responses))
    assert ["north, south"] == [dict(remark.message.params)["known"] for remark in said(got, "several")]
    assert ["meet, roles"] == [dict(remark.message.params)["items"] for remark in said(got, "not_asked")]
    spelled = {"First": ["a "], "Born": ["1990"], "Q_1": ["Agree"]}
    again = read(spelled, columns=columns, respondent=["First", "Born"])
    assert got.responses[0].respondent == again.responses[0].respondent


def test_items_are_taken_by_position_only_if_told():
    """From a column on, in the order of the questionnaire."""
    table = {"id": ["a"], "x1": [1], "x2": [2], "x3": [3], "x4": [4]}
    assert () == read(table).responses
    assert {"meet": 1, "trust": 2, "roles": 3} == answers(read(table, first_item="x1").responses[0])
    told = read(table, first_item="x1", columns={"x4": "trust"})
    assert {"meet": 1, "trust": 4, "roles": 3} == answers(told.responses[0])


def test_items_that_two_columns_ask_for_are_left_out():
    """Nobody knows which is meant."""
    got = read([{"id": "a", "We meet often enough": 1, "Before: [We meet often enough.]": 2, "trust": 3}])
    assert ({"trust": 3}, True) == (answers(got.responses[0]), "doubled" in codes(got))


def test_a_near_title_is_suggested():
    """And never taken."""
    got = read({"id": ["a"], "meet": ["1"], "The partners keep promises.": ["2"], "": ["x"]})
    assert [("The partners keep promises.", "The partners keep their promises.")] == [
        (remark.column, remark.suggestion) for remark in said(got, "left")
    ]


def test_waves_are_found_by_id_and_name():
    """Others are left out; without an initiative they are what the table says."""
    table = {"id": ["a", "b", "c"], "meet": [1, 1, 1], "wave": ["spring 2024", "w3", None]}
    got = read(table, initiative=RIVER)
    assert (["w1", None, None], True) == ([r.wave for r in got.responses], "wave" in codes(got))
    assert ["spring 2024", "w3", None] == [r.wave for r in read(table).responses]


def test_organizations_may_be_addresses_or_have_domains_that_are_told():
    """One domain of two stakeholders is that of none; so is one that anybody may have an address at."""
    places = ["x@ymca-river.org", "x@city.example", "x@gmail.com", "x@books.example", "x@mail.ymca-river.org"]
    table = {"id": list("abcde"), "meet": [1] * 5, "organization": places}
    got = read(table, initiative=RIVER, domains={"city.example": "city"})
    assert ["ymca", "city", None, None, None] == [r.organization for r in got.responses]
    assert {None, "north, south", "ymca"} == {remark.suggestion for remark in said(got, "domain")}
    assert "no_initiative" in codes(read(table))


def test_days_that_could_be_two_are_left_out():
    """Unless their order is said, or shown by another row."""
    table = {"id": ["a"], "meet": [1], "date": ["3/4/2024"]}
    assert (None, True) == ((got := read(table)).responses[0].on, "date" in codes(got))
    assert "2024-03-04" == str(read(table, dates="mdy").responses[0].on)


def test_failed_formulas_are_nobody():
    """What a formula left is no name."""
    got = read({"id": ["#REF!", "a"], "meet": ["#N/A", 1], "trust": [2, 2]})
    assert ([{"trust": 2}, {"meet": 1, "trust": 2}], True) == (
        list(map(answers, got.responses)),
        "nobody" in codes(got),
    )


def test_one_sheet_is_read():
    """The one that is asked for, or the first; the others are named."""
    book = {"Form": {"id": ["a"], "meet": [1]}, "Other": {"id": ["b"], "meet": [2]}}
    assert ({"meet": 1}, True) == (answers((got := read(book)).responses[0]), "other_sheet" in codes(got))
    assert {"meet": 2} == answers(read(book, sheet="Other").responses[0])
    with pytest.raises(ci.UnknownNameError, match="Fom"):
        read(book, sheet="Fom")


def test_nothing_is_read_of_nothing():
    """An empty table has no responses, and says which items it lacks."""
    assert ((), ["anonymous", "not_asked"]) == ((got := read([])).responses, sorted(codes(got)))


def test_a_reading_may_be_laid_beside_an_initiative():
    """Whether it was read for it or not."""
    river = RIVER.with_instruments(PULSE)
    table = {"id": ["a"], "meet": [1], "wave": ["w1"]}
    for initiative in (None, RIVER):
        got = read(table, initiative=initiative)
        assert got.responses == river.with_readings(got).responses


# What cannot be


def test_there_is_no_reading_without_a_key():
    """The error says how to make one, and never shows what was given."""
    for key in (None, "short", 12):
        with pytest.raises(ci.InvalidValueError, match=r"secrets\.token_hex") as caught:
            read({"id": ["a"], "meet": [1]}, key=key)
        assert "short" not in str(caught.value).replace("too short", "")


WRONG = [
    {"wave": "w3"}, {"columns": {"id": "meeet"}}, {"columns": {"ID?": "meet"}}, {"respondent": "Who"},
    {"first_item": "x"}, {"layout": "tall"}, {"domains": {"x.example": "ymcaa"}}, {"codes": {"meeet": {"x": 1}}},
    {"codes": {"x": "Agre"}}, {"layout": "long", "columns": {"Q7": "meeet"}},
]  # fmt: skip


@pytest.mark.parametrize("options", WRONG)
def test_names_that_there_are_not_are_refused(options):
    """At once, with the nearest that there is."""
    with pytest.raises(ci.UnknownNameError):
        read({"id": ["a"], "meet": [1]}, initiative=RIVER, **options)


@pytest.mark.parametrize("options", [{"codes": {"x": 6}}, {"codes": {"x": True}}, {"domains": {"gmail.com": "ymca"}}])
def test_values_that_cannot_be_are_refused(options):
    """A level off the scale, and a domain of everybody."""
    with pytest.raises(ci.InvalidValueError):
        read({"id": ["a"], "meet": [1]}, initiative=RIVER, **options)


# Laws

GIVEN = st.sampled_from([*range(1, 6), *ci.NoAnswer])
WORDS = dict(enumerate(PULSE.levels, 1)) | {
    ci.NoAnswer.NOT_APPLICABLE: "n/a",
    ci.NoAnswer.DONT_KNOW: "don’t know",
    ci.NoAnswer.SKIPPED: "No answer",
}


@given(
    st.dictionaries(
        st.integers(0, 999), st.dictionaries(st.sampled_from(["meet", "trust", "roles"]), GIVEN, min_size=1)
    )
)
def test_what_was_written_is_read(people):
    """In one row for each person and in one for each answer, in words."""
    wide = [{"id": f"p{who}"} | {item: WORDS[given] for item, given in told.items()} for who, told in people.items()]
    long = [
        {"id": f"p{who}", "item": item, "answer": WORDS[given]}
        for who, told in people.items()
        for item, given in sorted(told.items(), key=lambda pair: ["meet", "trust", "roles"].index(pair[0]))
    ]
    got = read(wide)
    assert list(people.values()) == [answers(response) for response in got.responses]
    assert not people or got.responses == read(long, "long").responses


@given(
    st.text(st.sampled_from("abcdefgh@.-_ 0123456789:/"), min_size=1),
    st.sampled_from(["meet", "role", "id", "organization"]),
)
def test_no_address_gets_out_wherever_it_stands(words, title):
    """Also where nobody expects one."""
    words = f"{words} jo.doe@home.example"
    got = read(
        [{"id": "a", "meet": 1, "role": "partner"} | {title: words}, {"id": "b", "meet": words}], initiative=RIVER
    )
    assert "home.example" not in repr(got) + str(pickle.dumps(got)) + str(got.account)


def test_damaged_exports_end_in_readings_or_our_own_errors(qualtrics, tmp_path):
    """Whatever bytes were changed, cut out or doubled."""
    whole = qualtrics.read_bytes()
    for number in range(TRIES):
        chance = random.Random(f"6 {number}")  # noqa: S311 - no secrets
        content = bytearray(whole)
        for _ in range(chance.choice([1, 4, 32])):
            start = chance.randrange(len(content) + 1)
            end = start + chance.choice([0, 1, 8, 99])
            strange = [
                bytes([chance.randrange(256)]),
                b"",
                b"\n",
                b'"',
                b",",
                b"99999",
                b"\xff\xfe",
                content[start:end] * 3,
            ]
            content[start:end] = chance.choice(strange)
        path = tmp_path / "damaged.csv"
        path.write_bytes(content)
        layout = chance.choice(["qualtrics", "wide", "google_forms", "long"])
        try:
            got = read(path, layout, initiative=RIVER)
        except ci.CollectiveImpactError:
            continue
        str(got.account).encode()
        pickle.dumps(got)


def test_a_reading_is_short_in_words():
    """Its parts are long enough."""
    assert "responses: 1; 1 warning" == str(read({"id": ["a"], "meet": [1]}))


def test_the_name_of_an_instrument_is_none():
    """Its id alone says nothing of the items."""
    with pytest.raises(ci.InvalidValueError, match="instrument: 'pulse' is not an Instrument"):
        read({"Email": ["jo@example.org"]}, instrument="pulse")


@pytest.mark.parametrize(
    ("said_by_one", "shown"),
    [("Kinda agree", True), ("Sometimes", True), ("7", True), ("Only if Ann Lee resigns", False), ("Ann Lee", False)],
)
def test_what_is_like_no_level_is_not_repeated(said_by_one, shown):
    """It may be what somebody thought, or whom; the row is named instead."""
    scale = ci.Instrument(id="pulse", levels=["Disagree", "Neither", "Agree"], items=[ci.Item(id="q1")])
    read_ = ci.read_responses({"Email": ["a@example.org"], "q1": [said_by_one]}, scale, key=KEY)
    (error,) = read_.account.errors
    assert (shown, not shown) == (said_by_one in str(read_.account), error.row == 1)


@pytest.mark.parametrize("layout", ["wide", "long"])
@pytest.mark.parametrize(
    ("cells", "codes", "values"),
    [
        (["0", "2", "1"], {}, []),  # 0 to 2, or 1 to 3 and a 0?
        (["0", "2", "1"], {"0": "no", "1": "partly", "2": "yes"}, [1, 3, 2]),
        (["0", "3", "1"], {}, [3, 1]),  # there is a third level, so that 0 is none
        (["0", "yes", "1"], {}, [3]),
        (["1", "2", "1"], {}, [1, 2, 1]),
    ],
)
def test_numbers_that_begin_at_0_are_not_guessed(layout, cells, codes, values):
    """2 is the second level of three, or the third of those that begin at 0."""
    scale = ci.Instrument(id="pulse", levels=["no", "partly", "yes"], items=[ci.Item(id="q1")])
    people = [f"{name}@example.org" for name in "abc"]
    table = (
        {"Email": people, "q1": cells} if layout == "wide" else {"Email": people, "Item": ["q1"] * 3, "Answer": cells}
    )
    got = ci.read_responses(table, scale, key=KEY, codes=codes, layout=layout)
    assert values == [answer.value for response in got.responses for answer in response.answers]
    assert len(cells) - len(values) == sum(int(dict(remark.message.params)["times"]) for remark in got.account.errors)


def test_who_says_whose_a_domain_is_settles_it():
    """Where two stakeholders have it among their aliases."""
    both = ci.Initiative(id="x", stakeholders=[ci.Stakeholder(id=name, aliases=["x.org"]) for name in "ab"])
    scale = ci.Instrument(id="pulse", levels=["no", "yes"], items=[ci.Item(id="q1")])
    table = {"Email": ["jo@x.org"], "q1": ["no"]}
    alone, told = (
        ci.read_responses(table, scale, key=KEY, initiative=both, domains=domains) for domains in (None, {"x.org": "a"})
    )
    assert [None, "a"] == [alone.responses[0].organization, told.responses[0].organization]
