import concurrent.futures
import logging
import math
import subprocess
import sys
import threading
from datetime import date

import attrs
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from tests.scoring import made
from tests.strategies import initiatives

import collective_impact as ci

DAY = date(2024, 6, 30)
RIVERBEND = ci.examples.load("fictional_riverbend")
HERE = "tests.scoring.measures:"
GOALS = [ci.Goal(id="a", statement="Every child reads"), ci.Goal(id="b")]
READS = ci.Initiative(id="reads", name="Reads", started="2023-05-16", agenda=ci.CommonAgenda(goals=GOALS))
OWN = made.framework(
    [
        made.criterion("aims/said", measure=f"{HERE}share_of_goals"),
        made.criterion("aims/fresh", measure=f"{HERE}days_since_start", worst=1000, best=0),
        made.criterion("talk/trust", id="talk.trust"),
        made.criterion("door/urgency", id="door.urgency"),
    ],
    groups=[ci.Group(path="door", label="Door", gate=True, minimum=True)],
)
RATED = READS.with_evidence(
    ci.Evidence(id="t", about="talk.trust", rating=3, rater="Ana", on="2024-01-10"),
    ci.Evidence(id="u", about="door", rating=1, rater="Ana", on="2024-02-10"),
)


def codes(card):
    """Return the codes of a card's warnings."""
    return [warning.code for warning in card.warnings]


def test_readiness_of_records_ratings_and_a_gate():
    """A goal of two is stated (50), 411 of 1000 days are gone (58.9), a rating is 3 of 4; the gate stands beside."""
    card = ci.readiness(RATED, framework=OWN, as_of=DAY)
    assert ["aims", "talk"] == list(card)
    assert [54.45, 75.0, 64.725] == pytest.approx([card["aims"].value, card["talk"].value, card.overall.value])
    assert 25.0 == card.preconditions.value
    assert ("reads", "Reads", OWN, DAY, ()) == (card.initiative, card.name, card.framework, card.as_of, card.warnings)
    assert ("agenda", "evidence/t") == card.overall.rests_on


def test_no_preconditions_without_a_gate():
    """A framework without a gate has none."""
    assert ci.readiness(READS, framework=OWN.without("door"), as_of=DAY).preconditions is None


def test_five_conditions_unless_another_framework_is_given():
    """The default framework is the one of the package."""
    assert ci.FIVE_CONDITIONS == ci.readiness(READS, as_of=DAY).framework


def test_phase_comes_with_its_evidence():
    """A card says which phase the initiative is in, in any framework."""
    assert ci.readiness(RIVERBEND).phase == ci.readiness(RIVERBEND, framework=OWN).phase
    assert ci.readiness(RIVERBEND).phase.components


def test_an_initiative_at_its_first_meeting():
    """With almost nothing recorded there is a card: bounds everywhere, a score nowhere."""
    card = ci.readiness(ci.Initiative(id="new", convenings=[ci.Convening(on="2024-05-02", head_count=9)]))
    assert {None} == {score.value for score in card.values()} | {card.overall.value}
    assert all(score.bounds[0] < score.bounds[1] for score in card.values())
    assert card.unknowns()
    assert str(card)


def test_self_assessed_profile_has_no_overall():
    """Five ratings by nobody named give a profile, labelled, and no overall."""
    five = [ci.Evidence(id=condition, about=condition, rating=3) for condition in ci.Condition]
    card = ci.readiness(ci.Initiative(id="new", evidence=five), as_of=DAY)
    assert {75.0} == {score.value for score in card.values()}
    assert card.overall.value is None
    assert (1.0, 100.0) == card.overall.bounds
    assert ("self_assessed",) == card.overall.assessed_by
    assert ["card.self_assessed"] == codes(card)


def test_five_ratings_by_somebody_else_have_an_overall():
    """The same by an evaluator count."""
    five = [ci.Evidence(id=name, about=name, rating=3, rater_role="evaluator") for name in ci.Condition]
    assert 75.0 == pytest.approx(ci.readiness(ci.Initiative(id="new", evidence=five), as_of=DAY).overall.value)


