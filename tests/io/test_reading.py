import json
import time
from contextlib import suppress
from copy import deepcopy
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.io.documents import HEAD, Card, card, faults_of, holding, raised_by
from tests.strategies import initiatives

import collective_impact as ci
from collective_impact.io import _converter, _envelope, _reading

PEOPLE = [{"id": "ymca"}, {"id": "library"}]


def text_with(fragment):
    """Return the text of a document whose initiative holds a fragment of JSON."""
    return json.dumps(HEAD)[:-1] + ', "initiative": {"id": "reads", ' + fragment + "}}"


# Values that JSON or Python would let pass ---------------------------------------------


@pytest.mark.parametrize(
    ("fragment", "code", "path"),
    [
        ('"stakeholders": [{"id": "a", "staff_fte": true}]', "shape.number", ".stakeholders[0].staff_fte"),
        ('"stakeholders": [{"id": "a", "staff_fte": "44"}]', "shape.number", ".stakeholders[0].staff_fte"),
        ('"stakeholders": [{"id": "a", "staff_fte": NaN}]', "shape.finite", ".stakeholders[0].staff_fte"),
        ('"stakeholders": [{"id": "a", "staff_fte": -Infinity}]', "shape.finite", ".stakeholders[0].staff_fte"),
        ('"stakeholders": [{"id": "a", "staff_fte": 1e999}]', "shape.finite", ".stakeholders[0].staff_fte"),
        (f'"stakeholders": [{{"id": "a", "staff_fte": {10**400}}}]', "shape.finite", ".stakeholders[0].staff_fte"),
        (f'"stakeholders": [{{"id": "a", "staff_fte": -{"1" * 5000}}}]', "shape.finite", ".stakeholders[0].staff_fte"),
        ('"indicators": [{"id": "a", "publication_lag": 1.5}]', "shape.whole", ".indicators[0].publication_lag"),
        ('"indicators": [{"id": "a", "publication_lag": false}]', "shape.whole", ".indicators[0].publication_lag"),
        (f'"indicators": [{{"id": "a", "publication_lag": {2**53}}}]', "shape.large", ".indicators[0].publication_lag"),
        (
            f'"indicators": [{{"id": "a", "publication_lag": {"1" * 5000}}}]',
            "shape.whole",
            ".indicators[0].publication_lag",
        ),
        ('"stakeholders": "s1"', "shape.list", ".stakeholders"),
        ('"stakeholders": {"ymca": {}}', "shape.list", ".stakeholders"),
        ('"stakeholders": null', "shape.list", ".stakeholders"),
        ('"stakeholders": ["ymca"]', "shape.object", ".stakeholders[0]"),
        ('"sources": "s1"', "shape.list", ".sources"),
        ('"sources": ["s1", 2]', "shape.text", ".sources[1]"),
        ('"agenda": []', "shape.object", ".agenda"),
        ('"agenda": {"goals": [{"statement": "read"}]}', "shape.missing", ".agenda.goals[0].id"),
        ('"name": 5', "shape.text", ".name"),
        ('"name": {"en": "Reads"}', "shape.text", ".name"),
        ('"name": "\\ud800"', "shape.surrogate", ".name"),
        ('"started": "2020"', "shape.date", ".started"),
        ('"started": "2020-02-30"', "shape.date", ".started"),
        ('"started": 20200101', "shape.date", ".started"),
        ('"status": "going"', "shape.term", ".status"),
        ('"status": null', "shape.term", ".status"),
        ('"status": 1', "shape.term", ".status"),
        ('"stakeholders": [{"id": "a", "affected": "yes"}]', "shape.yes_or_no", ".stakeholders[0].affected"),
        ('"stakeholders": [{"id": "a", "affected": 1}]', "shape.yes_or_no", ".stakeholders[0].affected"),
        ('"indicators": [{"id": "a", "target": {"period": "soon"}}]', "shape.period", ".indicators[0].target.period"),
        ('"indicators": [{"id": "a", "target": {"period": 2020}}]', "shape.period", ".indicators[0].target.period"),
        (
            '"indicators": [{"id": "a", "target": {"period": "2011-12"}}]',
            "shape.two_periods",
            ".indicators[0].target.period",
        ),
        (
            '"indicators": [{"id": "a", "target": {"period": {"start": "2020-01-01"}}}]',
            "shape.missing",
            ".indicators[0].target.period.end",
        ),
        (
            '"indicators": [{"id": "a", "target": {"period": {"start": "2020-01-02", "end": "2020-01-01"}}}]',
            "shape.value",
            ".indicators[0].target.period",
        ),
        ('"nmae": "Reads"', "shape.unknown_key_near", ".nmae"),
        ('"weather": "fine"', "shape.unknown_key", ".weather"),
        ('"extras": []', "shape.unknown_key_near", ".extras"),
        ('"\\ud800": 1', "shape.unknown_key", "['\\ud800']"),
        ('"x_\\ud800": 1', "shape.surrogate", "['x_\\ud800']"),
        ('"x_a": ["\\ud800"]', "shape.surrogate", ".x_a"),
        ('"x_a": {"b": NaN}', "shape.no_json", ".x_a"),
        (f'"x_a": [{"1" * 5000}]', "shape.no_json", ".x_a"),
        (f'"x_a": {"[" * 100}{"]" * 100}', "document.deep", ".x_a"),
        (f'"x_a": "{"a" * 1_000_000}"', "shape.long_text", ".x_a"),
        ('"name": "a", "name": "b"', "shape.doubled_key", ".name"),
        ('"x_a": [{}, {"b": {"c": 1, "d": 2, "c": 3}}]', "shape.doubled_key", ".x_a[1].b.c"),
    ],
)
def test_a_wrong_value_is_named_at_its_place(fragment, code, path):
    """Each field takes what its kind is and nothing that could be taken for it."""
    assert [(code, f"$.initiative{path}")] == raised_by(text_with(fragment))


