import copy
import pickle
import tomllib
from importlib import resources

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact import errors
from collective_impact.errors import Fault, InvalidValueError, Message, UnknownNameError, locales, nearest

NEGATIVE = Message("fault.negative", {"given": -1.5})
FAULT = Fault(message=NEGATIVE, location=("stakeholders", 3, "staff_fte"), address="stakeholders/ymca")

LEAVES = {
    errors.InvalidDocumentError: (ValueError, {"what": "a.json", "faults": (FAULT,)}),
    errors.InvalidInitiativeError: (ValueError, {"what": "initiative 'a'", "faults": (FAULT, FAULT)}),
    errors.InvalidFrameworkError: (ValueError, {"what": "framework 'f'", "faults": ()}),
    errors.InvalidValueError: (ValueError, {"what": "Tie.strength", "given": "x", "wanted": "a number"}),
    errors.UnknownNameError: (KeyError, {"kind": "stakeholder", "given": "ymcaa", "known": ("ymca", "library")}),
    errors.UnitError: (ValueError, {"unit": "pct", "message": NEGATIVE}),
    errors.MissingExtraError: (ImportError, {"what": "workbooks", "package": "openpyxl", "extra": "excel"}),
}


def pickled(value):
    """Return what comes back from another process."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes


EACH_LEAF = pytest.mark.parametrize(
    ("kind", "builtin", "fields"), [(kind, *rest) for kind, rest in LEAVES.items()], ids=lambda part: str(part)[:60]
)


def test_every_error_is_tested():
    """These are all leaves of the one root."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert {*LEAVES, errors.CollectiveImpactError, errors.InvalidError} == set(kinds)


@EACH_LEAF
def test_a_leaf_is_also_the_builtin_that_it_resembles(kind, builtin, fields):
    """Whoever catches the builtin, or the root, catches it."""
    error = kind(**fields)
    assert isinstance(error, builtin)
    assert isinstance(error, ci.CollectiveImpactError)


@EACH_LEAF
def test_a_leaf_keeps_its_fields(kind, builtin, fields):  # noqa: ARG001 - one table for all
    """Programs read the fields, not the words."""
    assert fields == {name: getattr(kind(**fields), name) for name in fields}


@EACH_LEAF
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
def test_a_leaf_goes_to_another_process(kind, builtin, fields, again):  # noqa: ARG001
    """A copy, or what comes back from a pool of workers, has the same fields and words."""
    error = kind(**fields)
    back = again(error)
    assert kind is type(back)
    assert fields == {name: getattr(back, name) for name in fields}
    assert str(error) == str(back)


def test_invalid_things_list_their_faults():
    """The first line counts, then each fault has its path and its sentence."""
    other = Fault(message=Message("fault.own_parent", {"given": "a"}), location=("parent",))
    sentences = "  $.stakeholders[3].staff_fte: -1.5 is below zero\n  $.parent: 'a' cannot be its own parent"
    assert f"initiative 'a' has 2 faults:\n{sentences}" == str(
        errors.InvalidInitiativeError("initiative 'a'", [FAULT, other])
    )
    assert str(errors.InvalidDocumentError("a.json", [FAULT])).startswith("a.json has 1 fault:\n")


def test_a_wrong_value_says_what_would_be_right():
    """Field, what was given, what is wanted."""
    assert "Tie.strength: 'x' is not a number" == str(InvalidValueError("Tie.strength", "x", "a number"))


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (["ymca", "library"], "no stakeholder 'ymcaa'; did you mean 'ymca'?"),
        (["zoo", "library"], "no stakeholder 'ymcaa'; there are: zoo, library"),
        ([str(n) for n in range(12)], f"no stakeholder 'ymcaa'; there are: {', '.join(str(n) for n in range(12))}"),
        ([str(n) for n in range(13)], "no stakeholder 'ymcaa'"),
        ([], "no stakeholder 'ymcaa'"),
    ],
    ids=["near", "few", "twelve", "many", "none"],
)
def test_an_unknown_name_is_answered_with_what_there_is(known, sentence):
    """The nearest name; else all of a few; else nothing that nobody would read."""
    assert sentence == str(UnknownNameError("stakeholder", "ymcaa", known))


def test_an_unknown_name_can_be_anything():
    """Whatever was used as a name is shown as it is."""
    error = UnknownNameError("criterion", 7, iter(["trust"]))
    assert ("no criterion 7; there are: trust", None) == (str(error), error.nearest)


def test_a_unit_error_is_its_sentence():
    """The message says it all."""
    assert "-1.5 is below zero" == str(errors.UnitError("pct", NEGATIVE))


@pytest.mark.parametrize(
    ("given", "limit"),
    [("x" * 10_000_000, 120), ([["deep"]] * 1000, 400), (10**5000, 60), ({n: n for n in range(1000)}, 120)],
    ids=["long", "wide", "digits", "mapping"],
)
def test_what_is_huge_is_not_written_out(given, limit):
    """An error stays readable whatever was given."""
    assert limit > len(str(InvalidValueError("a", given, "b")))