def test_evidence_about_something_else_warns():
    """Rated evidence and answered items about what the framework does not ask are named."""
    item = ci.Item(id="q", about=["talk.trust", "talk.humour"])
    response = ci.Response(instrument="s", respondent="p", answers=[ci.Answer(item="q", value=1)])
    about = RATED.with_evidence(
        ci.Evidence(id="x", about="talk.trusst", rating=1), ci.Evidence(id="y", about="nothing rated")
    ).with_instruments(
        ci.Instrument(id="s", levels=["no", "yes"], items=[item]),
        ci.Instrument(id="unused", levels=["no", "yes"], items=[ci.Item(id="q", about=["talk.humour"])]),
    )
    card = ci.readiness(about.with_responses(response), framework=OWN, as_of=DAY)
    assert [
        {"address": "evidence/x", "about": "talk.trusst"},
        {"address": "instruments/s/items/q", "about": "talk.humour"},
    ] == [dict(warning.params) for warning in card.warnings if warning.code == "card.unknown_about"]


@pytest.mark.parametrize("about", ["talk", "talk.trust", "talk/trust", "aims", "door"])
def test_evidence_about_any_part_of_the_framework_does_not_warn(about):
    """Groups and criteria may be spoken of, criteria by id or path."""
    assert (
        ()
        == ci.readiness(
            READS.with_evidence(ci.Evidence(id="x", about=about, rating=1, rater="Ana")), framework=OWN, as_of=DAY
        ).warnings
    )


# The date ------------------------------------------------------------------------------


def test_inferred_date_is_said():
    """Without a date, the card says which one it took and why."""
    card = ci.readiness(RATED, framework=OWN)
    assert (date(2024, 2, 10), ["card.as_of_inferred"]) == (card.as_of, codes(card))
    assert "2024-02-10" in str(card.warnings[0])
    assert () == ci.readiness(RATED, framework=OWN, as_of="2024-02-10").warnings


def test_nothing_is_dated():
    """Where nothing has a date, none matters, and the card says so."""
    card = ci.readiness(ci.Initiative(id="reads", agenda=ci.CommonAgenda(goals=GOALS)), framework=OWN)
    assert ["card.as_of_unknown"] == codes(card)
    assert 50.0 == card.nodes["said"].value


def test_later_records_are_not_used():
    """The card of an earlier day is that of the records of that day."""
    later = RATED.with_evidence(ci.Evidence(id="later", about="talk.trust", rating=0, rater="Ana", on="2024-07-01"))
    assert ci.readiness(RATED, framework=OWN, as_of=DAY) == ci.readiness(later, framework=OWN, as_of=DAY)
    assert ci.readiness(RATED, framework=OWN, as_of="2024-07-01") != ci.readiness(
        later, framework=OWN, as_of="2024-07-01"
    )


@pytest.mark.parametrize("as_of", ["yesterday", "2024", 20240630, "2024-02-30"])
def test_no_date(as_of):
    """What is no date is refused."""
    with pytest.raises(ci.InvalidValueError, match="is not a date"):
        ci.readiness(RATED, framework=OWN, as_of=as_of)


def test_readiness_at_each_wave_is_the_history():
    """Answers of two waves of ten, at the end of each, tell how trust went from no to yes."""
    survey = ci.Instrument(id="s", levels=["no", "yes"], items=[ci.Item(id="t", about=["talk.trust"])])
    asked = ci.Initiative(
        id="reads",
        instruments=[survey],
        waves=[ci.Wave(id="second", ends="2024-03-31"), ci.Wave(id="zero", ends="2022-03-31")],
        responses=[
            ci.Response(instrument="s", respondent=f"p{k}", wave=wave, answers=[ci.Answer(item="t", value=value)])
            for wave, value in (("zero", 1), ("second", 2))
            for k in range(10)
        ],
    )
    waves = sorted(asked.waves, key=lambda wave: wave.ends)
    assert [0.0, 100.0] == [ci.readiness(asked, framework=OWN, as_of=wave.ends)["talk"].value for wave in waves]


def test_unknown_measure_is_refused_with_its_path():
    """A framework whose functions are not installed cannot score."""
    framework = made.framework([made.criterion("g/a", measure="not_here:measure")])
    with pytest.raises(ci.InvalidFrameworkError, match=r"\$\.criteria\[0\]\.measure"):
        ci.readiness(READS, framework=framework, as_of=DAY)


# Laws ----------------------------------------------------------------------------------


def rows_of(card):
    """Return what `score` takes of a card: values, bounds, what little is known of the rest, and what applies."""
    nodes = [card.nodes.node(criterion.path) for criterion in card.framework.criteria]
    values = [math.nan if node.score.value is None else node.score.value for node in nodes]
    low, high = ([node.score.bounds[end] for node in nodes] for end in (0, 1))
    likely = [math.nan if node.likely is None else node.likely for node in nodes]
    return [values], {"low": [low], "high": [high], "likely": [likely], "applies": [[node.applies for node in nodes]]}


def same(expected, cell):
    """Say whether a number of a card is that of an array."""
    return math.isnan(cell) if expected is None else abs(expected - cell) < 1e-8


