import json
import stat
import subprocess
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from tests.io.documents import HEAD, Branch, Card, Leaf, Mood, card, faults_of, holding
from tests.strategies import initiatives

import collective_impact as ci
from collective_impact.io import _converter, documents
from collective_impact.model._record import Extra

RICH = ci.Initiative(
    id="reads",
    place="Hidalgo",
    stakeholders=[ci.Stakeholder(id="ymca", roles=["funder", "champion"], staff_fte=2.5, joined="2012-01-31")],
    agenda=ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder="ymca", adopted=None)]),
    convenings=[ci.Convening(id="kickoff", on="2012-02-01", head_count=12)],
    indicators=[ci.Indicator(id="grad", baseline=ci.Observation(period="2011/12", value=87))],
)


# The form of a document ----------------------------------------------------------------


@given(initiatives())
def test_what_is_written_reads_back(initiative):
    """Reading what was written gives the same value, and writing that again the same bytes."""
    text = ci.dumps(initiative)
    read = ci.loads(text)
    assert initiative == read
    assert text == ci.dumps(read)


@given(initiatives())
def test_plain_data_are_the_text_without_its_layout(initiative):
    """`to_dict` is what any reader of JSON makes of `dumps`, and `from_dict` reads it back."""
    data = ci.to_dict(initiative)
    assert json.loads(ci.dumps(initiative)) == data
    assert initiative == ci.from_dict(data)


def test_a_document_is_laid_out_to_be_read_and_compared():
    """Two spaces an indent, keys in the order of the class, and what fits and holds nothing further on one line."""
    expected = """\
{
  "format": "collective-impact",
  "schema_version": "1.0",
  "initiative": {
    "id": "reads",
    "place": "Hidalgo",
    "agenda": {
      "adoptions": [
        {"stakeholder": "ymca", "adopted": null}
      ]
    },
    "stakeholders": [
      {
        "id": "ymca",
        "roles": ["funder", "champion"],
        "staff_fte": 2.5,
        "joined": "2012-01-31"
      }
    ],
    "indicators": [
      {
        "id": "grad",
        "baseline": {"period": "2011/12", "value": 87}
      }
    ],
    "convenings": [
      {"id": "kickoff", "on": "2012-02-01", "head_count": 12}
    ]
  }
}
"""
    assert expected == ci.dumps(RICH)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (87, "87"),
        (87.0, "87"),
        (0.1, "0.1"),
        (-0.0, "-0.0"),
        (1e15, "1000000000000000"),
        (1e22, "1e+22"),
        (5e-324, "5e-324"),
        (0.1 + 0.2, "0.30000000000000004"),
    ],
)
def test_numbers_are_written_as_short_as_they_are_exact(number, written):
    """Whole numbers have no point; others are spelled as Python spells them, which is exact."""
    initiative = ci.Initiative(id="reads", indicators=[ci.Indicator(id="grad", target=ci.Observation(value=number))])
    assert f'"target": {{"value": {written}}}' in ci.dumps(initiative)


@pytest.mark.parametrize(
    ("period", "written"),
    [
        (ci.Period.parse("2018-19"), "2018-19"),
        (ci.Period.parse("17 May to 11 June 2023"), "17 May to 11 June 2023"),
        (
            ci.Period.parse("2011-12", convention="split_year"),
            {"start": "2011-07-01", "end": "2012-06-30", "label": "2011-12"},
        ),
        (
            ci.Period.parse("2018-19", split_year_starts=9),
            {"start": "2018-09-01", "end": "2019-08-31", "label": "2018-19"},
        ),
        (ci.Period(start="2020-01-01", end="2020-01-31"), {"start": "2020-01-01", "end": "2020-01-31"}),
        (ci.Period(start="2020-01-01", end="2020-12-31", label="2020" + " " * 200), None),
    ],
)
def test_a_period_is_its_label_where_that_says_all(period, written):
    """A label stands alone where it reads back as the same days; otherwise the days stand beside it."""
    observation = ci.Observation(period=period)
    data = _converter.plain(observation)["period"]
    assert data == (written or {"start": "2020-01-01", "end": "2020-12-31", "label": "2020" + " " * 200})
    read = _converter.read(ci.Observation, {"period": data}).period
    assert (period.start, period.end, period.label) == (read.start, read.end, read.label)


