import json
from datetime import date, datetime

import pytest
from tests.io.documents import Card, card, faults_of

import collective_impact as ci
from collective_impact.io import _leaves


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("44", '"44"'),
        ("é" * 60, f'"{"é" * 60}"'),
        ("é" * 61, f'"{"é" * 60}…"'),
        ("\ud800", '"\\ud800"'),
        ('say "a"', '"say \\"a\\""'),
        (True, "true"),
        (None, "null"),
        (1.5, "1.5"),
        (float("nan"), "NaN"),
        (10**400, "1e400"),
        pytest.param(-(10**5000), "-1e5000", id="more digits than Python writes"),
        ({}, "{}"),
        ({"a": 1}, "{…}"),
        ([], "[]"),
        ((1,), "[…]"),
        (date(2020, 1, 1), "<date>"),
    ],
)
def test_a_value_is_shown_in_few_characters(value, text):
    """Whatever a document holds can be named in a sentence, on any screen."""
    assert text == _leaves.shown(value)


@pytest.mark.parametrize("day", [date(2020, 1, 31), "2020-01-31"])
def test_dates_of_other_readers_are_taken(day):
    """Readers of TOML and YAML make dates themselves."""
    assert date(2020, 1, 31) == _leaves.day(day)


def test_a_moment_is_no_date():
    """Nobody knows in which place a moment was that day."""
    with pytest.raises(_leaves.RefusedError):
        _leaves.day(datetime(2020, 1, 31))  # noqa: DTZ001 - the point is that it has no place


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("a sentence", "shape.message"),
        ({}, "shape.text"),
        ({"code": 5}, "shape.text"),
        ({"code": "a", "text": "b"}, "shape.message"),
        ({"code": "a", "params": []}, "shape.message"),
        ({"code": "a", "params": {"n": []}}, "shape.number"),
        ({"code": "a", "params": {"n": float("inf")}}, "shape.finite"),
        ({"code": "a", "params": {"n": "\ud800"}}, "shape.surrogate"),
        ({"code": "a", "template": 5}, "shape.text"),
        ({"code": "a", "template": "{"}, "shape.value"),
    ],
)
def test_a_sentence_is_a_code_with_parameters(note, code):
    """What is no message is refused as a whole."""
    assert [(code, "$.scorecard.note")] == faults_of(card(note=note), Card)


@pytest.mark.parametrize("note", [{"code": "a"}, {"code": "a", "template": None, "params": {}}])
def test_a_sentence_may_have_neither_parameters_nor_words(note):
    """Only the code is needed."""
    assert ci.Message("a") == ci.loads(card(note=note), Card).note


def test_a_spelling_is_refused_as_often_as_it_stands():
    """Spellings are remembered, and so is that one means nothing."""
    observations = [{"period": "soon", "group": name} for name in "ab"]
    document = json.loads(card()) | {
        "initiative": {"id": "a", "indicators": [{"id": "i", "observations": observations}]}
    }
    del document["scorecard"]
    assert ["shape.period", "shape.period"] == [code for code, _ in faults_of(document)]


def test_a_very_long_spelling_is_no_period():
    """Only spellings of a sensible length are looked at, and remembered."""
    spelling = "2020" + " " * 200
    assert not _leaves.label_says_all(ci.Period.parse(spelling))
