import networkx as nx
import numpy as np
import pytest

import collective_impact.network as net
from collective_impact.errors import InvalidValueError
from collective_impact.network._draws import counted, dice

PART = {"north": "x", "south": "x", "east": "y", "bank": "y"}


def four():
    """Return four who stand in a row."""
    return nx.path_graph(PART)


@pytest.mark.parametrize("seed", [None, -1, 1.0, "1", True, [1]])
def test_a_seed_that_nobody_could_use_again_is_refused(seed):
    """Without one, numpy would take another each time, and the record would say that there is none."""
    with pytest.raises(InvalidValueError, match=r"seed: .* is not a whole number of at least 0"):
        dice(seed)


def test_the_same_seed_draws_the_same():
    """As numpy does of this seed, whatever kind of whole number it is; told apart, another."""
    expected = np.random.default_rng(7).random(3).tolist()
    assert expected == dice(7).random(3).tolist() == dice(np.int64(7)).random(3).tolist()
    assert np.random.default_rng([7, 2]).random(3).tolist() == dice(7, 2).random(3).tolist()


@pytest.mark.parametrize("given", [0, 2.0, "9", None, True])
def test_how_often_is_a_whole_number(given):
    """At least 1, and nothing that only looks like one."""
    with pytest.raises(InvalidValueError, match=r"draws: .* is not a whole number of at least 1"):
        counted(given, "draws")


def test_whole_numbers_of_numpy_are_whole_numbers():
    """They come from arrays and tables."""
    assert 5 == counted(np.int32(5), "draws")
    assert 0 == counted(0, "draws", least=0)


MEASURES = {
    "removal": lambda **said: net.removal(four(), **said),
    "joint_removal": lambda **said: net.joint_removal(four(), ["north"], **said),
    "ei_index": lambda **said: net.ei_index(four(), PART, **said),
    "conditional_uniform_test": lambda **said: net.conditional_uniform_test(four(), "fragmentation", **said),
    "simulate_missing": lambda **said: net.simulate_missing(four(), "fragmentation", **said),
}


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("wrong", [{"seed": -1}, {"seed": None}, {"draws": 2.5}, {"draws": "9"}])
def test_measures_that_draw_say_what_is_wrong(name, wrong):
    """By the name of the argument, and with what was given."""
    [(what, given)] = wrong.items()
    with pytest.raises(InvalidValueError, match=f"{what}: {given!r} is not"):
        MEASURES[name](**wrong)


@pytest.mark.parametrize(
    "call",
    [
        lambda graph: net.key_players(graph, 2.0),
        lambda graph: net.key_players(graph, "2"),
        lambda graph: net.key_players(graph, k=True),
        lambda graph: net.key_players(graph, 2, criterion="reach", steps=1.5),
        lambda graph: net.path_estimates(graph, pivots=2.5),
        lambda graph: net.introductions(graph, 1.5),
    ],
    ids=["k", "text", "yes", "steps", "pivots", "most"],
)
def test_what_is_no_whole_number_is_refused(call):
    """Also where numpy or Python would round it, or take True for 1."""
    with pytest.raises(InvalidValueError, match="a whole number of at least"):
        call(four())
