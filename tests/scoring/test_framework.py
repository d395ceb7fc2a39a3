import concurrent.futures
import copy
import pickle
import subprocess
import sys

import attrs
import numpy as np
import pytest
from tests.scoring import made, measures

import collective_impact as ci
from collective_impact.errors import InvalidFrameworkError, InvalidValueError, UnknownNameError
from collective_impact.scoring.framework import Criterion, Framework, Group

NAN = np.nan


def faults_of(**fields):
    """Return path and code of each fault of a framework."""
    with pytest.raises(InvalidFrameworkError) as caught:
        Framework(**{"id": "faulty", "version": "1", "name": "Faulty"} | fields)
    return [(fault.path, fault.code) for fault in caught.value.faults]


def group(path="g", **fields):
    """Return a group."""
    return Group(path=path, label=path, **fields)


def one(path="g/c", **fields):
    """Return a criterion."""
    return made.criterion(path, **fields)


@pytest.mark.parametrize(
    ("groups", "criteria", "expected"),
    [
        ([group(weight=0)], [one()], ("$.groups[0].weight", "framework.weight")),
        ([group(weight=-1)], [one()], ("$.groups[0].weight", "framework.weight")),
        ([group(needs=1.1)], [one()], ("$.groups[0].needs", "framework.share")),
        ([group(needs=-0.1)], [one()], ("$.groups[0].needs", "framework.share")),
        ([group(floor=100)], [one()], ("$.groups[0].floor", "framework.floor")),
        ([group(floor=-1)], [one()], ("$.groups[0].floor", "framework.floor")),
        ([group(power=0)], [one()], ("$.groups[0].floor", "framework.no_floor")),
        ([group(power=-2)], [one()], ("$.groups[0].floor", "framework.no_floor")),
        ([group(), group()], [one()], ("$.groups[1].path", "framework.twice")),
        ([group(), group("h")], [one()], ("$.groups[1]", "framework.childless")),
        ([group("g/in"), group()], [one("g/in/c")], ("$.groups[0].path", "framework.no_parent")),
        ([group(), group("overall")], [one(), one("overall/d")], ("$.groups[1].path", "framework.reserved")),
        ([group(), group("equity")], [one(), one("equity/d")], ("$.groups[1].path", "framework.reserved")),
        ([group(), group("arithmetic")], [one(), one("arithmetic/d")], ("$.groups[1].path", "framework.reserved")),
        ([group(), group("g/in", gate=True)], [one("g/in/c")], ("$.groups[1].gate", "framework.inner_gate")),
        ([group(gate=True)], [one()], ("$.groups", "framework.empty")),
        ([group()], [one(), one()], ("$.criteria[1].id", "framework.twice")),
        ([group()], [one(), one("g/c", id="other.c")], ("$.criteria[1].id", "framework.twice")),
        ([group(), group("g/c")], [one(), one("g/c/d")], ("$.criteria[0].id", "framework.twice")),
        ([group()], [one(), one("h/d")], ("$.criteria[1].group", "framework.no_group")),
        ([group()], [one(weight=0)], ("$.criteria[0].weight", "framework.weight")),
        ([group()], [one(needs=1.5)], ("$.criteria[0].needs", "framework.share")),
        ([group()], [one(worst=3, best=3)], ("$.criteria[0].best", "framework.goalposts")),
        ([group()], [one(id="")], ("$.criteria[0].id", "framework.path")),
        ([group()], [one(id="g.")], ("$.criteria[0].id", "framework.path")),
        ([group()], [one(id="a/b")], ("$.criteria[0].id", "framework.path")),
        ([group("")], [one("/c")], ("$.groups[0].path", "framework.path")),
        ([group(), group("g//h")], [one(), one("g//h/c", id="d")], ("$.groups[1].path", "framework.path")),
        (
            [group()],
            [one(measure="common_agenda.adoptoin")],
            ("$.criteria[0].measure", "framework.unknown_measure_near"),
        ),
        ([group()], [one(measure="xyz")], ("$.criteria[0].measure", "framework.unknown_measure")),
    ],
)
def test_senseless_frameworks_are_refused_with_the_path(groups, criteria, expected):
    """Each fault has a code of its own and names the place."""
    assert expected in faults_of(groups=groups, criteria=criteria)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"independent": 1.5}, ("$.independent", "framework.share")),
        ({"needs": 2}, ("$.needs", "framework.share")),
        ({"floor": 0}, ("$.floor", "framework.no_floor")),
        ({"groups": [], "criteria": []}, ("$.groups", "framework.empty")),
    ],
)
def test_senseless_rules_of_the_whole_are_refused(fields, expected):
    """The framework's own mean is checked as that of its groups."""
    assert [expected] == faults_of(**{"groups": [group()], "criteria": [one()]} | fields)


