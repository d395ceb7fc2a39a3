import concurrent.futures
from datetime import date

import pytest
from tests.scoring import measures

import collective_impact as ci
from collective_impact.scoring.framework_files import shipped, shipped_names

DAY = date(2024, 6, 30)
WHOLE = """
id = "two"
version = "1.0"
name = "Two questions"
power = 1
floor = 0

[[groups]]
path = "aims"
label = "Aims"

[[criteria]]
id = "aims.said"
group = "aims"
label = "Said"
measure = "mine.goals"

[[criteria]]
id = "aims.fresh"
group = "aims"
label = "Fresh"
unit = "days"
measure = "tests.scoring.measures:days_since_start"
worst = 1000
best = 0
"""
MINE = {"mine.goals": measures.share_of_goals}
GOALS = [ci.Goal(id="a", statement="Every child reads"), ci.Goal(id="b")]
STARTED = ci.Initiative(id="reads", started="2023-05-16", agenda=ci.CommonAgenda(goals=GOALS))
"""Of two goals one is stated; 411 days until the day of the test."""


@pytest.fixture
def read(tmp_path):
    """Return what reads a framework from TOML text."""

    def reading(text, **fields):
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return ci.Framework.from_toml(path, **fields)

    return reading


def extending(*lines):
    """Return the text of a file that extends the five conditions."""
    return "\n".join(['extends = "five_conditions"', 'id = "mine"', *lines])


def faults_of(read, text, error=ci.InvalidFrameworkError, **fields):
    """Return path and sentence of each fault of a file."""
    with pytest.raises(error) as caught:
        read(text, **fields)
    assert error is type(caught.value)
    assert "mine.toml" in str(caught.value)
    return [(fault.path, str(fault.message)) for fault in caught.value.faults]


def test_whole_framework(read):
    """A file may hold a framework of its own, with functions of the caller under the caller's names."""
    framework = read(WHOLE, measures=MINE)
    assert ["two", "1.0", 1.0] == [framework.id, framework.version, framework.power]
    assert ["tests.scoring.measures:share_of_goals", "tests.scoring.measures:days_since_start"] == [
        criterion.measure for criterion in framework.criteria
    ]


def test_own_functions_score(read):
    """Findings of the caller's functions are scored between the file's goalposts."""
    card = ci.readiness(STARTED, framework=read(WHOLE, measures=MINE), as_of=DAY)
    # one of two goals; 411 of 1000 days are gone; (50 + 58.9) / 2
    assert [50.0, 58.9, 54.45] == pytest.approx(
        [card.nodes["said"].value, card.nodes["fresh"].value, card.overall.value]
    )


def test_own_functions_score_in_other_processes(read):
    """What is read from a file works in a process that never saw the file or the function."""
    framework = read(WHOLE, measures=MINE)
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        there = executor.submit(ci.readiness, STARTED, framework=framework, as_of=DAY).result(timeout=60)
    assert ci.readiness(STARTED, framework=framework, as_of=DAY) == there


def test_path_may_be_text(tmp_path):
    """A path is a `Path` or its text."""
    path = tmp_path / "mine.toml"
    path.write_text(WHOLE.replace("mine.goals", "common_agenda.measurable_goals"), encoding="utf-8")
    assert ci.Framework.from_toml(path) == ci.Framework.from_toml(str(path))


def test_lambda_is_refused(read):
    """A function that other processes cannot import is refused at once."""
    with pytest.raises(ci.InvalidValueError, match="imported by name"):
        read(WHOLE, measures={"mine.goals": lambda *_: ci.Finding()})


@pytest.mark.parametrize("text", ["id = ", "= 3", "a = 1\na = 2", "\x00"])
def test_no_toml(read, text):
    """What is no TOML is a document that cannot be read."""
    ((path, sentence),) = faults_of(read, text, ci.InvalidDocumentError)
    assert "$" == path
    assert sentence.startswith("this is no TOML: ")


def test_no_text(tmp_path):
    """Bytes that are no UTF-8 are no TOML either."""
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ci.InvalidDocumentError, match="this is no TOML"):
        ci.Framework.from_toml(path)


def test_faults_of_shape_have_paths_of_the_file(read):
    """Unknown keys, wrong types and missing keys are listed together, counted as in the file."""
    text = WHOLE.replace('label = "Said"', "lable = 3").replace("worst = 1000", 'worst = "many"')
    found = faults_of(read, text, ci.InvalidDocumentError, measures=MINE)
    assert {"$.criteria[0].lable", "$.criteria[0].label", "$.criteria[1].worst"} == {path for path, _ in found}


