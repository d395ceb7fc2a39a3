import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collective_impact.io import _text

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
    max_leaves=30,
)


@given(JSON)
def test_the_layout_changes_nothing(data):
    """However a text is laid out, any reader of JSON finds the same in it, keys in the same order."""
    text = _text.written(data)
    assert json.dumps(data) == json.dumps(json.loads(text))
    assert text.endswith("\n")


@pytest.mark.parametrize(
    ("length", "lines"),
    [
        (_text.WIDTH - len('["", "b"],'), 1),
        (_text.WIDTH - len('["", "b"],') + 1, 4),
    ],
)
def test_what_fits_stands_on_one_line(length, lines):
    """A list of single values is broken up where its line, with the comma behind it, would be too long."""
    assert lines == _text.written(["a" * length, "b"]).count("\n")


def test_what_holds_nothing_stays_together():
    """An empty list or object needs no lines of its own, wherever it stands."""
    assert '{\n  "a": [],\n  "b": {}\n}\n' == _text.written({"a": [], "b": {}})
    assert f'{{\n  "{"k" * 200}": []\n}}\n' == _text.written({"k" * 200: []})


def test_doubled_keys_are_named_once_each():
    """However often a key stands in its object, it is one fault, at its place."""
    data, faults = _text.parsed('[{"a": 1, "b": {"c": 1, "c": 2}, "a": 2, "a": 3}]')
    assert [{"a": 3, "b": {"c": 2}}] == data
    assert ["$[0].a", "$[0].b.c"] == [fault.path for fault in faults]


def test_the_last_of_doubled_keys_is_read_on():
    """What stands under doubled keys is looked at too, as far as Python's reader keeps it."""
    data, _ = _text.parsed('{"a": 1, "a": {"b": NaN}}')
    assert "nan" == str(data["a"]["b"])


def test_steps_of_paths_are_short():
    """A path is to be read by people, whatever the keys are."""
    assert ["a", 3, "k" * 80 + "…"] == [_text.step_of(key) for key in ("a", 3, "k" * 1000)]