def test_what_is_deep_is_not_written_out():
    """Nor does the depth of what was given break the sentence."""
    deep = []
    for _ in range(100_000):
        deep = [deep]
    assert "is not b" in str(InvalidValueError("a", deep, "b"))


@pytest.mark.parametrize(
    ("given", "known", "expected"),
    [
        ("ymcaa", ["ymca", "united_way"], "ymca"),
        ("YMCA", ["ymca", "united_way"], "ymca"),
        ("unted way", ["ymca", "United Way"], "United Way"),
        ("zzz", ["ymca"], None),
        ("", ["ymca"], None),
        ("ymca", [], None),
        ("x" * 201, ["x" * 200], None),  # comparing megabytes takes minutes
        ("x" * 200, ["x" * 199], "x" * 199),
    ],
    ids=range(8),
)
def test_the_nearest_name(given, known, expected):
    """The most similar name, whatever its case, or none where none is similar."""
    assert expected == nearest(given, known)


# messages


@pytest.mark.parametrize(
    ("template", "params", "text"),
    [
        ("{n} stops", {"n": 3}, "3 stops"),
        ("{n} stops", {"n": 1234}, "1234 stops"),
        ("{n} stops", {"n": 3.0}, "3 stops"),
        ("{n} days", {"n": 45.6667}, "45.7 days"),
        ("{n} people", {"n": 1234567.0}, "1,234,567 people"),
        ("{n} of all", {"n": 0.0449}, "0.045 of all"),  # never a false 0
        ("{n} of all", {"n": 0.0}, "0 of all"),
        ("{n} points", {"n": -12.34}, "-12.3 points"),
        ("{n!s} points", {"n": -12.34}, "-12.34 points"),  # as exact as it is
        ("{n!s} points", {"n": 4.0}, "4 points"),
        ("{n!r}", {"n": 4.25}, "4.25"),
        ("{id!r}", {"id": "a'b"}, '"a\'b"'),
        ("{id}", {"id": "{n}"}, "{n}"),  # what is given is never read as words
        ("{low} to {high}", {"low": None, "high": 3}, "? to 3"),
        ("{is_open}", {"is_open": True}, "True"),
        ("{{n}} is a brace", {}, "{n} is a brace"),
        ("{n} of {m}", {"n": 3}, "3 of {m}"),  # what was not given stays visible
        ("no braces", {"n": 3}, "no braces"),
    ],
)
def test_a_sentence_speaks_of_its_parameters(template, params, text):
    """Braces hold names; numbers are written as people do."""
    assert text == str(Message("mine.sentence", params, template))


def test_words_are_found_by_the_code():
    """The library's own words stand in its locale."""
    assert "-1.5 is below zero" == NEGATIVE.text() == str(NEGATIVE)


def test_words_come_from_the_locale_then_the_template_then_english(monkeypatch):
    """A language that lacks a sentence shows the caller's words, and without them the English ones."""
    words = {"en": {"a": "english", "b": "english"}, "es": {"a": "español"}}
    monkeypatch.setattr(errors, "_words", words.__getitem__)
    assert ["español", "english"] == [Message("a").text(locale) for locale in ("es", "en")]
    assert ["español", "english"] == [Message("a", {}, "mine").text(locale) for locale in ("es", "en")]
    assert ["english", "english"] == [Message("b").text(locale) for locale in ("es", "en")]
    assert ["mine", "english"] == [Message("b", {}, "mine").text(locale) for locale in ("es", "en")]
    assert ["mine", "mine"] == [Message("c", {}, "mine").text(locale) for locale in ("es", "en")]


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"n": 2, "a": 0, "b": 0}, "2 of them."),
        ({"n": 2, "a": 1, "b": 0}, "2 of them (1 or 0)."),
        ({"n": 2, "a": 0, "b": "?"}, "2 of them (0 or ?)."),
        ({"n": 2, "a": 0}, "2 of them (0 or {b})."),
    ],
)
def test_words_in_double_brackets_are_left_out_where_their_numbers_are_0(monkeypatch, params, text):
    """In words of the package; what is unknown or not given is not 0."""
    words = {"a": "{n} of them[[ ({a} or {b})]]."}
    monkeypatch.setattr(errors, "_words", lambda _: words)
    assert text == str(Message("a", params))


def test_double_brackets_in_words_of_somebody_else_stay():
    """They may be a link."""
    assert "see [[0]]" == str(Message("mine", {"n": 0}, "see [[{n}]]"))


def test_another_language_has_other_words():
    """The code and the parameters stay the same."""
    spanish = NEGATIVE.to_dict(locale="es")
    assert {"code": "fault.negative", "params": {"given": -1.5}} == {key: spanish[key] for key in ("code", "params")}
    assert str(NEGATIVE) != spanish["text"]
    assert "-1.5" in spanish["text"]