def test_text_is_written_as_people_read_it():
    """Letters of any language stand as themselves."""
    assert '"name": "Lee más, 日本"' in ci.dumps(ci.Initiative(id="reads", name="Lee más, 日本"))


def test_an_instrument_is_a_document():
    """Questionnaires can be kept and passed on alone."""
    instrument = ci.Instrument(id="pulse", levels=["no", "yes"], items=[ci.Item(id="q1")])
    text = ci.dumps(instrument)
    assert {"id": "pulse", "levels": ["no", "yes"], "items": [{"id": "q1"}]} == json.loads(text)["instrument"]
    assert instrument == ci.loads(text, ci.Instrument)


def test_kinds_that_stand_above_this_room_are_documents_too():
    """Dates, terms, messages, unknown marks and trees of several classes come back as they were."""
    tree = Branch(label="all", children=[Branch(children=[Leaf(measure="a", weight=2.0)]), Leaf(measure="b")])
    tree = attrs.evolve(tree, children=tuple(tree.children))
    message = ci.Message("mine.stops", {"n": 3, "share": 1234.0, "known": True, "who": None}, "{n} stops")
    value = Card(
        on="2020-01-31",
        mood="poor",
        note=message,
        notes=[message, ci.Message("x")],
        marks=[1, None],
        tree=_tuples(tree),
    )
    text = ci.dumps(value)
    read = ci.loads(text, Card)
    assert value == read
    assert text == ci.dumps(read)
    assert str(message) == str(read.note)
    assert [int, float, bool, type(None)] == [type(part) for _, part in read.note.params]


def _tuples(tree):
    """Return a tree whose children are tuples, as values hold them."""
    if isinstance(tree, Leaf):
        return tree
    return attrs.evolve(tree, children=tuple(map(_tuples, tree.children)))


def test_what_is_no_document_is_not_written():
    """A record alone makes no text that could be read back, and is refused with what does."""
    with pytest.raises(ci.InvalidValueError, match="initiative, scorecard, framework, instrument"):
        ci.dumps(ci.Stakeholder(id="ymca"))


def test_parts_of_documents_are_plain_data():
    """A record, a score, a finding and a piece of advice are fit for JSON as they stand in a document."""
    assert {"id": "ymca", "joined": "2020-01-31"} == ci.to_dict(ci.Stakeholder(id="ymca", joined="2020-01-31"))
    assert {"value": 0.5, "low": 0, "high": 1, "n": 2} == ci.to_dict(ci.Finding(value=0.5, low=0, high=1, n=2))
    card = ci.readiness(ci.examples.load("fictional_riverbend"))
    advice = [*(gap.to_dict() for gap in card.gaps(2)), *(unknown.to_dict("es") for unknown in card.unknowns(2))]
    parts = [card.overall, card.bottleneck, card.phase, *card.gaps(1), *card.unknowns(1)]
    assert 4 == len(json.loads(json.dumps(advice)))
    assert card.overall.value == ci.to_dict(card.overall)["value"]
    assert all(json.loads(json.dumps(plain)) == plain for plain in map(ci.to_dict, parts))


@pytest.mark.parametrize("value", [None, 1, "x", ci.Stakeholder, {"id": "ymca"}, ValueError("x")])
def test_what_is_not_ours_is_refused(value):
    """Plain values, classes and errors are no parts of a document."""
    with pytest.raises(ci.InvalidValueError, match="is not a document, or a part of one"):
        ci.to_dict(value)


def test_whoever_takes_the_wrong_reader_is_told_the_right_one(tmp_path):
    """Text, plain data and paths have a reader each."""
    text = ci.dumps(ci.Initiative(id="reads"))
    with pytest.raises(ci.InvalidValueError, match=r"\(loads reads JSON text\)"):
        ci.read_json(text)
    with pytest.raises(ci.InvalidValueError, match=r"\(from_dict takes plain data, and read_json a path\)"):
        ci.loads(json.loads(text))
    with pytest.raises(FileNotFoundError):
        ci.read_json(tmp_path / "{}.json")
    with pytest.raises(FileNotFoundError):
        ci.read_json("there is none.json")