def test_a_whole_number_may_be_written_with_a_point():
    """JSON knows one kind of number: 2011.0 is the year 2011."""
    money = ci.loads(text_with('"activities": [{"id": "a", "cost": {"amount": 1, "currency": "USD", "year": 2011.0}}]'))
    assert "2011" == str(money.activities[0].cost.year)


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("", "document.syntax", "$"),
        ('{"format": "collective-impact"', "document.syntax", "$"),
        ("[1, 2,]", "document.syntax", "$"),
        ("1" * 5000 + "x", "document.syntax", "$"),
        ("{'format': 1}", "document.syntax", "$"),
        (json.dumps(holding()).encode("utf-16"), "document.encoding", "$"),
        (b'{"format": "\xff"}', "document.encoding", "$"),
        ("[" * 100_000, "document.deep", "$"),
        ("[]", "document.no_object", "$"),
        ("null", "document.no_object", "$"),
        ('"collective-impact"', "document.no_object", "$"),
        ("1" * 5000, "document.no_object", "$"),
        (json.dumps(holding() | {"format": "other"}), "document.format", "$.format"),
        (json.dumps(holding() | {"schema_version": 1.0}), "document.version", "$.schema_version"),
        (json.dumps(holding() | {"schema_version": "1"}), "document.version", "$.schema_version"),
        (json.dumps(holding() | {"schema_version": "01.0"}), "document.version", "$.schema_version"),
        (json.dumps(holding() | {"schema_version": "0.9"}), "document.older", "$.schema_version"),
        (json.dumps(holding() | {"schema_version": "99.0"}), "document.newer", "$.schema_version"),
        (json.dumps({"initiative": {"id": "a"}, "schema_version": "1.0"}), "shape.missing", "$.format"),
        (json.dumps({"initiative": {"id": "a"}, "format": "collective-impact"}), "shape.missing", "$.schema_version"),
        (json.dumps(HEAD), "shape.missing", "$.initiative"),
        (json.dumps(HEAD | {"initiative": None}), "shape.object", "$.initiative"),
        (json.dumps(HEAD | {"initiative": [{"id": "a"}]}), "shape.object", "$.initiative"),
        (json.dumps(HEAD | {"framework": {}}), "document.other_kind", "$.framework"),
        (json.dumps(holding() | {"licence": "CC0"}), "shape.unknown_key", "$.licence"),
        (json.dumps(holding() | {"formta": "CC0"}), "shape.unknown_key_near", "$.formta"),
        (json.dumps(holding() | {"x_a": float("nan")}), "shape.no_json", "$.x_a"),
        ('{"format": "collective-impact", ' + json.dumps(holding())[1:], "shape.doubled_key", "$.format"),
    ],
)
def test_what_is_no_document_is_said_to_be_none(text, code, path):
    """Whatever stands in a file, one error says what is wrong with it as a document."""
    assert [(code, path)] == raised_by(text)


