import itertools

import numpy as np
import pytest
from tests.survey.questionnaires import SCALE, ZONES, questionnaire, response, responses

import collective_impact as ci
from collective_impact.survey import construct_scores
from collective_impact.survey._aggregation import Order, bounds, sums
from collective_impact.survey._answers import sheet

ORDERS = [order.value for order in Order]
BOTH = questionnaire("a", "b")
# organisation X has three people, Y two; only the first of each answers item b
UNEVEN = [
    response("p1", 5, 4, organization="X"),
    response("p2", 5, organization="X"),
    response("p3", 4, organization="X"),
    response("p4", 2, 1, organization="Y"),
    response("p5", 3, organization="Y"),
]


@pytest.mark.parametrize(
    ("order", "value"),
    [
        ("respondent_first", (4.5 + 5 + 4 + 1.5 + 3) / 5),
        ("item_first", (19 / 5 + 5 / 2) / 2),
        ("organization_first", (13.5 / 3 + 4.5 / 2) / 2),
        ("pooled", 24 / 7),
    ],
)
def test_orders_differ_where_answers_are_missing(order, value):
    """Four orders of averaging the same answers give four values; of so few the plan shows none of them."""
    assert pytest.approx(value) == sums(sheet(BOTH, UNEVEN), Order(order)).score()[0]
    assert construct_scores(BOTH, UNEVEN, order=order)["trust"].withheld is not None


@pytest.mark.parametrize("order", ORDERS)
def test_orders_agree_where_nothing_is_missing(order):
    """With one respondent of each organisation and every answer there is only one mean: (3 + 4 + 2 + 3 + 5) / 5."""
    full = responses((2, 4), (3, 5), (1, 3), (2, 4), (5, 5))
    assert pytest.approx(3.4) == construct_scores(BOTH, full, order=order)["trust"].value


def test_reverse_keyed_items_are_turned_round():
    """A 2 of 5 to a reversed item is a 4; more is always more of the construct."""
    survey = questionnaire(ci.Item(id="a", construct="trust"), ci.Item(id="b", construct="trust", reverse=True))
    found = construct_scores(survey, responses((4, 2), (5, 1), (4, 2), (3, 3), (4, 2)))
    assert (4.0, 4.0, 4.0) == (found["trust"].value, found["a"].value, found["b"].value)


def test_four_ways_of_not_answering_are_counted_apart():
    """Not applicable, don't know, skipped and nothing at all, of five people each."""
    empty = [(k + 1, reason) for reason in ("dont_know", "not_applicable", "skipped", None) for k in range(5)]
    missing = construct_scores(BOTH, responses(*empty, (5, 5), (4, 4), (2, 2), (3, 1), (1, 3)))["b"].missing
    assert ci.survey.Missing(not_applicable=5, dont_know=5, skipped=5, missing=5) == missing
    assert (20, "not applicable 5, dont know 5, skipped 5, missing 5") == (missing.total, str(missing))


def test_reasons_of_few_are_not_told():
    """One of eleven skipped: neither that nor what is left of the others; and bounds count what applied to few not."""
    rows = [*((1 + k % 5,) for k in range(5)), *[("dont_know",)] * 5, ("skipped",)]
    found = construct_scores(questionnaire("a"), responses(*rows))["a"]
    assert ci.survey.Missing(not_applicable=None, dont_know=None, skipped=None, missing=None) == found.missing
    assert (None, "withheld, since too few have one of the reasons") == (found.missing.total, str(found.missing))
    # six of eleven could have said anything
    assert (5 / 11 * 3 + 6 / 11, 5 / 11 * 3 + 6 / 11 * 5) == pytest.approx(found.bounds)
    assert "none" == str(ci.survey.Missing())


@pytest.mark.parametrize("order", ["respondent_first", "pooled", "item_first", "organization_first"])
def test_unknown_answers_count_as_worst_and_best(order):
    """Nine of ten people say 4 or 5 (mean 4.5 with one 4.5), one does not know: low is 0.9 of it and 0.1 of 1."""
    rows = [(4,), (5,), (4,), (5,), (4,), (5,), (4,), (5,), (4.5,), ("dont_know",)]
    found = construct_scores(questionnaire("a"), responses(*rows), order=order)["trust"]
    assert 4.5 == found.value
    assert (0.9 * 4.5 + 0.1 * 1, 0.9 * 4.5 + 0.1 * 5) == pytest.approx(found.bounds)