def test_what_is_no_kind_of_document_is_not_read():
    """No document holds a record alone, whatever it looks like."""
    for document in (HEAD, []):
        with pytest.raises(ci.InvalidValueError, match="initiative, scorecard, framework, instrument"):
            ci.from_dict(document, ci.Stakeholder)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (ci.Initiative(id="reads", name="x" * 1_000_001), "1,000,000 characters"),
        (ci.Initiative(id="reads", disclosure=ci.Disclosure(minimum_count=2**53)), "9,007,199,254,740,991"),
        (Card(on="2020-01-31", note=ci.Message("x", {"n": "\ud800"})), "surrogate"),
    ],
)
def test_what_no_document_can_hold_is_not_written(value, wanted):
    """What would not be read back alike is refused before a byte is written."""
    with pytest.raises(ci.InvalidValueError, match=wanted):
        ci.dumps(value)


# Kinds and versions --------------------------------------------------------------------


def test_a_document_of_another_kind_is_refused_with_what_it_holds():
    """Asking for an initiative in the document of an instrument says that it is one."""
    with pytest.raises(ci.InvalidDocumentError, match="holds what stands under 'instrument'; 'initiative' was asked"):
        ci.loads(ci.dumps(ci.Instrument(id="pulse")))


def test_a_document_holds_one_thing():
    """Of two things in one document neither is taken to be meant."""
    assert [("document.other_kind", "$.framework")] == faults_of(holding() | {"framework": {}})


def test_a_newer_minor_version_is_read_with_a_warning():
    """What a later version adds does not keep a document from being read."""
    text = json.dumps(holding(weather="fine") | {"schema_version": "1.7"})
    with pytest.warns(documents.FormatWarning, match="document: version 1.7 is newer") as caught:
        initiative = ci.loads(text)
    assert __file__ == caught[0].filename
    assert "reads" == initiative.id
    assert [("document.newer_minor", "$.schema_version", "warning")] == [
        (warning.code, warning.path, warning.severity) for warning in ci.check(text).warnings
    ]


def test_unknown_keys_of_a_newer_minor_version_survive_rewriting():
    """Nothing of a newer document is lost, and it still says which version it is of."""
    document = holding(weather={"sky": ["blue", 1.0]}, stakeholders=[{"id": "ymca", "mood": None}])
    document |= {"schema_version": "1.7", "licence": "CC0", "x_tool": 3}
    with pytest.warns(documents.FormatWarning):
        initiative = ci.from_dict(document)
    assert document == ci.to_dict(initiative)
    with pytest.warns(documents.FormatWarning):
        assert initiative == ci.loads(ci.dumps(initiative))


def test_keys_of_others_survive_on_every_value():
    """Amounts, periods, codes, answers and the places of a scorecard keep what they do not know, too."""
    known = {
        "id": "reads",
        "stakeholders": [{"id": "a", "budget": {"amount": 1, "currency": "USD", "x_basis": "cash"}}],
        "indicators": [
            {
                "id": "i",
                "codes": [{"vocabulary": "SDG", "code": "4.1", "x_rank": 1}],
                "baseline": {"period": {"start": "2019-01-01", "end": "2019-12-31", "label": "2019", "x_school": True}},
            }
        ],
        "instruments": [{"id": "q", "levels": ["no", "yes"], "items": [{"id": "one"}]}],
        "responses": [
            {"instrument": "q", "respondent": "p", "answers": [{"item": "one", "value": 1, "x_seconds": 3}]},
        ],
    }
    assert known == ci.to_dict(ci.from_dict(holding(**known)))["initiative"]
    card = ci.to_dict(ci.readiness(ci.Initiative(id="reads")))
    card["scorecard"]["tree"][0]["score"]["x_seen"] = "yes"
    assert card == ci.to_dict(ci.from_dict(card, ci.Readiness))


def test_a_kind_that_keeps_no_keys_of_others_reads_newer_documents_without_them():
    """Where an unknown key would be lost it is refused, and a version is declared that is true."""
    newer = json.loads(card()) | {"schema_version": "1.7"}
    with pytest.warns(documents.FormatWarning):
        value = ci.from_dict(newer, Card)
    assert "1.0" == ci.to_dict(value)["schema_version"]
    assert [("shape.unknown_key", "$.licence"), ("shape.no_place", "$.x_tool")] == faults_of(
        newer | {"licence": "CC0", "x_tool": 1}, Card
    )
    newer["scorecard"]["weather"] = "fine"
    assert [("shape.unknown_key", "$.scorecard.weather")] == faults_of(newer, Card)