def test_all_faults_are_listed_together():
    """Several faults raise one error, which says them all."""
    with pytest.raises(InvalidFrameworkError) as caught:
        Framework(
            id="faulty", version="1", name="F", groups=[group(weight=0)], criteria=[one(weight=-0.05, worst=1, best=1)]
        )
    assert ["framework.weight", "framework.weight", "framework.goalposts"] == [f.code for f in caught.value.faults]
    assert "$.criteria[0].weight: a weight of -0.05 is not above 0" in str(caught.value)


def test_minimum_needs_no_floor():
    """Where the worst child decides, one zero is meant to be all that counts."""
    assert group(minimum=True, power=-1) in made.framework([one()], groups=[group(minimum=True, power=-1)]).groups


def test_measure_of_somebody_else_is_looked_up_when_it_is_needed():
    """A framework may be read where the module of its measures is not installed."""
    assert "not_here:measure" == made.framework([one(measure="not_here:measure")]).criteria[0].measure


TREE = made.framework(["g/a/x", "g/b/y", "h/y", "h/z"])


def test_criterion_is_found_by_id_path_and_unique_name():
    """An id or a path always finds it, its name where no other has it."""
    assert "g/a/x" == TREE.criterion("g.a.x").path == TREE.criterion("g/a/x").path == TREE.criterion("x").path
    for unknown in ("y", "nothing", "g", ""):
        with pytest.raises(UnknownNameError, match="no criterion"):
            TREE.criterion(unknown)


def test_nearest_criterion_is_named():
    """A misspelt id is answered with the one that was meant."""
    with pytest.raises(UnknownNameError, match=r"did you mean 'g\.a\.x'"):
        TREE.criterion("g.a.xx")


def test_children_in_order():
    """A group's children are its groups, then its criteria; the top leaves out gates."""
    gated = made.framework(["g/a/x", "g/y", "d/z"], groups=[group("d", gate=True)])
    assert ["g/a", "g/y"] == [part.path for part in gated.children("g")]
    assert ["d", "g"] == [part.path for part in gated.children("")]
    assert ["g"] == [part.path for part in gated.top]
    assert ["d"] == [part.path for part in gated.gates]
    assert ["g/a/x", "g/y"] == [part.path for part in gated.criteria_under("g")]


def test_label_of_a_path():
    """Groups and criteria have labels; another path is its own."""
    assert ["X", "G/A", "overall"] == [TREE.label(path) for path in ("g/a/x", "g/a", "overall")]


def test_other_weights():
    """Weights change by id, by path of a criterion and by path of a group; the rest stays."""
    other = TREE.with_weights({"g.a.x": 2, "h/z": 3, "g/b": 4})
    assert [2, 1, 1, 3] == [part.weight for part in other.criteria]
    assert {"g": 1, "h": 1, "g/a": 1, "g/b": 4} == {part.path: part.weight for part in other.groups}
    assert TREE == other.with_weights({"g.a.x": 1, "h/z": 1, "g/b": 1})


