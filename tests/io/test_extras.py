import pytest
from tests.io.documents import faults_of, holding

from collective_impact.io import _extras
from collective_impact.io._leaves import RefusedError


def test_what_refers_to_itself_is_not_kept():
    """Plain data that are no tree end in a fault, not in a loop."""
    loop = {}
    loop["again"] = loop
    assert [("document.deep", "$.initiative.x_a")] == faults_of(holding(x_a=loop))


def test_what_unfolds_without_end_is_not_kept():
    """A few lines of YAML can stand for more parts than a computer holds; they are not unfolded."""
    bomb = []
    for _ in range(50):
        bomb = [bomb, bomb, bomb]
    assert [("document.deep", "$.initiative.x_a")] == faults_of(holding(x_a=bomb))


@pytest.mark.parametrize("value", [{1, 2}, object(), b"bytes", float("inf")])
def test_what_is_no_json_is_not_kept(value):
    """A value that could not be written back is refused when it is read."""
    assert [("shape.no_json", "$.initiative.x_a")] == faults_of(holding(x_a=value))


@pytest.mark.parametrize("depth", [1, 64])
def test_what_people_note_is_kept(depth):
    """Sixty-four levels are enough for anybody."""
    value = 1
    for _ in range(depth - 1):
        value = [value]
    assert f"{'[' * (depth - 1)}1{']' * (depth - 1)}" == _extras.kept("x_a", value).text
    with pytest.raises(RefusedError):
        _extras.kept("x_a", [value] if depth == 64 else float("nan"))


@pytest.mark.parametrize("key", [5, None, ("x_", "a")])
def test_keys_that_are_no_text_are_unknown(key):
    """Data of other readers may have keys that no JSON has."""
    ((code, _),) = faults_of(holding() | {key: 1})
    assert "shape.unknown_key" == code
    ((code, _),) = faults_of(holding(stakeholders=[{"id": "a", key: 1}]))
    assert "shape.unknown_key" == code