def test_a_newer_major_version_is_refused():
    """A document whose keys may mean something else is not read at all."""
    assert [("document.newer", "$.schema_version")] == faults_of(holding(id=5) | {"schema_version": "2.0"})


# Keys of others ------------------------------------------------------------------------


def test_keys_of_the_user_stay_on_their_record():
    """Whatever begins with x_ is kept where it stood, exactly, and written behind the record's own keys."""
    theirs = {"x_map": {"b": 1.0, "a": [None, "é", 10**30]}, "x_": -0.0}
    document = holding(stakeholders=[theirs | {"id": "ymca"}]) | {"x_tool": "ours 1.2"}
    initiative = ci.from_dict(document)
    assert (Extra(key="x_map", text='{"b":1.0,"a":[null,"é",1000000000000000000000000000000]}'),) == (
        initiative.stakeholders[0].extras[:1]
    )
    assert document == ci.to_dict(initiative)
    assert ["id", "x_map", "x_"] == list(ci.to_dict(initiative)["initiative"]["stakeholders"][0])
    assert ["format", "schema_version", "initiative", "x_tool"] == list(ci.to_dict(initiative))
    assert initiative == ci.loads(ci.dumps(initiative))


@pytest.mark.parametrize(
    "extras",
    [
        [Extra(key="name", text="1")],
        [Extra(key="x_a", text="1"), Extra(key="x_a", text="2")],
        [Extra(key="weather", text="1")],
        [Extra(key="x_a", text="no json")],
        [Extra(key="x_a", text="NaN")],
        [Extra(key="x_a", text='"\\ud800"')],
        [Extra(key="x_a", text="[" * 100 + "]" * 100)],
        [Extra(key="x_a", text="[" * 100_000)],
        [Extra(key="$.schema_version", text='"1.0"')],
        [Extra(key="$.schema_version", text='"2.0"')],
        [Extra(key="$.schema_version", text="1.7")],
        [Extra(key="$.schema_version", text='"one"')],
        [Extra(key="$.format", text='"other"')],
        [Extra(key="$.schema_version", text='"1.7"'), Extra(key="$.initiative", text="{}")],
        [Extra(key="$.schema_version", text='"1.7"'), Extra(key="name", text="1")],
    ],
)
def test_extras_that_no_document_can_hold_are_not_written(extras):
    """A key that is taken, reserved or senseless is refused instead of spoiling the file."""
    with pytest.raises(ci.InvalidValueError, match=r"Extra|schema_version"):
        ci.dumps(ci.Initiative(id="reads", extras=extras))


def test_a_key_of_the_document_has_no_place_on_an_inner_record():
    """Only the record that a document holds speaks for the document."""
    person = ci.Stakeholder(id="ymca", extras=[Extra(key="$.x_tool", text="1")])
    with pytest.raises(ci.InvalidValueError, match=r"Extra\.key"):
        ci.dumps(ci.Initiative(id="reads", stakeholders=[person]))


# Looking without raising ---------------------------------------------------------------


def test_check_takes_data_text_bytes_and_paths(tmp_path):
    """A draft may come in any form, and the answer is the same."""
    data = holding(activities=[{"id": "walk"}])
    text = json.dumps(data)
    path = tmp_path / "draft.json"
    path.write_text(text, encoding="utf-8")
    first, *others = [ci.check(form) for form in (data, text, text.encode(), path)]
    assert [first] * 3 == others
    assert ci.loads(text) == first.value
    assert () == first.faults


def test_check_lists_what_is_improbable():
    """Warnings of the initiative are placed in the document that it stands in."""
    warning = ci.check(holding(activities=[{"id": "walk"}])).warnings[0]
    assert ("warning.nobody_leads", "$.initiative.activities[0].led_by", "activities/walk") == (
        warning.code,
        warning.path,
        warning.address,
    )


def test_check_of_a_faulty_draft_has_faults_and_no_value():
    """What cannot be read is said, and nothing half-read is handed out."""
    check = ci.check(holding(id=5))
    assert ([("shape.text", "$.initiative.id")], None) == ([(f.code, f.path) for f in check.faults], check.value)