def test_not_applicable_is_not_unknown():
    """A question that does not apply moves no bounds; where it is that of few, it counts as unknown."""
    rows = [(4,), (5,), (4,), (5,), (4,), *[("not_applicable",)] * 5]
    found = construct_scores(questionnaire("a"), responses(*rows))["trust"]
    assert (4.4, 4.4) == pytest.approx(found.bounds)
    found = construct_scores(questionnaire("a"), responses(*rows[:6]))["trust"]
    assert ((5 * 4.4 + 1) / 6, (5 * 4.4 + 5) / 6) == pytest.approx(found.bounds)


def test_who_did_not_answer_widens_the_bounds():
    """Five of twenty answered: of the mean of 3 a quarter stays, the rest is worst or best."""
    found = construct_scores(questionnaire("a"), responses((1,), (2,), (3,), (4,), (5,)), invited=20)
    assert 0.25 == found.response_rate
    assert (0.25 * 3 + 0.75 * 1, 0.25 * 3 + 0.75 * 5) == found["trust"].bounds


def test_silent_organizations_widen_the_bounds():
    """A wave says which organisations were invited: five of eight answered."""
    wave = ci.Wave(id="w1", invited=[f"o{k:03}" for k in range(8)])
    rows = responses((1,), (2,), (3,), (4,), (5,), wave="w1")
    for order in ORDERS:
        found = construct_scores(questionnaire("a"), rows, wave=wave, order=order)
        assert (5 / 8, None) == (found.organization_rate, found.response_rate)
        assert (5 / 8 * 3 + 3 / 8 * 1, 5 / 8 * 3 + 3 / 8 * 5) == pytest.approx(found["trust"].bounds)


def test_no_bounds_where_nobody_knows_whose_people_were_silent():
    """Where organisations come first, silent people of unknown organisations could move any of them."""
    rows = responses((1, 2), (2, 2), (3, 4), (4, 4), (5, 3))
    found = construct_scores(BOTH, rows, order="organization_first", invited=9)
    assert (3.0, None) == (found["trust"].value, found["trust"].bounds)
    assert ["survey.silent_organizations"] == [warning.code for warning in found.warnings]
    assert construct_scores(BOTH, rows, order="organization_first", invited=5)["trust"].bounds is not None


def filled(cells, answer):
    """Return answers in which all that is unknown is one answer."""
    return [[answer if cell in ("dont_know", "skipped", None) else cell for cell in row] for row in cells]


@pytest.mark.parametrize("order", ORDERS)
def test_bounds_hold_whatever_the_unknown_answers_are(order):
    """Filling every empty cell with the worst, or with the best, stays within the bounds."""
    rng = np.random.default_rng(5)
    for _ in range(40):
        options = [1, 2, 3, 4, 5, "dont_know", "not_applicable", None]
        cells = [[options[pick] for pick in row] for row in rng.integers(len(options), size=(14, 3))]
        owners = [f"o{rng.integers(6)}" for _ in cells]
        table = answered(cells, owners)
        low, high = bounds(table, Order(order), scored(table, order), (1.0, 5.0), 0)
        for answer in (1, 5):
            assert low - 1e-9 <= scored(answered(filled(cells, answer), owners), order) <= high + 1e-9


def scored(table, order):
    """Return the score of a table of answers."""
    return sums(table, Order(order)).score()[0]


def answered(cells, owners):
    """Return the answers to three items, of people of given organisations."""
    people = [
        response(f"p{k:02}", *row, organization=owner) for k, (row, owner) in enumerate(zip(cells, owners, strict=True))
    ]
    return sheet(questionnaire("a", "b", "c"), people)


def test_bands():
    """2.95 is rounded half up to 3.0, which is borderline; chances add up to one."""
    rows = [(3,)] * 19 + [(2,)]
    found = construct_scores(questionnaire("a", banding=ZONES), responses(*rows))["trust"]
    assert (2.95, "borderline") == (found.value, found.band)
    assert ["concern", "borderline", "strength"] == [chance.band for chance in found.chances]
    assert pytest.approx(1.0) == sum(chance.probability for chance in found.chances)


