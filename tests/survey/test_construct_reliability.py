"""The reliability of a construct from responses, against R, and what is withheld."""

import attrs
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


def people(said=SAID, wave=None, digits=1):
    """Return responses to the items of trust; None is skipped."""
    return [
        ci.Response(
            instrument="pulse",
            respondent=f"p{number:0{digits}}",
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
    assert found.alpha.value == 0.96  # 0.955078125
    assert found.item_rest.values == (0.92, 0.92, 0.94)  # 0.9178570360, 0.9170605214, 0.9357545397
    # omega: Spearman's loadings of three items in the same R, sqrt(r12 r13 / r23) and so on
    assert found.omega.value == 0.96  # 0.9625823525
    assert found.omega.loadings == (0.94, 0.94, 0.97)  # 0.9433667518, 0.9408009263, 0.9650919329
    assert ("rely", "keep", "doubt") == found.alpha.items
    assert ("instruments/pulse",) == found.rests_on


def test_the_face_computes_what_the_functions_do():
    """Names of items and rounding apart."""
    found = reliability(SURVEY, people(), "trust")
    alpha, omega, rest = cronbach_alpha(TURNED), mcdonald_omega(TURNED), item_rest(TURNED)
    assert (round(alpha.value, 2), round(omega.value, 2)) == (found.alpha.value, found.omega.value)
    assert tuple(round(r, 2) for r in rest.values) == found.item_rest.values


def test_the_interval_follows_from_the_rounded_value_alone():
    """It holds that of each alpha that rounds to 0.96: Feldt's ends are 1 - (1 - alpha) F, and F does not change.

    Otherwise an end of the interval would give alpha exactly.
    """
    for confidence in (0.5, 0.9, 0.99):
        told = reliability(SURVEY, people(), "trust", confidence=confidence).alpha
        exact = cronbach_alpha(TURNED, confidence=confidence)
        low, high = ((1 - end) / (1 - exact.value) for end in (exact.low, exact.high))
        assert (1 - 0.045 * low, 1 - 0.035 * high) == pytest.approx((told.low, told.high))
        assert told.low < exact.low < exact.high < told.high


def test_no_interval_ends_above_one():
    """Where all items say the same alpha is 1, and nothing that rounds to it is more."""
    alike = [(value, value, 6 - value) for value in (1, 2, 3, 4, 5, 3)]
    found = reliability(SURVEY, people(alike), "trust").alpha
    assert (1.0, 1.0) == (found.value, found.high)


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
    ("said", "missing", "code"),
    [
        (SAID[:4], "complete", "survey.withheld"),
        ([*SAID[:4], (4, None, 3), (None, 2, 2)], "complete", "survey.withheld_reliability"),
        ([*SAID[:4], (4, None, 3), (None, 2, 2)], "pairwise", "survey.withheld_reliability"),
        ([(rely, 4, doubt) for rely, _, doubt in SAID], "complete", "survey.withheld"),
        ([*SAID, (5, 4, None)], "complete", "survey.withheld_reliability"),
        ([*SAID, (5, 4, None)], "pairwise", "survey.withheld_reliability"),
    ],
    ids=["four", "four complete", "four of a pair", "six alike", "all but one", "all but one of a pair"],
)
def test_what_few_said_is_withheld(said, missing, code):
    """Fewer than five, or fewer than ten who said the same, or what differs by few from all who answered an item."""
    found = reliability(SURVEY, people(said), "trust", missing=missing)
    assert (None, None, None) == (found.alpha, found.omega, found.item_rest)
    assert (code, "trust: withheld", ()) == (found.withheld.code, str(found), found.warnings)
    assert {"item": [], "r": [], "loading": []} == found.to_columns()


OPEN = [(4, 5, None), (2, 1, None), (5, 4, None), (3, 3, None), (1, 2, None)]


def test_who_left_an_item_open_is_left_out():
    """Five answered two of three items: enough for the six who answered all to stand beside all eleven."""
    found = reliability(SURVEY, people([*SAID, *OPEN], digits=2), "trust")
    assert (0.96, 6, 11, 0) == (found.alpha.value, found.alpha.n, found.alpha.of, found.spared)
    assert "it rests on 6 of 11 respondents: those that left an item open are left out" in map(str, found.warnings)


def test_where_few_left_an_item_open_some_more_are_left_out():
    """All but one of 13 answered all, and all who answered the third item: five of them are left out with that one."""
    said = [*SAID, *SAID[::-1], (5, 4, None)]
    found = reliability(SURVEY, people(said, digits=2), "trust")
    assert (5, 7, 13) == (found.spared, found.alpha.n, found.alpha.of)
    assert round(cronbach_alpha([*TURNED[5:], *TURNED[::-1]]).value, 2) == found.alpha.value
    assert ["survey.spared"] == [one.code for one in found.warnings if one.code.startswith("survey")]


def test_those_left_out_are_of_the_largest_role():
    """Of a small role few would be left; pseudonyms decide among people of the role that most have."""
    said = [*SAID[:5], *SAID, *SAID[::-1], (5, 4, None)]
    roles = ["funder"] * 5 + ["partner"] * 13
    asked = [attrs.evolve(one, role=role) for one, role in zip(people(said, digits=2), roles, strict=True)]
    found = reliability(SURVEY, asked, "trust")
    left = [*TURNED[:5], *TURNED[5:], *TURNED[::-1]]
    assert (5, round(cronbach_alpha(left).value, 2)) == (found.spared, found.alpha.value)


def test_missing_answers_pair_by_pair():
    """Five left the third item open, so that each pair is answered by six or more."""
    table = [*TURNED, *([*row[:2], None] for row in OPEN)]
    found = reliability(SURVEY, people([*SAID, *OPEN], digits=2), "trust", missing="pairwise")
    assert round(cronbach_alpha(table, missing="pairwise").value, 2) == found.alpha.value
    assert (6, 11, 0) == (found.alpha.n, found.alpha.of, found.spared)


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