@pytest.mark.parametrize("deep", ["[" * 5000 + "]" * 5000, '{"a":' * 5000 + "1" + "}" * 5000])
def test_deep_nesting_is_refused(deep):
    """Nesting of 5,000 is refused whether Python's own reader gives up on it or not."""
    ((code, path),) = raised_by(text_with(f'"x_a": {deep}'))
    assert "document.deep" == code
    assert path in ("$", "$.initiative.x_a")
    assert raised_by(deep)


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_the_mark_of_some_editors_is_no_fault(mark):
    """A byte order mark in front says nothing about what follows."""
    text = mark + text_with('"name": "é"')
    assert "é" == ci.loads(text).name == ci.loads(text.encode()).name


def test_a_text_of_ten_megabytes_is_refused_wherever_it_stands():
    """A file that got into a field is one fault each time, with a sentence that can be read."""
    long = "x" * 10_000_000
    document = holding(name=long, started=long, status=long, stakeholders=long, place=[long], indicators=[{"id": long}])
    document["initiative"] |= {long: 1, "x_" + long: 1, "x_a": long, "sources": [long]}
    began = time.perf_counter()
    with pytest.raises(ci.InvalidDocumentError) as caught:
        ci.loads(json.dumps(document))
    assert 10 == len(caught.value.faults)
    assert len(str(caught.value)) < 5000
    assert time.perf_counter() - began < 10


def test_a_reference_that_is_too_long_to_read_is_shortened():
    """Sentences of the model are shortened too, since a document may hold anything."""
    (fault,) = ci.check(holding(activities=[{"id": "walk", "led_by": "y" * 900_000}])).faults
    assert ("fault.unknown_id", 201) == (fault.code, len(fault.params["given"]))


def _many(count):
    """Return fields with five faults for each number that is counted."""
    strangers = {f"key{number}": number for number in range(count)}
    nameless = [{"idd": number} for number in range(count)]
    walks = [{"id": str(number), "led_by": f"nobody{number}"} for number in range(count)]
    return strangers | {"sources": [5] * count, "waves": nameless, "activities": walks}


def test_a_hundred_thousand_faults_take_bounded_time():
    """All faults are listed, and none of them takes so long that a document could hang a program."""
    began = time.process_time()
    found = ci.check(json.dumps(holding(**_many(20_000)))).faults
    assert 100_000 == len(found)
    assert time.process_time() - began < 60  # about 5 s; what is quadratic takes hours


# All faults at once --------------------------------------------------------------------


def test_all_faults_are_listed_shape_first():
    """Faults of the frame come first, then those of values and keys, then contradictions."""
    document = {
        "schema_version": "1.0",
        "initiative": {
            "agenda": {
                "goals": [{"id": "read", "horizon": "soon"}, {"id": "read"}],
                "adoptions": [{"stakeholder": "x"}],
            },
            "stakeholders": [*PEOPLE, {"id": "ymca"}],
            "indicators": [{"id": "grad", "baseline": {"value": "44"}}],
            "nmae": "Reads",
        },
    }
    assert [
        ("shape.missing", "$.format"),
        ("shape.missing", "$.initiative.id"),
        ("shape.term", "$.initiative.agenda.goals[0].horizon"),
        ("shape.number", "$.initiative.indicators[0].baseline.value"),
        ("shape.unknown_key_near", "$.initiative.nmae"),
        ("fault.duplicate", "$.initiative.stakeholders[2]"),
        ("fault.unknown_id", "$.initiative.agenda.adoptions[0].stakeholder"),
    ] == faults_of(document)


def test_contradictions_are_placed_in_the_document_and_at_their_record():
    """What the model finds keeps its address, and its path begins at the root of the document."""
    (fault,) = ci.check(holding(activities=[{"id": "walk", "partners": ["ymcaa"]}], stakeholders=PEOPLE)).faults
    assert ("$.initiative.activities[0].partners[0]", "activities/walk") == (fault.path, fault.address)
    assert "no stakeholder with id 'ymcaa'; did you mean 'ymca'?" == str(fault.message)