def test_a_construct_has_its_own_bands_where_it_says_so():
    """A construct's banding goes before the instrument's; items have none."""
    own = ci.Banding(bands=[ci.Band(name="any", low=1, high=5)])
    survey = questionnaire("a", banding=ZONES, constructs=[ci.Construct(id="trust", name="Trust", banding=own)])
    found = construct_scores(survey, responses((1,), (2,), (3,), (4,), (5,)))
    assert ("any", "Trust", None) == (found["trust"].band, found["trust"].name, found["a"].band)


def test_an_empty_banding_gives_no_words():
    """Without bands a score stays a number."""
    found = construct_scores(questionnaire("a", banding=ci.Banding()), responses((1,), (2,), (3,), (4,), (5,)))
    assert (3.0, None, ()) == (found["trust"].value, found["trust"].band, found["trust"].chances)


def test_items_of_no_construct_stand_alone():
    """They are scored as items; a listed construct without items is not there."""
    items = [ci.Item(id="a"), ci.Item(id="b", construct="trust")]
    survey = questionnaire(*items, constructs=[ci.Construct(id="trust"), ci.Construct(id="empty")])
    found = construct_scores(survey, responses((1, 2), (2, 2), (3, 2), (4, 3), (5, 3)))
    assert (["trust"], ["a", "b"]) == ([score.id for score in found.constructs], [score.id for score in found.items])
    assert (3.0, 2.4) == (found["a"].value, found["trust"].value)


def test_interval_over_five_organizations():
    """Means 1 to 5: standard error of the mean sqrt(2.5 / 5), times t with 4 degrees of freedom, 2.776445."""
    found = construct_scores(questionnaire("a"), responses((1,), (2,), (3,), (4,), (5,)))["trust"]
    reach = 2.7764451 * (2.5 / 5) ** 0.5
    assert ("t", 5, 5) == (found.method, found.n, found.organizations)
    assert (max(1, 3 - reach), min(5, 3 + reach)) == pytest.approx(found.interval)


def test_finite_population():
    """Of ten organisations five are half: the interval shrinks by the root of a half; of five nothing is left."""
    rows = responses((2,), (3,), (3,), (3,), (4,))
    reach = 2.7764451 * (0.5 / 5) ** 0.5
    half = construct_scores(questionnaire("a"), rows, population=10)["trust"]
    assert (3 - reach * 0.5**0.5, 3 + reach * 0.5**0.5) == pytest.approx(half.interval)
    assert construct_scores(questionnaire("a"), rows, population=5)["trust"].interval is None


def test_many_organizations_are_drawn_again():
    """From fifteen on it is a bootstrap: seeded, and the same in whatever order respondents come."""
    rows = responses(*[(1 + k % 5,) for k in range(15)])
    found = construct_scores(questionnaire("a"), rows, seed=3)["trust"]
    assert "bootstrap" == found.method
    assert found == construct_scores(questionnaire("a"), rows[::-1], seed=3)["trust"]
    assert found.interval != construct_scores(questionnaire("a"), rows, seed=4)["trust"].interval


@pytest.mark.parametrize(("count", "method"), [(1, None), (3, None), (5, "t"), (15, "bootstrap")])
def test_organizations_decide_on_the_interval(count, method):
    """Fewer than four organisations tell too little of others and too much of themselves; many are drawn again."""
    rows = [response(f"p{k:02}", 1 + k * k % 5, organization=f"o{k % count}") for k in range(15)]
    found = construct_scores(questionnaire("a"), rows)["trust"]
    assert (method, method is None, count) == (found.method, found.interval is None, found.organizations)


@pytest.mark.parametrize("owners", ["aaabcdef", "aabbccdde"])
def test_organizations_of_different_size_have_no_interval(owners):
    """Three of one and five alone, or four times two and one alone: a mean and its error would tell of the few."""
    rows = [response(f"p{k}", 1 + k % 5, organization=owner) for k, owner in enumerate(owners)]
    found = construct_scores(questionnaire("a"), rows)["trust"]
    assert (True, None, None, ()) == (found.value is not None, found.interval, found.method, found.chances)


def test_who_belongs_to_no_organization_is_one_alone():
    """Five residents are five units, and no organisation."""
    found = construct_scores(questionnaire("a"), [response(f"p{k}", k + 1) for k in range(5)])
    assert (0, 5) == (found.organizations, found["trust"].organizations)