def test_unknown_measure_is_refused_with_its_path(read):
    """A measure that nobody has is named where it stands."""
    assert [("$.criteria[0].measure", "there is no measure 'mine.goals'")] == faults_of(read, WHOLE)


def test_measure_that_is_no_text_is_refused(read):
    """A list in the place of a name is a fault of shape."""
    text = WHOLE.replace('measure = "mine.goals"', 'measure = ["mine.goals"]')
    ((path, _),) = faults_of(read, text, ci.InvalidDocumentError, measures=MINE)
    assert "$.criteria[0].measure" == path


@pytest.mark.parametrize("criteria", ["criteria = 3", "criteria = [3]"])
def test_criteria_that_are_no_tables_are_refused(read, criteria):
    """So are criteria of another shape."""
    with pytest.raises(ci.InvalidDocumentError, match=r"\$\.criteria"):
        read(f'id = "x"\nversion = "1"\nname = "X"\n{criteria}', measures=MINE)


def test_extending_says_only_the_differences(read):
    """What the file does not say is as in the framework that it extends."""
    framework = read(extending('name = "Ours"', "needs = 0.8"))
    five = ci.FIVE_CONDITIONS
    assert ("mine", "Ours", 0.8) == (framework.id, framework.name, framework.needs)
    assert five.groups == framework.groups
    assert five.criteria == framework.criteria
    assert five.version == framework.version


def test_changes_by_table(read):
    """Criteria are dropped, labels, weights and goalposts changed, by id or path."""
    framework = read(
        extending(
            'drop = ["continuous_communication.trust", "preconditions"]',
            "[labels]",
            'common_agenda = "Aspiration"',
            "[weights]",
            '"common_agenda.adoption" = 2',
            '"common_agenda/in_place" = 0.5',
            "[goalposts]",
            '"shared_measurement.use" = [0, 1]',
        )
    )
    five = ci.FIVE_CONDITIONS
    assert five.gates
    assert not framework.gates
    assert len(five.criteria) - 4 == len(framework.criteria)
    assert "Aspiration" == framework.label("common_agenda")
    assert 2.0 == framework.criterion("adoption").weight
    assert [0.5] == [group.weight for group in framework.groups if group.path == "common_agenda/in_place"]
    assert 1.0 == framework.criterion("use").best


def test_criteria_and_groups_are_added(read):
    """Further groups and criteria come after those that are there, with functions of the caller."""
    framework = read(
        extending(
            "[[groups]]",
            'path = "transit"',
            'label = "Transit"',
            "[[criteria]]",
            'id = "transit.near"',
            'group = "transit"',
            'label = "Near"',
            'measure = "mine.goals"',
        ),
        measures=MINE,
    )
    assert "transit" == framework.top[-1].path
    assert "tests.scoring.measures:share_of_goals" == framework.criteria[-1].measure
    assert 50.0 == ci.readiness(STARTED, framework=framework, as_of=DAY)["transit"].value