@pytest.mark.parametrize("name", ci.examples.names())
def test_row_equals_readiness(name):
    """The card's criteria as one row of arrays score what the card says, at every path."""
    card = ci.readiness(ci.examples.load(name))
    X, bounds = rows_of(card)
    scores = ci.score(card.framework, X, **bounds)
    listed = {node.path: node.score for node in card.tree if node.applies}
    beside = {"overall": card.overall, "arithmetic": card.arithmetic, "equity": card.equity}
    for path, score in (listed | beside).items():
        column = scores.column(path)
        assert same(score.value, column.value[0]), path
        assert same(score.bounds[0], column.low[0]), path
        assert same(score.bounds[1], column.high[0]), path


def test_raw_findings_normalized_equal_readiness():
    """Findings in the measures' own units, normalized, score what the card says."""
    card = ci.readiness(READS, framework=OWN, as_of=DAY)
    raw = [[reading.raw for reading in card.nodes.node(path).readings] for path in ("aims/said", "aims/fresh")]
    assert [[0.5], [411.0]] == raw
    scores = ci.score(OWN, OWN.normalize([[0.5, 411, np.nan, np.nan]]))
    assert same(card["aims"].value, scores["aims"][0])
    assert same(card.overall.value, scores.overall[0])


LAWS = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@LAWS
@given(initiatives())
def test_every_value_of_any_initiative_lies_within_its_bounds(initiative):
    """Any initiative that can be made has a card, and every value on it lies within its bounds."""
    card = ci.readiness(initiative)
    for node in card.tree:
        assert 0 <= node.score.coverage <= 1
        low, high = node.score.bounds
        assert 0 <= low <= high <= 100
        for value in (node.score.value, node.likely):
            assert value is None or low <= value <= high, node.path


@LAWS
@given(initiatives())
def test_readiness_of_what_was_written_and_read_is_the_same(initiative):
    """A file gives the same card, and the card as a file is the same card."""
    card = ci.readiness(initiative)
    assert card == ci.readiness(ci.loads(ci.dumps(initiative)))
    assert card == ci.loads(ci.dumps(card), kind=ci.Readiness)
    assert card == ci.from_dict(card.to_dict(), kind=ci.Readiness)
    assert hash(card) == hash(ci.readiness(initiative))


@LAWS
@given(initiatives())
def test_every_record_that_a_card_rests_on_is_there(initiative):
    """Every number leads back to addresses that the initiative knows, and never to a response."""
    card = ci.readiness(initiative)
    for node in card.tree:
        for address in node.score.rests_on:
            assert initiative.find(address) is not None
            assert not address.startswith("responses/")


@LAWS
@given(initiatives())
def test_other_labels_other_names_same_numbers(initiative):
    """Collective Impact 3.0 asks the same under other names."""
    five, three = (
        ci.readiness(initiative, framework=f, as_of=DAY) for f in (ci.FIVE_CONDITIONS, ci.COLLECTIVE_IMPACT_3)
    )
    assert [node.score.value for node in five.tree] == [node.score.value for node in three.tree]
    assert [node.score.bounds for node in five.tree] == [node.score.bounds for node in three.tree]


YES_OR_NO = {
    "convenings": ("agenda_shared", "data_reviewed", "results_returned"),
    "stakeholders": ("compensated", "data_sharing_agreement"),
    "bodies": ("channel",),
    "systems_changes": ("formal",),
}


def blanked(initiative, random, share):
    """Return the initiative with a share of its answers taken away, and the places where they stood."""
    places = [
        (collection, record.key, name)
        for collection, names in YES_OR_NO.items()
        for record in getattr(initiative, collection)
        for name in names
        if getattr(record, name) is not None
    ]
    gone = random.sample(places, round(share * len(places)))
    return answered(initiative, dict.fromkeys(gone)), gone


def answered(initiative, answers):
    """Return the initiative with other answers, by place."""
    changes = {}
    for (collection, key, name), answer in answers.items():
        changes.setdefault(collection, {}).setdefault(key, {})[name] = answer
    return initiative.patched(changes)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("answer", [True, False])
def test_learning_an_answer_never_widens_any_bounds(seed, answer):
    """A third of the yes and no of an initiative is taken away; one of them known again widens nothing."""
    import random

    rng = random.Random(seed)  # noqa: S311 - no secret
    less, gone = blanked(RIVERBEND, rng, 1 / 3)
    before = ci.readiness(less, as_of="2025-06-11")
    after = ci.readiness(answered(less, {rng.choice(gone): answer}), as_of="2025-06-11")
    for path, score in before.nodes.items():
        assert after.nodes[path].bounds[0] >= score.bounds[0] - 1e-8, path
        assert after.nodes[path].bounds[1] <= score.bounds[1] + 1e-8, path