def test_waves_are_not_mixed():
    """Responses of several waves need one to be named; a wave is given as itself or by its id."""
    rows = [*responses((1,), (2,), (3,), (4,), (5,), wave="w1"), *responses((2,), (3,), (4,), (5,), (5,), wave="w2")]
    with pytest.raises(ci.InvalidValueError, match="one of 'w1', 'w2', since there are several"):
        construct_scores(questionnaire("a"), rows)
    assert 3.0 == construct_scores(questionnaire("a"), rows, wave="w1")["trust"].value
    found = construct_scores(questionnaire("a"), rows, wave=ci.Wave(id="w2"))
    assert (3.8, "w2") == (found["trust"].value, found.wave)
    assert ("instruments/pulse", "waves/w2") == found.rests_on


@pytest.mark.parametrize(
    "asked",
    [
        construct_scores,
        ci.survey.perception_gap,
        lambda survey, rows, wave: ci.survey.reliability(survey, rows, "trust", wave=wave),
    ],
)
def test_a_wave_that_nobody_answered_in_is_no_wave(asked):
    """A misspelt id would else look like a survey of too few; a wave given as itself may still wait for its first."""
    rows = responses((1,), (2,), (3,), (4,), (5,), wave="w1")
    with pytest.raises(ci.UnknownNameError, match=r"no wave with responses 'W1'; did you mean 'w1'\?"):
        asked(questionnaire("a"), rows, wave="W1")
    assert 0 == construct_scores(questionnaire("a"), rows, wave=ci.Wave(id="w2")).respondents
    assert 0 == construct_scores(questionnaire("a"), [], wave="w1").respondents


def test_the_only_wave_needs_no_name():
    """Responses of one wave, or of none, and to one instrument among others."""
    rows = responses((1,), (2,), (3,), (4,), (5,), wave="w1")
    others = responses((1,), (1,), (1,), (1,), (1,), instrument="other")
    found = construct_scores(questionnaire("a"), [*rows, *others])
    assert ("w1", 5, 3.0) == (found.wave, found.respondents, found["trust"].value)
    assert construct_scores(questionnaire("a"), []).wave is None


def test_as_text_and_as_columns():
    """A line for each construct; columns for constructs and items."""
    rows = responses((1, 2), (2, 3), (3, 3), (4, 3), (5, "skipped"), (2, 2), (2, "skipped"))
    survey = questionnaire("a", ci.Item(id="b"), banding=ZONES)
    found = construct_scores(survey, rows)
    # variance (63 - 19 ** 2 / 7) / 6 = 1.9048; 19 / 7 -+ 2.4469 * sqrt(1.9048 / 7)
    assert "trust: 2.71 (1.44 to 3.99), concern; n = 7" == str(found)
    assert (["construct", "item", "item"], ["trust", "a", "b"]) == (
        found.to_columns()["kind"],
        found.to_columns()["id"],
    )
    assert [False, False, False] == found.to_columns()["withheld"]
    alone = construct_scores(questionnaire(ci.Item(id="b")), responses((2,), (3,), items="b"))
    assert "b: withheld" == str(alone)
    assert ([None], [True]) == (alone.to_columns()["interval_low"], alone.to_columns()["withheld"])


def test_unknown_names():
    """Neither a construct nor an item; what there is is said."""
    found = construct_scores(BOTH, UNEVEN)
    with pytest.raises(ci.UnknownNameError, match="no construct or item 'turst'; did you mean 'trust'"):
        found["turst"]
    with pytest.raises(ci.UnknownNameError, match="'z'"):
        construct_scores(BOTH, [response("p", 1, items="z")])


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"minimum": 4}, "5 or more"),
        ({"minimum": 5.0}, "5 or more"),
        ({"invited": 4}, "at least the respondents, who are 5"),
        ({"invited": 0}, "at least 1"),
        ({"population": 1}, "at least those who answered, which are 2"),
        ({"confidence": 1.0}, "between 0 and 1"),
        ({"seed": -1}, "at least 0"),
        ({"seed": "x"}, "at least 0"),
        ({"backbone": 1}, "True or False"),
        ({"wave": 2024}, "a Wave or its id"),
        ({"confidence": 95}, "between 0 and 1"),
        ({"draws": 0}, "at least 200"),
        ({"order": "people_first"}, "one of respondent_first, item_first"),
    ],
)
def test_options_that_make_no_sense(options, match):
    """Each is refused with what would make sense."""
    with pytest.raises(ci.InvalidValueError, match=match):
        construct_scores(BOTH, UNEVEN, **options)


