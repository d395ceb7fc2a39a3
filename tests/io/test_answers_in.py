"""Cells of questionnaires: levels by name, number or both, in four languages, and why there is none."""

from collections import Counter

import pytest

import collective_impact as ci
from collective_impact.io._accounts import NotUnderstoodError
from collective_impact.io._answer_words import LEVELS, REASONS
from collective_impact.io._answers_in import Scale, plain, scales
from collective_impact.io._cells import joined

AGREE = ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree")
PULSE = ("Not at all", "A little", "Partly", "Mostly", "Fully")

UNDERSTOOD = [
    (AGREE, "agree", 4),
    (AGREE, "  AGREE. ", 4),
    (AGREE, 4, 4),
    (AGREE, "4", 4),
    (AGREE, "4.0", 4),
    (AGREE, "4,0", 4),
    (AGREE, 4.0, 4),
    (AGREE, "4 - Agree", 4),
    (AGREE, "4 \u2013 Agree", 4),
    (AGREE, "(4) Agree", 4),
    (AGREE, "4: De acuerdo", 4),
    (AGREE, "4 = stimme zu", 4),
    (AGREE, "Agree (4)", 4),
    (AGREE, "Agree [4]", 4),
    (AGREE, "9 - Don't know", "dont_know"),
    (AGREE, "Totalmente en desacuerdo", 1),
    (AGREE, "Stimme überhaupt nicht zu", 1),
    (AGREE, "Pas du tout d’accord", 1),
    (AGREE, "Ni de acuerdo ni en desacuerdo", 3),
    (AGREE, "weder noch", 3),
    (PULSE, "Nada", 1),
    (PULSE, "ein wenig", 2),
    (PULSE, "En partie", 3),
    (PULSE, "Größtenteils", 4),
    (PULSE, "Totalement", 5),
    (("No", "Yes"), True, 2),
    (("No", "Yes"), "nein", 1),
    (("Trifft nicht zu", "Trifft zu"), "trifft nicht zu", 1),
    (("Not applicable", "Applicable"), "not applicable", 1),
    (("0", "1", "2"), "0", 1),
    (("0", "1", "2"), 1, 2),
    (("0", "1", "2"), "1.0", 2),
    (("0", "1", "2"), "2 - always", 3),
    (("1", "2", "3"), "3 (very much)", 3),
    (AGREE, None, None),
    (AGREE, "  ", None),
    (AGREE, "NA", None),
    (AGREE, "NaN", None),
    (AGREE, ".", None),
    (AGREE, "n/a", "not_applicable"),
    (AGREE, "No aplica", "not_applicable"),
    (AGREE, "Entfällt", "not_applicable"),
    (AGREE, "Sans objet", "not_applicable"),
    (AGREE, "Not sure", "dont_know"),
    (AGREE, "No sé", "dont_know"),
    (AGREE, "Weiß ich nicht", "dont_know"),
    (AGREE, "Je ne sais pas", "dont_know"),
    (AGREE, "Prefer not to say", "skipped"),
    (AGREE, "Prefiero no contestar", "skipped"),
    (AGREE, "Keine Angabe", "skipped"),
    (AGREE, "Sans réponse", "skipped"),
]


@pytest.mark.parametrize(("levels", "cell", "expected"), UNDERSTOOD)
def test_cells(levels, cell, expected):
    """What the scale calls a level is that level, whatever it means elsewhere."""
    assert expected == Scale.of(levels, {}).read(cell)


REFUSED = [
    (AGREE, 0, "off_scale", None),
    (AGREE, "6", "off_scale", None),
    (AGREE, -1, "off_scale", None),
    (AGREE, "4 - Disagree", "two_levels", "Disagree"),
    (AGREE, "4 - so-so", "label", None),
    (AGREE, "Agre", "label", "Agree"),
    (AGREE, "kinda agree", "label", None),
    (AGREE, "Trifft nicht zu", "label", None),
    (AGREE, "plutôt d'accord", "label", None),
    (AGREE, "3.5", "label", None),
    (AGREE, "Agree, Disagree", "label", None),
    (("1", "2"), "7 - very", "off_scale", None),
    (AGREE, "x" * 301, "long", None),
    (("Totally agree", "Strongly agree"), "completely agree", "label", None),
]


@pytest.mark.parametrize(("levels", "cell", "code", "suggestion"), REFUSED)
def test_cells_that_are_no_answer(levels, cell, code, suggestion):
    """Nothing is guessed; an opposite is never suggested."""
    with pytest.raises(NotUnderstoodError) as caught:
        Scale.of(levels, {}).read(cell)
    assert (f"responses.{code}", suggestion) == (caught.value.code, caught.value.suggestion)


def test_codes_come_first():
    """Of all items, or of one; a level by name or number, a reason, or nothing."""
    items = [ci.Item(id="a"), ci.Item(id="b"), ci.Item(id="c", levels=["no", "yes"])]
    codes = {5: 1, "Kinda": "agree", 99: "dont_know", "void": None, "b": {5: 2, "Kinda": ci.NoAnswer.SKIPPED}}
    found = scales(ci.Instrument(id="x", levels=AGREE, items=items[:2]), codes)
    assert [1, 4, "dont_know", None] == [found["a"].read(cell) for cell in ("5", "kinda", 99, "VOID")]
    assert [2, "skipped", "dont_know", None] == [found["b"].read(cell) for cell in ("5", "kinda", 99, "VOID")]
    assert 2 == scales(ci.Instrument(id="x", levels=AGREE, items=items), None)["c"].read("sí")


def test_words_are_listed_as_they_are_compared_and_once():
    """No word could be two levels, or a level and a reason; none is written so that nothing equals it."""
    words = [*(word for line in LEVELS for word in line), *REASONS]
    assert {} == {word: times for word, times in Counter(words).items() if times > 1}
    assert [] == [word for word in words if plain(word) != word and joined(word) != word]
    scale = Scale.of(["low", "high"], {})
    assert {word: reason.value for word, reason in REASONS.items()} == {word: scale.read(word) for word in REASONS}


def test_the_levels_of_the_pulse_in_spanish_are_those_in_english():
    """The words of one language are read with the questionnaire in the other."""
    english, spanish = (ci.survey.instrument("collective_impact_pulse", language=name) for name in ("en", "es"))
    for ours, theirs in ((english, spanish), (spanish, english)):
        scale = scales(ours, None)[ours.items[0].id]
        assert [1, 2, 3, 4, 5] == [scale.read(level) for level in theirs.levels]
