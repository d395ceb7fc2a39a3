import pickle

import pytest

import collective_impact as ci
from collective_impact.scoring.scores import Node, Nodes, Score


def test_score_says_value_bounds_and_evidence():
    """Its text is the value, how far it could move, and how much of the evidence is there."""
    assert "62 (45–78), 71 % of the evidence" == str(Score(value=62, bounds=(45, 78), coverage=0.71))
    assert "62 (45–78), 71 % of the evidence" == str(Score(value=61.7, bounds=(45.2, 77.9), coverage=0.7099))
    assert "not scored (0–100), 0 % of the evidence" == str(Score())


def test_scores_have_no_order():
    """Rankings exist only as ranges, so no score is less than another."""
    low, high = Score(value=10), Score(value=90)
    for compare in (lambda: low < high, lambda: low <= high, lambda: low > high, lambda: low >= high):
        with pytest.raises(TypeError):
            compare()
    with pytest.raises(TypeError):
        sorted([high, low])


@pytest.mark.parametrize("number", [float, int, round, abs])
def test_score_is_no_number(number):
    """Whoever wants a bare number must ask for the value."""
    with pytest.raises(TypeError):
        number(Score(value=62))


def test_score_is_a_value():
    """Equal scores are equal, hash alike and pickle."""
    score = Score(value=62, bounds=[45, 78], rests_on=["agenda"], warnings=[ci.Message("mine", {"n": 1})])
    assert score == Score(
        value=62.0, bounds=(45.0, 78.0), rests_on=("agenda",), warnings=(ci.Message("mine", {"n": 1}),)
    )
    assert hash(score) == hash(pickle.loads(pickle.dumps(score)))  # noqa: S301 - our own bytes
    assert score != Score(value=62)


@pytest.mark.parametrize("bounds", [(80, 20), (-1, 50), (50, 101), (), (50,), (10, 20, 30)])
def test_bounds_are_a_pair_in_order(bounds):
    """From 0 to 100, the lower one first; so is an interval."""
    with pytest.raises(ci.InvalidValueError, match=r"Score\.bounds: .* is not a pair from 0 to 100, in order"):
        Score(bounds=bounds)
    with pytest.raises(ci.InvalidValueError, match=r"Score\.interval"):
        Score(interval=bounds)


@pytest.mark.parametrize("value", [19.9, 80.1])
def test_value_lies_within_its_bounds(value):
    """A score outside its bounds is none."""
    with pytest.raises(ci.InvalidValueError, match=r"Score\.value: .* is not within its bounds \(20\.0, 80\.0\)"):
        Score(value=value, bounds=(20, 80))


def nodes(*paths):
    """Return nodes at paths, each scored by its place in the list."""
    return Nodes(tuple(Node(path=path, label=path, score=Score(value=k)) for k, path in enumerate(paths)))


def test_nodes_are_found_by_path():
    """A mapping of paths, in order."""
    found = nodes("g", "g/a", "g/a/x", "h", "h/a", "h/a/y")
    assert ["g", "g/a", "g/a/x", "h", "h/a", "h/a/y"] == list(found)
    assert 6 == len(found)
    assert 1 == found["g/a"].value
    assert "g/a" in found


def test_unique_last_part_suffices():
    """So do several last parts, where only one path ends in them."""
    found = nodes("g", "g/a", "g/a/x", "h", "h/a", "h/a/y")
    assert 2 == found["x"].value == found["a/x"].value
    assert "g/a/x" == found.node("x").path


def test_whole_path_goes_before_a_last_part():
    """A top-level path is itself, though another path ends so too."""
    assert 0 == nodes("x", "g", "g/x")["x"].value


def test_ambiguous_last_part_is_refused_with_the_candidates():
    """Several paths end in it, and all of them are named."""
    with pytest.raises(ci.UnknownNameError) as caught:
        nodes("g", "g/a", "h", "h/a")["a"]
    assert ("g/a", "h/a") == caught.value.known


def test_part_of_a_name_is_no_last_part():
    """Only whole steps of a path count."""
    with pytest.raises(ci.UnknownNameError, match="no path 'x'"):
        nodes("g", "g/ax")["x"]


def test_unknown_path_is_refused_with_the_nearest():
    """A misspelt path is answered with the one that was meant."""
    found = nodes("common_agenda", "common_agenda/in_place")
    with pytest.raises(ci.UnknownNameError, match="did you mean 'common_agenda'"):
        found["common_agend"]
    assert "nothing" not in found
    assert found.get("nothing") is None