def test_what_check_finds_loads_raises():
    """The error has the same faults, and its text has each with its path."""
    text = json.dumps(holding(name=5, ties=[{"source": "a", "target": "b", "kind": "trust"}]))
    with pytest.raises(ci.InvalidDocumentError) as caught:
        ci.loads(text)
    assert ci.check(text).faults == caught.value.faults
    assert (
        "document has 3 faults:\n"
        "  $.initiative.name: 5 is no text\n"
        "  $.initiative.ties[0].source: no stakeholder with id 'a'\n"
        "  $.initiative.ties[0].target: no stakeholder with id 'b'"
    ) == str(caught.value)


def test_check_of_other_kinds_has_no_doubts():
    """Only initiatives know what is improbable in them."""
    assert documents.Check(value=Card(on=date(2020, 1, 31), mood=Mood.GOOD)) == ci.check(card(), Card)


# Files ---------------------------------------------------------------------------------


def test_a_file_reads_back(tmp_path):
    """What is written to a file is what `dumps` says, and is read from it."""
    path = tmp_path / "reads.json"
    ci.write_json(RICH, path)
    assert ci.dumps(RICH).encode() == path.read_bytes()
    assert RICH == ci.read_json(path) == ci.read_json(str(path))


def test_a_faulty_file_is_named(tmp_path):
    """The error says which file it is about."""
    path = tmp_path / "draft.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ci.InvalidDocumentError, match=r"draft\.json has 1 fault"):
        ci.read_json(path)


def test_a_missing_file_is_said_by_the_operating_system(tmp_path):
    """Errors of files come through unchanged."""
    path = tmp_path / "nowhere" / "draft.json"
    with pytest.raises(FileNotFoundError):
        ci.read_json(path)
    with pytest.raises(FileNotFoundError):
        ci.check(path)
    with pytest.raises(FileNotFoundError):
        ci.write_json(RICH, path)


def test_what_cannot_be_written_leaves_the_old_file(tmp_path):
    """A value that no document can hold changes no file."""
    path = tmp_path / "reads.json"
    ci.write_json(RICH, path)
    with pytest.raises(ci.InvalidValueError):
        ci.write_json(ci.Initiative(id="reads", name="x" * 1_000_001), path)
    assert [RICH] == [ci.read_json(one) for one in tmp_path.iterdir()]


# First use -----------------------------------------------------------------------------


def test_cattrs_loads_when_it_is_needed():
    """Importing the room costs nothing that only reading and writing needs."""
    code = (
        "import sys, collective_impact.io.documents as d; print('cattrs' in sys.modules);"
        "d.dumps(d.Initiative(id='a')); print('cattrs' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert ["False", "True"] == run.stdout.split()


def test_first_use_is_safe_under_threads():
    """Thirty-two threads that read and write before anyone else all get the same."""
    text = ci.dumps(RICH)
    _converter._READERS.clear()
    _converter._WRITERS.clear()
    _converter._converter.cache_clear()
    start = threading.Barrier(32)

    def use(_number):
        start.wait()
        return ci.dumps(ci.loads(text))

    with ThreadPoolExecutor(32) as pool:
        assert {text} == set(pool.map(use, range(32)))


def test_reading_warns_of_nothing_else():
    """Improbable records are for `check` to tell; reading them is silent."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ci.from_dict(holding(activities=[{"id": "walk"}])).warnings()


def test_modes_of_new_files_follow_the_mask_of_the_process(tmp_path):
    """A new file is as readable as any other that the process makes."""
    ci.write_json(RICH, tmp_path / "a.json")
    (tmp_path / "b.json").write_text("", encoding="utf-8")
    assert len({stat.S_IMODE(path.stat().st_mode) for path in Path(tmp_path).iterdir()}) == 1


def test_a_check_is_plain_data():
    """A service can hand on what is wrong, in a language, or what was read."""
    faulty = ci.check(holding(id=7)).to_dict("es")
    assert (["$.initiative.id"], None) == ([fault["path"] for fault in faulty["faults"]], faulty["document"])
    whole = ci.check(holding()).to_dict()
    assert ([], holding()) == (whole["faults"], whole["document"])
    assert whole == json.loads(json.dumps(whole))


def test_what_holds_arrays_is_no_part_of_a_document():
    """It is refused in our own words."""
    scores = ci.score(ci.FIVE_CONDITIONS, [[50.0] * len(ci.FIVE_CONDITIONS.criteria)])
    with pytest.raises(ci.InvalidValueError, match="a part of one"):
        ci.to_dict(scores)