def test_other_goalposts():
    """Goalposts change by id or path of a criterion; a group has none."""
    other = TREE.with_goalposts({"g.a.x": (183, 92), "h/z": (0, 3)})
    assert [(183, 92), (0, 1), (0, 1), (0, 3)] == [(part.worst, part.best) for part in other.criteria]
    with pytest.raises(UnknownNameError, match="no criterion 'g'"):
        TREE.with_goalposts({"g": (0, 1)})


def test_other_labels():
    """Labels change, paths and ids stay."""
    other = TREE.relabelled({"g": "Aspiration", "g.a.x": "Trust"})
    assert ["Aspiration", "Trust"] == [other.label("g"), other.label("g/a/x")]
    assert [part.id for part in TREE.criteria] == [part.id for part in other.criteria]


def test_unknown_names_are_refused_with_the_nearest():
    """A change of something that is not there is an error, not nothing."""
    for change in (
        lambda: TREE.with_weights({"g.a.xx": 2}),
        lambda: TREE.relabelled({"g.a.xx": "X"}),
        lambda: TREE.without("g.a.xx"),
    ):
        with pytest.raises(UnknownNameError, match=r"no criterion or group 'g\.a\.xx'; did you mean 'g\.a\.x'"):
            change()
    with pytest.raises(UnknownNameError, match="no criterion"):
        TREE.with_goalposts({"g.a.xx": (0, 1)})


def test_senseless_changes_are_refused():
    """A changed framework is checked as a new one is."""
    with pytest.raises(InvalidFrameworkError):
        TREE.with_weights({"g": 0})
    with pytest.raises(InvalidFrameworkError):
        TREE.with_goalposts({"x": (1, 1)})
    with pytest.raises(InvalidFrameworkError):
        TREE.without("g/a/x")  # which leaves nothing in g/a
    with pytest.raises(InvalidValueError, match=r"Group.label: 3 is not text"):
        TREE.relabelled({"g": 3})


def test_criteria_are_added_and_replaced_by_id():
    """What is known by its id is replaced in its place, what is not is added at the end."""
    other = TREE.with_criteria(one("h/new", label="New"), one("g/b/y", label="Replaced"))
    assert ["g.a.x", "g.b.y", "h.y", "h.z", "h.new"] == [part.id for part in other.criteria]
    assert ["X", "Replaced", "Y", "Z", "New"] == [part.label for part in other.criteria]


def test_functions_are_bound_by_name():
    """A criterion under the caller's name for a function gets the name by which every process finds it."""
    other = TREE.with_criteria(one("h/new", measure="mine.goals"), measures={"mine.goals": measures.share_of_goals})
    assert "tests.scoring.measures:share_of_goals" == other.criterion("new").measure
    with pytest.raises(InvalidFrameworkError, match=r"\$\.criteria\[4\]\.measure: there is no measure 'mine\.goals'"):
        TREE.with_criteria(one("h/new", measure="mine.goals"))
    with pytest.raises(InvalidValueError, match="imported by name"):
        TREE.with_criteria(one("h/new", measure="mine.goals"), measures={"mine.goals": lambda *_: None})


def test_criteria_and_groups_are_taken_out():
    """A group goes with all that is below it; what only begins alike stays."""
    assert ["h.y", "h.z"] == [part.id for part in TREE.without("g").criteria]
    assert ["h"] == [part.path for part in TREE.without("g").groups]
    assert ["g.a.x", "g.b.y", "h.y"] == [part.id for part in TREE.without("h/z").criteria]
    alike = made.framework(["g/x", "g/xy", "ga/z"])
    assert ["g.xy", "ga.z"] == [part.id for part in alike.without("g.x").criteria]


def test_normalize_between_goalposts():
    """Each column is brought between the goalposts of its criterion, clipped; missing stays missing."""
    posts = TREE.with_goalposts({"g.a.x": (183, 92), "h.z": (0, 3)})
    scores = posts.normalize([[137.5, 0.25, 7, 2], [200, -1, NAN, 3]])
    assert scores == pytest.approx(np.array([[50, 25, 100, 200 / 3], [0, 0, NAN, 100]]), nan_ok=True)