def test_a_kind_that_checks_itself_has_its_faults_placed():
    """Faults of any kind of document are placed in it, with long words shortened and templates kept."""
    assert [("shape.missing", "$.format"), ("test.too_long_ago", "$.scorecard.on")] == faults_of(
        {"schema_version": "1.0", "scorecard": {"on": "1900-01-01"}}, Card
    )
    (fault,) = ci.check(card(on="1900-01-01"), Card).faults
    assert ("test.too_long_ago", "$.scorecard.on") == (fault.code, fault.path)
    assert f"{'x' * 200}… is too long ago" == str(fault.message)
    assert [("shape.value", "$.scorecard")] == faults_of(card(on="1901-01-01"), Card)


# The two ways of reading ---------------------------------------------------------------

ODD = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        float("nan"),
        10**400,
        "",
        "s1",
        "44",
        "\ud800",
        "2020-01-01",
        [],
        {},
        [[]],
        [None],
        {"id": "a"},
    ]
)


def places_in(value, place=()):
    """Yield the place of everything in plain data."""
    yield place
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in below:
        yield from places_in(part, (*place, step))


@st.composite
def spoilt(draw):
    """Draw a document in which some things were replaced, taken out, doubled or misspelt."""
    document = deepcopy(ci.to_dict(draw(initiatives())))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(list(places_in(document))[1:] or [("format",)]))
        here = document
        for step in way:
            here = here[step]
        match draw(st.sampled_from(["replace", "remove", "rename", "repeat"])):
            case "replace":
                here[last] = deepcopy(draw(ODD))
            case "rename" if isinstance(here, dict):
                here[draw(st.sampled_from([f"{last}s", "x_a", "id", "on"]))] = here.pop(last)
            case "repeat" if isinstance(here, list):
                here.append(deepcopy(here[last]))
            case _:
                del here[last]
    return document


@given(spoilt())
def test_only_our_own_error_comes_out_of_a_spoilt_document(document):
    """However a document is spoilt, it is read or its faults are listed, and the two ways of reading agree."""
    check = ci.check(document)
    assert check == ci.check(json.dumps(document))
    assert _read_shortly(document) == check.value
    assert bool(check.faults) != bool(check.value)
    assert str(ci.InvalidDocumentError("document", check.faults)).encode()
    assert json.dumps([fault.to_dict() for fault in check.faults])


def _read_shortly(document):
    """Read by the way that stops at the first fault."""
    envelope = _envelope.opened(document, ci.Initiative)
    with suppress(ci.CollectiveImpactError, KeyError):
        return _converter.read(ci.Initiative, envelope.content) if envelope.is_plain else None
    return None


@given(initiatives())
def test_the_examination_reads_what_the_converter_reads(initiative):
    """The way that finds all faults makes the same value where there are none."""
    envelope = _envelope.opened(ci.to_dict(initiative), ci.Initiative)
    assert initiative == _reading._examined(envelope, ci.Initiative, ()).value


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_only_our_own_error_comes_out_of_noise(noise):
    """Bytes and text that mean nothing are refused like any other document."""
    assert raised_by(noise)


@given(initiatives(), st.data())
def test_only_our_own_error_comes_out_of_a_torn_text(initiative, data):
    """A text that was cut, or had a piece taken out, is read or refused."""
    text = ci.dumps(initiative)
    first, last = sorted([data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))])
    for torn in (text[:first], text[:first] + text[last:]):
        raised_by(torn)


def test_faults_do_not_depend_on_how_often_they_are_asked_for():
    """The same document has the same faults each time."""
    document = holding(**_many(3))
    assert len({tuple(faults_of(document)) for _ in range(3)}) == 1
    assert all(one == other for one, other in pairwise([ci.check(document)] * 2))


def test_an_instrument_alone_is_held_to_its_own_words():
    """Items of one id and a scale of one level are faults with the path in the instrument's own document."""
    document = HEAD | {"instrument": {"id": "q", "levels": ["yes"], "items": [{"id": "a"}, {"id": "a"}]}}
    found = ci.check(document, ci.Instrument)
    assert found.value is None
    assert {("fault.no_scale", "$.instrument.items[0].levels"), ("fault.duplicate", "$.instrument.items[1]")} <= {
        (fault.code, fault.path) for fault in found.faults
    }
    assert "q" == ci.from_dict(HEAD | {"instrument": {"id": "q"}}, ci.Instrument).id