def test_others_in_the_place_of_what_is_dropped(read):
    """A half may get other criteria, all of it, and a criterion another measure."""
    framework = read(
        extending(
            'drop = ["continuous_communication.forums", "continuous_communication.common_language"]',
            "[[criteria]]",
            'id = "continuous_communication.forums"',
            'group = "continuous_communication/in_place"',
            'label = "Ours"',
        )
    )
    half = framework.children("continuous_communication/in_place")
    assert ["Ours"] == [criterion.label for criterion in half]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['drop = ["common_agenda.adoptoin"]'], ("$.drop[0]", "did you mean 'common_agenda.adoption'")),
        (['drop = "common_agenda"'], ("$.drop", "not a list of paths or ids")),
        (["drop = [3]"], ("$.drop", "not a list of paths or ids")),
        (["drop = 3"], ("$.drop", "not a list of paths or ids")),
        (['labels = ["a"]'], ("$.labels", "not a table with paths or ids as keys")),
        (["weights = 3"], ("$.weights", "not a table with paths or ids as keys")),
        (["[labels]", "common_agend = 'A'"], ("$.labels.common_agend", "did you mean 'common_agenda'")),
        (["[labels]", "common_agenda = 3"], ("$.labels.common_agenda", "3 is not text")),
        (["[weights]", "common_agenda = 0"], ("$.weights.common_agenda", "a weight of 0 is not above 0")),
        (["[weights]", "common_agenda = -0.05"], ("$.weights.common_agenda", "a weight of -0.05 is not above 0")),
        (["[weights]", "common_agenda = 'much'"], ("$.weights.common_agenda", "is not a number")),
        (["[goalposts]", "common_agenda = [0, 1]"], ("$.goalposts.common_agenda", "no criterion 'common_agenda'")),
        (
            ["[goalposts]", '"shared_measurement.use" = [1, 1]'],
            ("$.goalposts['shared_measurement.use']", "worst and best are both 1"),
        ),
        (
            ["[goalposts]", '"shared_measurement.use" = [1]'],
            ("$.goalposts['shared_measurement.use']", "not a pair [worst, best]"),
        ),
        (
            ["[goalposts]", '"shared_measurement.use" = 1'],
            ("$.goalposts['shared_measurement.use']", "not a pair [worst, best]"),
        ),
        (["needs = 3"], ("$.needs", "3 does not lie between 0 and 1")),
        (["[[groups]]", 'path = "new"', 'label = "New"'], ("$.groups[0]", "group 'new' has nothing to add up")),
        (
            ["[[criteria]]", 'id = "common_agenda.adoption"', 'group = "common_agenda/in_practice"', 'label = "A"'],
            ("$.criteria[0].id", "'common_agenda.adoption' is there twice"),
        ),
        (
            ['drop = ["backbone_support.dedicated", "backbone_support.staffing", "backbone_support.governance"]'],
            ("$.drop", "group 'backbone_support/in_place' has nothing to add up"),
        ),
    ],
)
def test_faults_of_an_extending_file(read, lines, expected):
    """Each fault has the path at which it stands in the file."""
    ((path, sentence),) = faults_of(read, extending(*lines))
    assert expected[0] == path
    assert expected[1] in sentence


def test_all_faults_of_an_extending_file_together(read):
    """Faults of changes and of further criteria are listed together, as far as they can be found."""
    lines = ['drop = ["nothing"]', "[labels]", "nobody = 'N'", "[weights]", "common_agenda = 0"]
    found = faults_of(read, extending(*lines))
    assert ["$.drop[0]", "$.labels.nobody", "$.weights.common_agenda"] == [path for path, _ in found]
    lines = ['drop = ["nothing"]', "[[criteria]]", 'id = "a"', 'group = "none"', 'label = "A"', "weight = 0"]
    found = faults_of(read, extending(*lines))
    assert ["$.drop[0]", "$.criteria[0].group", "$.criteria[0].weight"] == [path for path, _ in found]


def test_faults_of_shape_of_an_extending_file(read):
    """An unknown key is counted from the file's own first record."""
    lines = ["[[criteria]]", 'id = "a"', 'group = "common_agenda"', 'label = "A"', "wieght = 2"]
    ((path, sentence),) = faults_of(read, extending(*lines), ci.InvalidDocumentError)
    assert "$.criteria[0].wieght" == path
    assert "did you mean" in sentence


@pytest.mark.parametrize("extends", ['"five_condition"', '"mine.toml"', "3", '["five_conditions"]'])
def test_unknown_extends(read, extends):
    """A framework that this package does not have cannot be extended."""
    ((path, sentence),) = faults_of(read, f"extends = {extends}")
    assert "$.extends" == path
    assert "no framework" in sentence


def test_shipped_frameworks():
    """The package brings the five conditions, and the same under other names."""
    assert ("alignment", "collective_impact_3", "five_conditions") == shipped_names()
    with pytest.raises(ci.UnknownNameError, match="did you mean 'five_conditions'"):
        shipped("five_condition")


def test_framework_is_a_document():
    """A framework round-trips as a document."""
    for framework in (ci.FIVE_CONDITIONS, ci.COLLECTIVE_IMPACT_3):
        assert framework == ci.loads(ci.dumps(framework), kind=ci.Framework)


def test_extending_needs_an_id_of_its_own(read):
    """Two frameworks that differ must not bear one name."""
    text = 'extends = "five_conditions"\n[weights]\n"common_agenda.adoption" = 2\n'
    assert [("$.id", "a framework that extends another needs an id of its own")] == faults_of(read, text)