def test_normalize_refuses_other_shapes():
    """A column for each criterion is needed."""
    with pytest.raises(InvalidValueError, match=r"raw: 'shape \(1, 3\)' is not of shape \(N, 4\)"):
        TREE.normalize([[1, 2, 3]])


def test_framework_is_a_value():
    """Equal ones are equal, hash alike, pickle and copy."""
    again = made.framework(["g/a/x", "g/b/y", "h/y", "h/z"])
    assert TREE == again
    assert hash(TREE) == hash(again)
    assert TREE == pickle.loads(pickle.dumps(TREE)) == copy.deepcopy(TREE)  # noqa: S301 - our own bytes
    assert TREE != TREE.with_weights({"g": 2})
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        TREE.id = "other"


def test_fingerprint_stands_for_the_content():
    """It is the same in every process, and another one for other weights."""
    program = "from tests.scoring import made; print(made.framework(['g/a/x', 'g/b/y', 'h/y', 'h/z']).fingerprint())"
    command = [sys.executable, "-c", program]
    found = subprocess.run(command, capture_output=True, text=True, check=True, env=environment(seed="7"))
    assert TREE.fingerprint() == found.stdout.strip()
    assert TREE.fingerprint() != TREE.with_weights({"g": 2}).fingerprint()


def environment(seed):
    """Return the environment of another process with another order of hashes."""
    return {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(path for path in sys.path if path)}


def weight_sum(framework: Framework) -> float:
    """Return what another process can compute."""
    return sum(criterion.weight for criterion in framework.criteria)


def test_framework_travels_between_processes():
    """A framework is sent to other processes and back as any value."""
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        assert 4.0 == executor.submit(weight_sum, TREE).result(timeout=60)


def test_criterion_names():
    """The name is the last part of the id, and the path ends in it."""
    part = Criterion(id="a.b.c", group="g/h", label="C")
    assert ["c", "g/h/c"] == [part.name, part.path]
    assert ["g/h", ""] == [group("g/h/i").parent, group("g").parent]


def test_numbers_beyond_all_sense_are_refused():
    """A weight or goalpost beyond a thousand million is a slip, and its sums would be no numbers."""
    huge = Criterion(id="g.a", group="g", label="A", weight=1e308, best=-1e308)
    with pytest.raises(ci.InvalidFrameworkError) as caught:
        Framework(id="f", version="1", name="F", criteria=[huge], groups=[Group(path="g", label="G", weight=2e9)])
    assert {"framework.too_large"} == {fault.code for fault in caught.value.faults}
    paths = [fault.path for fault in caught.value.faults]
    assert ["$.groups[0].weight", "$.criteria[0].weight", "$.criteria[0].best"] == paths


def test_misspelt_name_suggests_the_nearest():
    """Names are compared with ids, paths and last parts."""
    with pytest.raises(ci.UnknownNameError, match="did you mean 'adoption'"):
        ci.FIVE_CONDITIONS.criterion("adopton")
    card = ci.readiness(ci.Initiative(id="reads"))
    with pytest.raises(ci.UnknownNameError, match="did you mean 'adoption'"):
        card.what_if({"adopton": 1})


def test_renamed_framework_scores_the_same_under_its_own_name():
    """Only id, version and name change, each only where it is given."""
    ours = ci.FIVE_CONDITIONS.renamed("ours", name="Ours")
    assert ("ours", ci.FIVE_CONDITIONS.version, "Ours") == (ours.id, ours.version, ours.name)
    assert ci.FIVE_CONDITIONS.criteria == ours.criteria
    assert ("1.1", ci.FIVE_CONDITIONS.name) == (
        (again := ci.FIVE_CONDITIONS.renamed("x", version="1.1")).version, again.name
    )  # fmt: skip