@pytest.mark.parametrize("place", YES_OR_NO)
def test_a_yes_in_the_place_of_a_no_lowers_nothing(place):
    """Every no of a kind turned into a yes lowers no score and no bound."""
    for name in YES_OR_NO[place]:
        better = {
            (place, record.key, name): True for record in getattr(RIVERBEND, place) if getattr(record, name) is False
        }
        before = ci.readiness(RIVERBEND, as_of="2025-06-11")
        after = ci.readiness(answered(RIVERBEND, better), as_of="2025-06-11") if better else before
        for path, score in before.nodes.items():
            assert after.nodes[path].bounds[0] >= score.bounds[0] - 1e-8, (path, name)
            assert score.value is None or after.nodes[path].value >= score.value - 1e-8, (path, name)


# Wrapped by others ---------------------------------------------------------------------


def test_same_input_gives_the_same_bytes():
    """Twice here, and in a process with another order of hashes."""
    program = (
        "import collective_impact as ci; card = ci.readiness(ci.examples.load('fictional_riverbend'));"
        "print(card.fingerprint()); print(ci.dumps(card), end='')"
    )
    environment = {"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(path for path in sys.path if path)}
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment, encoding="utf-8"
    )
    card = ci.readiness(RIVERBEND)
    assert f"{card.fingerprint()}\n{ci.dumps(card)}" == found.stdout


def test_order_of_records_changes_no_number():
    """Records listed in another order score the same within 1e-9."""
    turned = attrs.evolve(
        RIVERBEND,
        **{
            field.name: getattr(RIVERBEND, field.name)[::-1]
            for field in attrs.fields(ci.Initiative)
            if isinstance(getattr(RIVERBEND, field.name), tuple) and field.name not in ("extras", "sources")
        },
    )
    expected, actual = ci.readiness(RIVERBEND), ci.readiness(turned)
    for path, score in expected.nodes.items():
        assert score.value == pytest.approx(actual.nodes[path].value, abs=1e-9)
        assert score.bounds == pytest.approx(actual.nodes[path].bounds, abs=1e-9)


def test_threads_do_not_disturb_each_other():
    """Eight threads that begin together all come to the same card."""
    start = threading.Barrier(8)

    def one(_):
        start.wait(timeout=60)
        return ci.readiness(RIVERBEND)

    with concurrent.futures.ThreadPoolExecutor(8) as executor:
        cards = list(executor.map(one, range(8)))
    assert {ci.readiness(RIVERBEND)} == set(cards)


def test_cards_travel_between_processes():
    """A card computed elsewhere comes back equal, and can be asked here."""
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        card = executor.submit(ci.readiness, RIVERBEND).result(timeout=120)
    assert ci.readiness(RIVERBEND) == card
    assert card.gaps() == ci.readiness(RIVERBEND).gaps()


def test_nothing_is_printed_and_nothing_is_set(capfd):
    """Neither output nor logging handlers nor numpy's treatment of errors change."""
    before = (np.geterr(), list(logging.getLogger().handlers), list(logging.getLogger("collective_impact").handlers))
    card = ci.readiness(RIVERBEND)
    card.explain(), card.gaps(), card.unknowns(), card.what_if({"trust": 50}), str(card)
    assert before == (
        np.geterr(),
        list(logging.getLogger().handlers),
        list(logging.getLogger("collective_impact").handlers),
    )
    assert ("", "") == tuple(capfd.readouterr())


@pytest.mark.parametrize("given", [None, "reads.json", {"id": "reads"}])
def test_only_an_initiative_is_assessed(given):
    """A path or plain data is refused, with what would be right."""
    with pytest.raises(ci.InvalidValueError, match="read_json reads one"):
        ci.readiness(given)
    with pytest.raises(ci.InvalidValueError, match="from_toml reads one"):
        ci.readiness(ci.Initiative(id="reads"), framework=given or "five_conditions")


@pytest.mark.parametrize("score", [ci.readiness, ci.alignment, ci.progress])
def test_every_card_takes_an_initiative_and_then_a_date(score):
    """The date stands second everywhere, so that there is no order to confuse; no framework does."""
    assert score(RIVERBEND, as_of=DAY) == score(RIVERBEND, DAY)
    with pytest.raises(ci.InvalidValueError, match="is not a date"):
        score(RIVERBEND, ci.FIVE_CONDITIONS)