@pytest.mark.parametrize(("params", "text"), [({}, "mine.sentence"), ({"n": 3}, "mine.sentence {'n': 3}")])
def test_a_code_without_words_is_shown_as_it_is(params, text):
    """A sentence that nobody wrote does not break the page."""
    assert text == str(Message("mine.sentence", params))


@pytest.mark.parametrize("locale", ["xx", "e", "../en", "en/..", "", "EN!"])
def test_an_unknown_language_is_an_error(locale):
    """The error names the languages that there are."""
    with pytest.raises(UnknownNameError) as caught:
        NEGATIVE.text(locale)
    assert ("locale", locale, locales()) == (caught.value.kind, caught.value.given, caught.value.known)


def test_the_languages_are_listed():
    """Each is a folder of words; English is always there."""
    assert {"en", "es"} <= set(locales())
    assert sorted(locales()) == list(locales())


def test_a_message_is_a_value():
    """It is hashable, equal by content, pickles, and takes its parameters as a mapping or as pairs."""
    pairs = Message("fault.negative", [("given", -1.5)])
    assert NEGATIVE == pairs
    assert hash(NEGATIVE) == hash(pairs)
    assert NEGATIVE == pickled(NEGATIVE) == copy.deepcopy(NEGATIVE)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        NEGATIVE.code = "other"


def test_parameters_are_plain():
    """A cell of an array becomes a number of Python, so that every message can be written as JSON."""
    params = Message("a", {"n": np.int64(3), "share": np.float32(0.5), "x": None, "yes": True}).params
    assert (("n", 3), ("share", 0.5), ("x", None), ("yes", True)) == params
    assert [int, float, type(None), bool] == [type(value) for _, value in params]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [1], {"a": 1}, 1j, b"a"], ids=str)
def test_parameters_that_no_file_can_hold_are_refused(value):
    """The error names the parameter."""
    with pytest.raises(InvalidValueError, match=r"Message\.params\.n: "):
        Message("a", {"n": value})


@pytest.mark.parametrize(
    "template",
    ["{", "}", "{n", "{}", "{0}", "{n:>1000000000}", "{n.__class__}", "{n[0]}", "{n!x}", "{a b}", "{n:{m}}"],
)
def test_words_hold_names_in_braces_and_nothing_else(template):
    """Words from a file can neither fail, nor look into objects, nor fill the memory."""
    with pytest.raises(InvalidValueError, match=r"Message\.template: "):
        Message("mine.sentence", {"n": 3}, template)


@given(st.text(), st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.floats() | st.text()))
def test_a_message_that_can_be_made_can_be_said(template, params):
    """Whatever the words and parameters: refused at once, or said without an error."""
    try:
        message = Message("mine.sentence", params, template)
    except InvalidValueError:
        return
    assert isinstance(str(message), str)


def test_a_message_is_plain_data():
    """Code, parameters, text; and the caller's own words where there are some."""
    assert {"code": "fault.negative", "params": {"given": -1.5}, "text": "-1.5 is below zero"} == NEGATIVE.to_dict()
    own = Message("mine.stops", {"n": 3}, "{n} stops")
    plain = {"code": "mine.stops", "params": {"n": 3}, "text": "3 stops", "template": "{n} stops"}
    assert plain == own.to_dict()


# faults


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ((), "$"),
        (("initiative", "indicators", 3, "baseline", "value"), "$.initiative.indicators[3].baseline.value"),
        (("initiative", "a b", 0), "$.initiative['a b'][0]"),
        (("x.y",), "$['x.y']"),
        (("",), "$['']"),
        (("2019",), "$['2019']"),
        (("é",), "$.é"),
    ],
)
def test_a_fault_has_a_path(location, path):
    """It is a JSONPath, in which odd keys stand in brackets."""
    assert path == Fault(message=NEGATIVE, location=location).path


def test_a_fault_reads_as_its_message():
    """Code and parameters are those of its message."""
    assert ("fault.negative", {"given": -1.5}) == (FAULT.code, FAULT.params)


def test_a_fault_says_where():
    """By the address of the record where it has one, else by the path."""
    assert "stakeholders/ymca: -1.5 is below zero" == str(FAULT)
    assert "$.parent: -1.5 is below zero" == str(attrs.evolve(FAULT, address="", location=("parent",)))


def test_a_fault_is_plain_data():
    """What the message says, with path, address and severity, in the language asked for."""
    plain = FAULT.to_dict()
    assert {"path": "$.stakeholders[3].staff_fte", "address": "stakeholders/ymca", "severity": "error"} == {
        key: plain[key] for key in ("path", "address", "severity")
    }
    assert NEGATIVE.to_dict() == {key: plain[key] for key in ("code", "params", "text")}
    assert NEGATIVE.to_dict("es")["text"] == FAULT.to_dict(locale="es")["text"]


def test_a_code_stands_in_one_file_only():
    """No room overwrites the words of another."""
    folder = resources.files("collective_impact") / "locale" / "en"
    files = [tomllib.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".toml")]
    codes = [code for table in files for code, _ in errors._flat(table)]
    assert len(set(codes)) == len(codes)
