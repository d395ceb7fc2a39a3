"""Two waves compared: the tests of textbooks, R, and attempts to get an answer out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import collective_impact as ci
from collective_impact.survey import compare_waves, construct_scores
from collective_impact.survey._differences import Sample, mean_of

VOICE = ci.Instrument(id="pulse", levels=list("12345"), items=[ci.Item(id="heard", construct="voice")])
EARLIER, LATER = [2, 3, 1, 2, 4, 3, 2], [3, 3, 2, 4, 4, 3, 3]


def wave(name, said, organizations=None, first=0):
    """Return the responses of a wave, of people who are numbered from the first; a row of answers, or one, of each."""
    return [
        ci.Response(
            instrument="pulse",
            respondent=f"p{number:02}",
            organization=None if organizations is None else organizations[number - first],
            wave=name,
            answers=[
                ci.Answer(item=f"heard{place or ''}", value=value)
                for place, value in enumerate(row if isinstance(row, tuple) else (row,))
                if value is not None
            ],
        )
        for number, row in enumerate(said, start=first)
        if row is not None
    ]


def several(items, **options):
    """Return an instrument of one construct with so many items."""
    asked = [ci.Item(id=f"heard{place or ''}", construct="voice", **options) for place in range(items)]
    return ci.Instrument(id="pulse", levels=list("12345"), items=asked)


def compared(one, other, instrument=VOICE, **options):
    """Return the comparison of two waves."""
    return compare_waves(instrument, [*one, *other], "2024", "2025", **options)


def codes(found):
    """Return what a record warns of."""
    return [warning.code for warning in found.warnings]


# A panel


def test_a_panel_of_independent_people_has_the_paired_t():
    """t.test(later, earlier, paired = TRUE) in R 4.2.2."""
    found = ci.survey.compare_waves(
        VOICE, [*wave("2024", EARLIER), *wave("2025", LATER)], "2024", "2025", design="panel"
    )
    change = found["voice"]
    assert pytest.approx((0.04652823228, 0.01516804253, 1.41340338604)) == (change.p, change.low, change.high)
    assert pytest.approx((17 / 7, 22 / 7, 5 / 7)) == (change.earlier, change.later, change.value)
    assert ("matched", 7, 7) == (change.compared, change.n_earlier, change.n_later)
    assert (7, 0, 0) == (found.both, found.left, found.came)
    assert () == found.warnings


def test_a_panel_of_organizations():
    """clubSandwich::coef_test(lm(later - earlier ~ 1), vcov = "CR2", cluster = o) 0.5.8 in R 4.2.2."""
    earlier, later = [2, 3, 1, 2, 4, 3, 2, 3, 5, 2, 1, 4], [3, 3, 2, 4, 4, 3, 3, 5, 4, 2, 3, 4]
    units, people = np.array(list("aaabbccdeeff")), np.array([f"p{k:02}" for k in range(12)])
    found = mean_of(Sample(values=np.subtract(later, earlier).astype(float), units=units, people=people), 0.95)
    assert pytest.approx((0.6666666667, 0.05447883406)) == (found.value, found.p)
    assert pytest.approx((-0.01947253542, 1.35280586876)) == (found.low, found.high)
    # of organisations of three, two and one an interval would tell too much of few people
    change = compared(wave("2024", earlier, units), wave("2025", later, units))["voice"]
    assert (pytest.approx(0.6666666667), None, None) == (change.value, change.low, change.p)


def test_a_panel_of_one_organization_is_taken_person_by_person():
    """As if they were independent, since there is no other organisation."""
    change = compared(wave("2024", EARLIER, "xxxxxxx"), wave("2025", LATER, "xxxxxxx"))["voice"]
    assert pytest.approx(0.04652823228) == change.p


def test_two_or_three_organisations_have_no_interval():
    """Of two both means would follow from it; the change is shown, and the record says why there is no more."""
    found = compared(wave("2024", EARLIER, "xxyyzzz"), wave("2025", LATER, "xxyyzzz"))
    assert (True, None) == (found["voice"].value is not None, found["voice"].low)
    assert ["waves.few_organizations"] == codes(found)
    assert "those who answered are of 3 organisations" in str(found.warnings[0])


def test_the_size_of_a_change_by_hand():
    """Squares 40 / 7 and 20 / 7 (47 - 17² / 7, 72 - 22² / 7) on 12 degrees of freedom, times 1 - 3 / 47."""
    change = compared(wave("2024", EARLIER), wave("2025", LATER))["voice"]
    assert pytest.approx(5 / 7 / ((40 / 7 + 20 / 7) / 12) ** 0.5 * 44 / 47) == change.standardized


def test_who_left_and_who_came():
    """Those who left are compared with those who stayed, by Welch's t in R 4.2.2; the change is of those who stayed."""
    stayed, left = [2, 3, 1, 2, 4, 3], [5, 4, 5, 4, 5]
    later = [3, 3, 2, 4, 4, 4, *[None] * 5, 1, 2, 3, 4, 5, 5]
    found = compared(wave("2024", [*stayed, *left]), wave("2025", later))
    assert (6, 5, 6) == (found.both, found.left, found.came)
    (departure,) = found.departures
    assert ("voice", 5, 6) == (departure.id, departure.n_left, departure.n_stayed)
    assert pytest.approx((4.6, 2.5, 2.1)) == (departure.left, departure.stayed, departure.value)
    assert pytest.approx((0.9565402847, 3.2434597153)) == (departure.low, departure.high)
    assert pytest.approx((0.002964482469, 0.002964482469)) == (departure.p, departure.adjusted_p)
    assert ["waves.left_differed"] == codes(found)
    assert pytest.approx(stats.ttest_rel(later[:6], stayed).pvalue) == found["voice"].p