def test_answers_that_make_no_sense():
    """Errors say what is wrong and show nobody's answer, nor whose it is."""
    twice = [response("secret", 1), response("secret", 2)]
    off = [response("secret", 6)]
    again = [response("secret", 1, 2, items="aa")]
    wrongs = [(twice, "two of one respondent"), (off, "off its scale"), (again, "two to item 'a'")]
    for people, match in wrongs:
        with pytest.raises(ci.InvalidValueError, match=match) as caught:
            construct_scores(BOTH, people)
        assert "secret" not in str(caught.value)


def test_items_of_one_construct_have_one_scale():
    """A mean over two scales is on neither."""
    short = ci.Item(id="b", construct="trust", levels=["no", "partly", "yes"])
    with pytest.raises(ci.InvalidValueError, match="construct 'trust' with 3 and 5 levels"):
        construct_scores(questionnaire("a", short), responses((5, 1)))


@pytest.mark.parametrize("order", ORDERS)
def test_relabelling_changes_nothing(order):
    """Names of respondents and organisations are only names."""
    rng = np.random.default_rng(1)
    rows = [tuple(int(cell) for cell in rng.integers(1, 6, 2)) for _ in range(12)]
    one = [response(f"p{k:02}", *row, organization=f"o{k % 4}") for k, row in enumerate(rows)]
    other = [response(f"q{99 - k}", *row, organization=f"x{9 - k % 4}") for k, row in enumerate(rows)]
    first, second = (construct_scores(BOTH, people, order=order)["trust"] for people in (one, other))
    assert first.value == pytest.approx(second.value)
    assert first.interval == pytest.approx(second.interval)
    assert first.bounds == pytest.approx(second.bounds)


def test_every_level_of_any_scale():
    """Scales have any number of levels: the top of three is 3."""
    survey = ci.Instrument(id="pulse", levels=SCALE[:3], items=[ci.Item(id="a", construct="trust")])
    found = construct_scores(survey, responses(*itertools.repeat((3,), 4), (2,), (2,)), invited=12)["trust"]
    assert (16 / 6, 16 / 12 + 1.5) == pytest.approx((found.value, found.bounds[1]))


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ((None, []), "'NoneType' is not an Instrument"),
        ((BOTH, 3), "'int' is not an iterable of Response"),
        ((BOTH, "p1"), "'str' is not an iterable of Response"),
        ((BOTH, [{"respondent": "secret"}]), "'dict' is not an iterable of Response"),
    ],
)
@pytest.mark.parametrize("asked", [construct_scores, ci.survey.perception_gap, ci.survey.item_agreement])
def test_arguments_of_another_kind(asked, given, match):
    """They are refused with an error of ours, which shows nobody's answer."""
    with pytest.raises(ci.InvalidValueError, match=match) as caught:
        asked(*given)
    assert "secret" not in str(caught.value)


def test_the_backbone_stands_apart():
    """Its people's answers are left out, and that is said; they are scored by themselves where somebody asks for it."""
    others = responses((1,), (2,), (3,), (4,), (5,))
    own = [response(f"b{k}", value, organization="b", role="backbone") for k, value in enumerate([4, 5, 4, 5, 4])]
    found, alone = (construct_scores(questionnaire("a"), [*others, *own], backbone=which) for which in (False, True))
    assert (3.0, 5, False) == (found["trust"].value, found.respondents, found.backbone)
    assert (4.4, 5, True) == (alone["trust"].value, alone.respondents, alone.backbone)
    assert ["survey.apart"] == [warning.code for warning in found.warnings]
    assert construct_scores(questionnaire("a"), [*others, *own[:4]], backbone=True)["trust"].withheld is not None
    assert found["trust"] == construct_scores(questionnaire("a"), others)["trust"]


@pytest.mark.parametrize(("funders", "shown"), [("aabcd", True), ("aaccccc", False), ("aaabcd", False)])
def test_organizations_first_where_they_are_many(funders, shown):
    """Two funders of one organisation are few, and can be exchanged for partners if some are alone; three are not."""
    partners = "".join(letter * (1 + place % 2) for place, letter in enumerate("efghijklmnopqrstuvwx"))
    people = [
        response(f"p{k:02}", 1 + k * k % 5, organization=owner, role="funder" if k < len(funders) else "partner")
        for k, owner in enumerate(funders + partners)
    ]
    found = construct_scores(questionnaire("a"), people, order="organization_first")["trust"]
    assert shown == (found.value is not None)
