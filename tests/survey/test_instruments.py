import pytest
from tests.survey.questionnaires import response

import collective_impact as ci
from collective_impact.survey import construct_scores, instrument, instruments
from collective_impact.survey.perceived import perceived

PULSE = instrument("collective_impact_pulse")
CRITERIA = {criterion.id for criterion in ci.FIVE_CONDITIONS.criteria}
MINE = """
id = "mine"
levels = ["no", "partly", "yes"]

[[constructs]]
id = "trust"

[[items]]
id = "t1"
construct = "trust"
"""


@pytest.fixture
def written(tmp_path):
    """Return what writes a TOML file and returns its path."""

    def writing(text, name="mine.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return writing


def sizes(made):
    """Return how many items each construct has."""
    return {part.id: sum(item.construct == part.id for item in made.items) for part in made.constructs}


@pytest.mark.parametrize("name", instruments())
def test_each_questionnaire_is_cited_and_has_a_licence(name):
    """It has the id of its file, a source, a licence and a note; it can be written and read back."""
    made = instrument(name)
    assert name == made.id
    assert all([made.name, made.citation, made.licence, made.note])
    assert made == ci.loads(ci.dumps(made), ci.Instrument)
    assert CRITERIA >= {criterion for item in made.items for criterion in item.about}


@pytest.mark.parametrize("name", sorted(set(instruments()) - {"collective_impact_pulse"}))
def test_questionnaires_of_others_come_without_their_words(name):
    """Their wording is copyrighted, and what was verified is said."""
    made = instrument(name)
    assert {None} == {item.text for item in made.items}
    assert "copyrighted" in made.licence or "belongs to" in made.licence
    assert "Verified: " in made.note
    assert "Not verified" in made.note


def test_wilder():
    """44 statements, five answers, bands of 1.0-2.9, 3.0-3.9 and 4.0-5.0 (Mattessich & Johnson 2018)."""
    made = instrument("wilder_2018")
    assert (44, 5) == (len(made.items), len(made.levels))
    assert [(1.0, 2.9), (3.0, 3.9), (4.0, 5.0)] == [(band.low, band.high) for band in made.banding.bands]
    assert (1, "half_up") == (made.banding.decimals, made.banding.rounding)


def test_partnership_self_assessment():
    """Questions by section as the National Collaborating Centre for Methods and Tools counts them."""
    assert {
        "synergy": 9,
        "leadership": 11,
        "efficiency": 3,
        "administration": 9,
        "non_financial_resources": 6,
        "financial_resources": 3,
    } == sizes(instrument("psat_2002"))


def test_partner():
    """Three indicators of trust and three of value."""
    assert {"trust": 3, "value": 3} == sizes(instrument("partner_trust_value"))


# Our own -------------------------------------------------------------------------------


def test_our_own_covers_conditions_trust_and_preconditions():
    """15 to 25 items in words, three at least to a construct, some reverse-keyed; it says that it is not validated."""
    assert 15 <= len(PULSE.items) <= 25
    assert all(item.text and item.about for item in PULSE.items)
    assert {*ci.Condition, "trust", "preconditions"} == set(sizes(PULSE))
    assert min(sizes(PULSE).values()) >= 3
    assert 6 == sum(item.reverse for item in PULSE.items)
    assert ("MIT", True) == (PULSE.licence, "not validated" in PULSE.note)
    about = {criterion for item in PULSE.items for criterion in item.about}
    unmeasured = {criterion.id for criterion in ci.FIVE_CONDITIONS.criteria if criterion.measure is None}
    assert unmeasured <= about


def test_it_is_the_same_in_spanish():
    """Other words for everything, and nothing else."""
    spanish = instrument("collective_impact_pulse", language="es")
    assert (PULSE.id, "en", "es") == (spanish.id, PULSE.language, spanish.language)
    assert [(item.id, item.about, item.reverse, item.construct) for item in PULSE.items] == [
        (item.id, item.about, item.reverse, item.construct) for item in spanish.items
    ]
    for part in ("items", "constructs"):
        said = "text" if part == "items" else "name"
        pairs = zip(getattr(PULSE, part), getattr(spanish, part), strict=True)
        assert all(getattr(one, said) != getattr(other, said) for one, other in pairs)
    assert not set(PULSE.levels) & set(spanish.levels)
    assert PULSE == instrument("collective_impact_pulse", language="en")


def pulse_of(count):
    """Return answers of some people to all items of our own questionnaire."""
    items = [item.id for item in PULSE.items]
    rows = [[1 + (person * 3 + column) % 5 for column in range(len(items))] for person in range(count)]
    return [response(f"p{k}", *row, items=items, instrument="collective_impact_pulse") for k, row in enumerate(rows)]


def test_it_informs_readiness_at_once():
    """Every criterion that its items are about gets a reading from people, the survey-only ones their first."""
    asked = ci.Initiative(id="reads", instruments=[PULSE], responses=pulse_of(7))
    card = ci.readiness(asked, as_of="2026-01-01")
    about = {criterion for item in PULSE.items for criterion in item.about}
    assert about == set(perceived(asked, card.as_of))
    assert card.nodes["trust"].value is not None


def test_it_has_scores_at_once():
    """A score for each construct, none of them in a band, since nobody knows where one would begin."""
    found = construct_scores(PULSE, pulse_of(7))
    assert [construct.id for construct in PULSE.constructs] == [score.id for score in found.constructs]
    assert all(score.value is not None and score.band is None for score in found.constructs)


# Files ---------------------------------------------------------------------------------


def test_a_file_of_ones_own(written):
    """A path object is a file."""
    made = instrument(written(MINE))
    assert ("mine", "trust", 3) == (made.id, made.items[0].construct, made.top(made.items[0]))


def test_wording_is_added_from_a_file(written):
    """A file says more of the same items: words, constructs and criteria; what it does not say stays."""
    more = written(
        """
        language = "en"
        [[constructs]]
        id = "history"
        name = "History"
        [[items]]
        id = "s01"
        text = "Your words"
        construct = "history"
        """
    )
    made = instrument("wilder_2018", own=more)
    assert (44, "s01", "Your words", "history") == (
        len(made.items), made.items[0].id, made.items[0].text, made.items[0].construct,
    )  # fmt: skip
    assert (["history"], 3) == ([part.id for part in made.constructs], len(made.banding.bands))


def test_words_of_ones_own_lie_over_a_construct(written):
    """A construct of the package can be given another name."""
    made = instrument("psat_2002", own=written('[[constructs]]\nid = "synergy"\nname = "Sinergia"'))
    assert ("Sinergia", 6) == (made.constructs[0].name, len(made.constructs))


@pytest.mark.parametrize(
    ("text", "error", "match"),
    [
        ("id = ", ci.InvalidDocumentError, "no TOML"),
        (b"\xff", ci.InvalidDocumentError, "no TOML"),
        (MINE + "txt = 'how?'", ci.UnknownNameError, "no key of instrument.items.0. 'txt'; did you mean 'text'"),
        ("levels = ['no', 'yes']", ci.InvalidValueError, "a table with the key 'id'"),
        ("id = 'mine'\nitems = ['t1']", ci.InvalidValueError, r"instrument.items\[0\]: 't1' is not a table"),
        ("id = 'mine'\nbanding = 3", ci.InvalidValueError, "instrument.banding: 3 is not a table"),
        ("id = 'mine'\nlevels = [1]", ci.InvalidValueError, "text"),
        (MINE.replace('"trust"', '"turst"', 1), ci.InvalidDocumentError, r"\$.items\[0\].construct: 'trust' is none"),
    ],
)
def test_files_with_faults(written, text, error, match):
    """Each is refused with what is wrong, and where."""
    with pytest.raises(error, match=match):
        instrument(written(text))


@pytest.mark.parametrize(
    ("text", "error", "match"),
    [
        ('[[items]]\nid = "s45"', ci.UnknownNameError, "no item 's45'"),
        ('[[items]]\ntext = "how?"', ci.InvalidValueError, "a list of tables with an id each"),
        ("items = 3", ci.InvalidValueError, "a list of tables with an id each"),
    ],
)
def test_additions_with_faults(written, text, error, match):
    """More can be said of items that there are."""
    with pytest.raises(error, match=match):
        instrument("wilder_2018", own=written(text))


def test_unknown_names():
    """A name or a language that the package has not."""
    with pytest.raises(ci.UnknownNameError, match="did you mean 'wilder_2018'"):
        instrument("wilder")
    with pytest.raises(ci.UnknownNameError, match="'fr'; there are: es"):
        instrument("collective_impact_pulse", language="fr")
    with pytest.raises(ci.UnknownNameError, match="'es'"):
        instrument("wilder_2018", language="es")
