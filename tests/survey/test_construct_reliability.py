"""The reliability of a construct from responses, against R, and what is withheld."""

import pytest

import collective_impact as ci
from collective_impact.survey import cronbach_alpha, item_rest, mcdonald_omega, reliability

ITEMS = [
    *(ci.Item(id=name, construct="trust", reverse=name == "doubt") for name in ("rely", "keep", "doubt")),
    ci.Item(id="often", construct="rhythm"),
    ci.Item(id="alone"),
]
SURVEY = ci.Instrument(id="pulse", levels=list("12345"), items=ITEMS)
SAID = [(4, 5, 2), (2, 1, 4), (5, 5, 1), (3, 3, 3), (1, 2, 4), (4, 4, 3)]
TURNED = [[rely, keep, 6 - doubt] for rely, keep, doubt in SAID]


def people(said=SAID, wave=None):
    """Return responses to the items of trust; None is skipped."""
    return [
        ci.Response(
            instrument="pulse",
            respondent=f"p{number}",
            wave=wave,
            answers=[
                ci.Answer(item=item.id, value=value, reason=None if value else "skipped")
                for item, value in zip(ITEMS, values, strict=False)
            ],
        )
        for number, values in enumerate(said)
    ]


def test_reversed_items_are_turned():
    """0.955078125 and r.drop by psych::alpha 2.2.9 in R 4.2.2, of answers with the third item turned round."""
    found = ci.survey.reliability(SURVEY, people(), "trust")
    assert pytest.approx(0.955078125) == found.alpha.value
    assert pytest.approx((0.9178570360, 0.9170605214, 0.9357545397)) == found.item_rest.values
    # omega: Spearman's loadings of three items in the same R, sqrt(r12 r13 / r23) and so on
    assert pytest.approx(0.9625823525) == found.omega.value
    assert pytest.approx((0.9433667518, 0.9408009263, 0.9650919329)) == found.omega.loadings
    assert ("rely", "keep", "doubt") == found.alpha.items
    assert ("instruments/pulse",) == found.rests_on


def test_the_face_computes_what_the_functions_do():
    """Names of items apart."""
    found = reliability(SURVEY, people(), "trust", confidence=0.9)
    alpha, omega, rest = cronbach_alpha(TURNED, confidence=0.9), mcdonald_omega(TURNED), item_rest(TURNED)
    assert (alpha.value, alpha.low, alpha.high) == (found.alpha.value, found.alpha.low, found.alpha.high)
    assert (omega.value, rest.values) == (found.omega.value, found.item_rest.values)


def test_it_prints_and_makes_columns():
    """A line for each coefficient and item."""
    found = reliability(SURVEY, people(), "trust")
    assert ["trust", "  alpha 0.96", "  omega 0.96"] == [line.split(" (")[0] for line in str(found).splitlines()[:3]]
    assert ["  rely   0.92", "  keep   0.92", "  doubt  0.94"] == str(found).splitlines()[3:]
    assert {"item": ["rely", "keep", "doubt"]} == {"item": found.to_columns()["item"]}
    assert ["item", "r", "loading"] == list(found.to_columns())


def test_a_warning_is_said_once():
    """All three coefficients rest on few respondents."""
    assert ["reliability.few_respondents"] == [one.code for one in reliability(SURVEY, people(), "trust").warnings]


def test_the_order_of_respondents_changes_nothing():
    """People are sorted by pseudonym."""
    assert reliability(SURVEY, people(), "trust") == reliability(SURVEY, people()[::-1], "trust")


def test_a_wave_is_looked_at_by_itself():
    """Responses of another wave do not count, and the record rests on the wave asked for."""
    both = [*people(wave="2024"), *people(SAID[::-1][:5], wave="2025")]
    found = reliability(SURVEY, both, "trust", wave="2024")
    assert (6, ("instruments/pulse", "waves/2024")) == (found.alpha.n, found.rests_on)
    with pytest.raises(ci.InvalidValueError):
        reliability(SURVEY, both, "trust")


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        (SAID[:4], "complete"),
        ([*SAID[:4], (4, None, 3), (None, 2, 2)], "complete"),
        ([*SAID[:4], (4, None, 3), (None, 2, 2)], "pairwise"),
        ([(rely, 4, doubt) for rely, _, doubt in SAID], "complete"),
    ],
    ids=["four", "four complete", "four of a pair", "six alike"],
)
def test_what_few_said_is_withheld(said, missing):
    """Fewer than five, or fewer than ten who said the same."""
    found = reliability(SURVEY, people(said), "trust", missing=missing)
    assert (None, None, None) == (found.alpha, found.omega, found.item_rest)
    assert ("survey.withheld", "trust: withheld", ()) == (found.withheld.code, str(found), found.warnings)
    assert {"item": [], "r": [], "loading": []} == found.to_columns()


def test_missing_answers_pair_by_pair():
    """Six of seven answered all; of each pair at least six answered both."""
    seven = [*SAID, (5, 4, None)]
    complete, pairwise = (reliability(SURVEY, people(seven), "trust", missing=way) for way in ("complete", "pairwise"))
    assert cronbach_alpha(TURNED).value == complete.alpha.value
    assert cronbach_alpha([*TURNED, [5, 4, None]], missing="pairwise").value == pairwise.alpha.value
    assert (6, 7) == (pairwise.alpha.n, pairwise.alpha.of)


def test_a_construct_of_one_item_has_no_reliability():
    """It is shown as having none."""
    asked = [
        ci.Response(instrument="pulse", respondent=f"p{n}", answers=[ci.Answer(item="often", value=1 + n % 5)])
        for n in range(8)
    ]
    assert None is reliability(SURVEY, asked, "rhythm").alpha.value


@pytest.mark.parametrize(
    ("options", "what"),
    [({"minimum": 4}, "minimum"), ({"confidence": 1}, "confidence"), ({"missing": "all"}, "Missing")],
)
def test_options_that_make_no_sense(options, what):
    """A minimum may only be raised."""
    with pytest.raises(ci.InvalidValueError, match=what):
        reliability(SURVEY, people(), "trust", **options)


def test_a_construct_that_there_is_not():
    """The error names those that there are."""
    with pytest.raises(ci.UnknownNameError, match="trust"):
        reliability(SURVEY, people(), "trsut")