def test_those_who_left_and_were_alike_are_not_warned_of():
    """Nor are changes among those who stayed taken for less."""
    found = compared(wave("2024", [*EARLIER, 2, 3, 1, 2, 4]), wave("2025", LATER))
    assert (1, []) == (len(found.departures), codes(found))


def test_constructs_are_corrected_together():
    """The smaller p of two is doubled (Holm 1979), the larger stays."""
    items = [ci.Item(id="heard", construct="voice"), ci.Item(id="heard1", construct="trust")]
    asked = ci.Instrument(id="pulse", levels=list("12345"), items=items)
    said = (list(zip(EARLIER, LATER[::-1], strict=True)), list(zip(LATER, EARLIER, strict=True)))
    found = compared(wave("2024", said[0]), wave("2025", said[1]), asked)
    low, high = sorted(found.constructs, key=lambda change: change.p)
    assert pytest.approx((2 * low.p, max(2 * low.p, high.p))) == (low.adjusted_p, high.adjusted_p)
    assert pytest.approx([one.p for one in found.constructs]) == [one.p for one in found.items]


@given(st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_nothing(random):
    """People are matched by pseudonym."""
    given = [*wave("2024", [*EARLIER, 5, 5, 4, 3, 1]), *wave("2025", LATER)]
    shuffled = random.sample(given, len(given))
    assert compare_waves(VOICE, given, "2024", "2025") == compare_waves(VOICE, shuffled, "2024", "2025")


def test_turning_an_item_and_its_key_changes_nothing():
    """6 - answer to a reverse-keyed item is the answer."""
    turned = [[6 - value for value in values] for values in (EARLIER, LATER)]
    straight = compared(wave("2024", EARLIER), wave("2025", LATER))
    assert straight == compared(wave("2024", turned[0]), wave("2025", turned[1]), several(1, reverse=True))


def test_a_point_more_from_everybody_is_a_point():
    """All moved by one alike: from ten people on that is a finding, and has no interval."""
    earlier = [1, 2, 3, 4, 3, 2, 1, 2, 3, 4]
    found = compared(wave("2024", earlier), wave("2025", [value + 1 for value in earlier]))
    assert (1, None, None, None) == tuple(getattr(found["voice"], name) for name in ("value", "low", "high", "p"))
    assert "  voice: 2.50 to 3.50, +1.00 (matched, n = 10)" == str(found).splitlines()[1]


# Cross-sections


def test_cross_sections_of_different_people_are_welch():
    """t.test(later, earlier) in R 4.2.2."""
    one, other = wave("2024", [2, 3, 1, 2, 4, 3]), wave("2025", [3, 4, 4, 5, 3, 4, 5], first=50)
    change = compared(one, other, design="cross_section")["voice"]
    assert pytest.approx((0.01849760585, 0.3141870576, 2.6858129424)) == (change.p, change.low, change.high)
    assert ("everybody", 6, 7) == (change.compared, change.n_earlier, change.n_later)


def test_organizations_in_both_waves_count_as_such():
    """Different people of the same organisations, two of each who agree: the paired t of organisations."""
    one = wave("2024", np.repeat(EARLIER, 2).tolist(), np.repeat(list("abcdefg"), 2).tolist())
    other = wave("2025", np.repeat(LATER, 2).tolist(), np.repeat(list("abcdefg"), 2).tolist(), first=50)
    change = compared(one, other, design="cross_section")["voice"]
    assert pytest.approx((0.04652823228, 0.01516804253, 1.41340338604)) == (change.p, change.low, change.high)


def test_cross_sections_say_nothing_of_who_left():
    """Other people were asked."""
    one, other = wave("2024", EARLIER), wave("2025", LATER, first=50)
    found = compared(one, other, design="cross_section")
    assert ((), ()) == (found.departures, found.warnings)


def test_the_same_people_are_a_panel():
    """Half of the smaller wave, and more, in both."""
    found = compared(wave("2024", EARLIER), wave("2025", LATER), design="cross_section")
    assert ["waves.same_people"] == codes(found)
    assert "7 respondents answered in both waves, of 7 in the smaller" in str(found.warnings[0])


def test_different_people_are_no_panel():
    """Few pseudonyms are in both; all are compared, and the record says so."""
    found = compared(wave("2024", EARLIER), wave("2025", LATER, first=6))
    assert ["waves.few_matched", "waves.everybody"] == codes(found)
    assert "everybody" == found["voice"].compared
    assert "of voice, heard all are compared" in str(found.warnings[1])


# What is withheld


def test_few_who_left_do_not_follow():
    """Two left: all less those who stayed would be them, so all are compared."""
    found = compared(wave("2024", [*EARLIER, 1, 5]), wave("2025", LATER))
    assert ("everybody", 9, 7) == (found["voice"].compared, found["voice"].n_earlier, found["voice"].n_later)
    assert (["waves.everybody"], ()) == (codes(found), found.departures)
    assert pytest.approx(22 / 7 - 23 / 9) == found["voice"].value


def test_few_who_came_do_not_follow():
    """Those who stayed are not compared with themselves, and so not with those who left either."""
    found = compared(wave("2024", [*EARLIER, 5, 4, 5, 4, 5]), wave("2025", [*LATER, *[None] * 5, 3]))
    assert (5, 1, "everybody") == (found.left, found.came, found["voice"].compared)
    assert () == found.departures


def test_one_who_left_later_does_not_follow_from_three_waves():
    """Of twenty, 14 answered again in 2025 and 13 of these in 2026: 14 means less 13 would be what one said.

    The pair of waves that comes first is served first.
    """
    first = wave("2024", [1, 3, 5, 2, 4] * 4)
    panel = [*first, *wave("2025", [2, 3, 4, 1, 5] * 2 + [3, 2, 4, 5]), *wave("2026", [1, 2, 4, 1, 5] * 2 + [3, 2, 4])]
    one, other = (compare_waves(VOICE, panel, "2024", later) for later in ("2025", "2026"))
    assert [("matched", 14), ("everybody", 20)] == [
        (found["voice"].compared, found["voice"].n_earlier) for found in (one, other)
    ]
    assert (1, 0) == (len(one.departures), len(other.departures))
    assert "waves.everybody" in codes(other)


def test_five_who_left_later_hide_each_other():
    """Of twenty, 15 answered again in 2025 and ten of these in 2026: what is left over are five of whom it is a sum."""
    first = wave("2024", [1, 3, 5, 2, 4] * 4)
    panel = [*first, *wave("2025", [2, 3, 4, 1, 5] * 3), *wave("2026", [1, 2, 4, 1, 5] * 2)]
    found = [compare_waves(VOICE, panel, "2024", later)["voice"] for later in ("2025", "2026")]
    assert [("matched", 15), ("matched", 10)] == [(change.compared, change.n_earlier) for change in found]


def test_a_further_wave_that_cannot_be_compared_gives_nothing_away():
    """Answers of 2026 to an item that the questionnaire no longer has are no matter of 2024 and 2025."""
    old = [
        ci.Response(instrument="pulse", respondent="p00", wave="2026", answers=[ci.Answer(item="dropped", value=1)]),
    ]
    change = compared([*wave("2024", EARLIER), *old], wave("2025", LATER))["voice"]
    assert ("matched", 7) == (change.compared, change.n_earlier)


def test_few_respondents_are_withheld():
    """Four in one of the waves."""
    found = compared(wave("2024", EARLIER[:4]), wave("2025", LATER))
    assert "2024 to 2025: 4 in both, 0 left, 3 came\n  voice: withheld" == str(found)
    change = found["voice"]
    assert (None, None, None, None) == (change.value, change.earlier, change.n_earlier, change.compared)
    assert "survey.withheld" == change.withheld.code


def test_steps_that_are_alike_are_withheld():
    """All seven moved by one: who knows an earlier answer would know the later."""
    found = compared(wave("2024", EARLIER), wave("2025", [value + 1 for value in EARLIER]))
    assert "everybody" == found["voice"].compared


def test_an_item_that_few_skipped_is_not_matched():
    """The construct is, and the other item; all less those who stayed would be the one who skipped."""
    earlier = [(value, 1 + 2 * value % 5) for value in [*EARLIER, 1, 2, 3, 4, 5]]
    later = [(value, 1 + value % 5) for value in [*LATER, 1, 2, 2, 4, 5]]
    later[0] = (3, None)
    found = compared(wave("2024", earlier), wave("2025", later), several(2))
    assert ["matched", "matched", None] == [found[name].compared for name in ("voice", "heard", "heard1")]


def test_items_of_a_panel_are_matched_where_all_can_be():
    """Nothing is missing."""
    earlier = [(value, 1 + 2 * value % 5) for value in EARLIER]
    later = [(value, 1 + value % 5) for value in LATER]
    found = compared(wave("2024", earlier), wave("2025", later), several(2))
    assert ["matched"] * 3 == [found[name].compared for name in ("voice", "heard", "heard1")]


ROWS = st.one_of(st.none(), st.tuples(*[st.one_of(st.none(), st.integers(1, 4))] * 2))
WAVES = st.lists(st.tuples(ROWS, ROWS), min_size=5, max_size=24).filter(
    lambda rows: all(any(row[at] is not None for row in rows) for at in (0, 1))
)


def said_to(name, row):
    """Return what somebody says to the construct or to an item; None of who says nothing."""
    if row is None or name != "voice":
        return None if row is None else row[0 if name == "heard" else 1]
    known = [value for value in row if value is not None]
    return sum(known) / len(known) if known else None


def is_few(values):
    """Say whether somebody could be heard through the mean of some values."""
    return 0 < len(values) < 5 or (0 < len(values) < 10 and len(set(values)) == 1)


def totals(at, rows):
    """Return what `construct_scores` shows of one wave."""
    return construct_scores(several(2), wave("2024", [row[at] for row in rows]))


@given(WAVES)
def test_nobody_is_heard_through_two_waves(rows):
    """Neither those who stayed nor all less those who stayed, in either wave, are few or few who agree."""
    found = compared(*(wave(name, [row[at] for row in rows]) for at, name in enumerate(("2024", "2025"))), several(2))
    for name in ("voice", "heard", "heard1"):
        said = [[said_to(name, row[at]) for row in rows] for at in (0, 1)]
        both = [None not in pair for pair in zip(*said, strict=True)]
        departs = name == "voice" and bool(found.departures)
        for at in (0, 1):
            stayed = [value for value, stays in zip(said[at], both, strict=True) if stays]
            others = [value for value, stays in zip(said[at], both, strict=True) if not stays and value is not None]
            if found[name].compared == "matched" or (departs and at == 0):
                assert not is_few(stayed)
                assert not is_few(others)
            if found[name].compared == "everybody":
                assert totals(at, rows)[name].value is not None  # nothing that is not known already
        if found[name].compared == "matched":
            assert not is_few([two - one for one, two in zip(*said, strict=True) if None not in (one, two)])


@given(WAVES)
def test_nobody_is_heard_through_half_an_answer(rows):
    """Twice the construct less both items is what those said who answered one: nobody, or five and more."""
    found = compared(*(wave(name, [row[at] for row in rows]) for at, name in enumerate(("2024", "2025"))), several(2))
    if not all(found[name].compared == "matched" for name in ("voice", "heard", "heard1")):
        return
    both = [said_to("voice", one) is not None and said_to("voice", two) is not None for one, two in rows]
    for at in (0, 1):
        half = [row[at] is not None and row[at].count(None) == 1 for row in rows]
        for stays in (True, False):
            assert not 0 < sum(one for one, is_in in zip(half, both, strict=True) if is_in is stays) < 5


# Records and refusals


def test_it_prints_construct_by_construct():
    """How many were matched, and how many there were in each wave where all are compared."""
    panel = compared(wave("2024", EARLIER), wave("2025", LATER))
    line = "  voice: 2.43 to 3.14, +0.71 (+0.02 to +1.41; p = 0.047 by Holm; matched, n = 7)"
    assert f"2024 to 2025: 7 in both, 0 left, 0 came\n{line}" == str(panel)
    everybody = compared(wave("2024", EARLIER), wave("2025", LATER, first=50), design="cross_section")
    assert str(everybody["voice"]).endswith("; everybody, n = 7 and 7)")


def test_it_makes_columns():
    """A row for each construct and item, withheld or not."""
    columns = compared(wave("2024", EARLIER[:4]), wave("2025", LATER)).to_columns()
    assert (["construct", "item"], ["voice", "heard"], [True, True]) == (
        columns["kind"],
        columns["id"],
        columns["withheld"],
    )
    assert [None, None] == columns["value"]


def test_items_without_constructs_are_compared():
    """And printed, where there are no constructs."""
    asked = ci.Instrument(id="pulse", levels=list("12345"), items=[ci.Item(id="heard")])
    found = compared(wave("2024", EARLIER), wave("2025", LATER), asked)
    assert ((), "matched") == (found.constructs, found["heard"].compared)
    assert "  heard: 2.43" in str(found)


def test_it_rests_on_the_instrument_and_the_waves():
    """Never on a response."""
    found = compared(wave("2024", EARLIER), wave("2025", LATER))
    assert ("instruments/pulse", "waves/2024", "waves/2025") == found.rests_on


def test_waves_may_be_given_as_records():
    """Responses to others, and of other waves, do not count."""
    given = [*wave("2024", EARLIER), *wave("2025", LATER), *wave("2023", [1, 1, 2])]
    first, second = ci.Wave(id="2024", starts="2024-03-01"), ci.Wave(id="2025", starts="2025-03-01")
    found = compare_waves(VOICE, given, first, second)
    assert compare_waves(VOICE, given, "2024", "2025") == found
    with pytest.raises(ci.InvalidValueError, match="a wave after '2025'"):
        compare_waves(VOICE, given, second, first)
    with pytest.raises(ci.InvalidValueError, match="a wave after '2024'"):
        compare_waves(VOICE, given, "2024", first)


def test_a_wave_without_responses():
    """The error names those that there are."""
    with pytest.raises(ci.UnknownNameError, match="2024"):
        compare_waves(VOICE, wave("2024", EARLIER), "2024", "2026")


@pytest.mark.parametrize(
    "options", [{"minimum": 4}, {"confidence": 95}, {"design": "cohort"}], ids=["minimum", "confidence", "design"]
)
def test_options_that_make_no_sense(options):
    """A minimum may only be raised."""
    with pytest.raises(ci.InvalidValueError):
        compared(wave("2024", EARLIER), wave("2025", LATER), **options)


def test_what_did_not_change_at_all():
    """The error names what there is."""
    with pytest.raises(ci.UnknownNameError, match="voice"):
        compared(wave("2024", EARLIER), wave("2025", LATER))["voices"]


@pytest.mark.parametrize("name", ["2024", "2025"])
def test_a_wave_that_is_asked_for_must_be_sound(name):
    """An answer off the scale is refused there, and in a third wave is none of our business."""
    one, other = wave("2024", EARLIER), wave("2025", LATER)
    with pytest.raises(ci.InvalidValueError, match="off its scale"):
        compared([*one, *wave(name, [9], first=20)], other)
    assert compared([*one, *wave("2023", [9])], other) == compared(one, other)
