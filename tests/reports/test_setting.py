import pytest
from tests.reports.made import initiative, setting

import collective_impact as ci
from collective_impact.errors import InvalidValueError, Message
from collective_impact.reports._setting import Audience
from collective_impact.reports.sections import Grounds

PEOPLE = initiative(
    stakeholders=[
        ci.Stakeholder(id="ymca", name="YMCA of Hidalgo", aliases=["the Y"]),
        ci.Stakeholder(id="ana/1", name="Ana Ruiz", kind="person"),
        ci.Stakeholder(id="library"),
    ]
)
ADDRESSES = {
    "goal": "agenda/goals/read",
    "partner": "stakeholders/ymca",
    "person": "stakeholders/ana%2F1",
    "person inside": "convenings/2020-01-01/attendances/ana%2F1",
    "person in a key": "agenda/adoptions/ana%2F1;on=2020-01-01",
    "tie": "ties/ymca;target=library;kind=trust",
    "report": "indicators/x/observations/2020;reporter=ymca",
    "answer": "responses/pulse;respondent=p01",
}


def named(audience, **options):
    """Return what of the addresses readers see."""
    grounds = setting(PEOPLE, audience, redacted=options.pop("redacted", False)).grounds(ADDRESSES.values(), **options)
    assert len(ADDRESSES) == len(grounds.addresses) + grounds.unnamed
    return {name for name, address in ADDRESSES.items() if address in grounds.addresses}


def test_respondents_are_named_to_nobody():
    """Not even the backbone learns who answered."""
    assert set(ADDRESSES) - {"answer"} == named("backbone")


@pytest.mark.parametrize("audience", ["public", "committee"])
def test_persons_ties_and_reporters_are_named_to_the_backbone_alone(audience):
    """Who trusts whom and who reported what is nobody else's business; organisations are public."""
    assert {"goal", "partner"} == named(audience)


def test_no_partner_is_named_where_something_falls_short():
    """It might be the one that fell short; the backbone has to know."""
    assert {"goal"} == named("public", of_a_shortfall=True)
    assert set(ADDRESSES) - {"answer"} == named("backbone", of_a_shortfall=True)


def test_a_redacted_report_names_no_record():
    """It only counts them."""
    assert set() == named("backbone", redacted=True)


def test_what_rests_on_the_same_record_twice_rests_on_it_once():
    """Addresses are a set in order."""
    assert Grounds(addresses=("b", "a")) == setting().grounds(["b", "a", "b"])


@pytest.mark.parametrize(
    ("audience", "redacted", "expected"),
    [
        ("backbone", False, ["YMCA of Hidalgo", "Ana Ruiz", "library"]),
        ("public", False, ["YMCA of Hidalgo", "partner 2", "library"]),
        ("backbone", True, ["partner 1", "partner 2", "partner 3"]),
    ],
)
def test_partners_are_called_by_their_names_as_far_as_readers_may_know_them(audience, redacted, expected):
    """Organisations are named, persons only to the backbone, nobody in a redacted report."""
    found = setting(PEOPLE, audience, redacted=redacted)
    assert expected == [found.call(name) for name in ("ymca", "ana/1", "library")]


def test_texts_are_masked_when_redacted():
    """By every name and alias, as whole words; ids may be common words and stay."""
    text = "YMCA of Hidalgo, Ana Ruiz and the Y meet in the library; the York does not."
    assert text == setting(PEOPLE, "public").quoted(text)
    masked = "partner 1, partner 2 and partner 1 meet in the library; the York does not."
    assert masked == setting(PEOPLE, "backbone", redacted=True).quoted(text)


def test_nothing_is_masked_where_nobody_is_listed():
    """A file without partners has no names to hide."""
    assert "Anybody" == setting(initiative(), redacted=True).quoted("Anybody")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (Message("mine", {"n": 3}, "{n} of them"), True),
        (Message("mine", {"who": "Ana Ruiz and others"}, "they: {who}"), False),
        (Message("mine", {"who": "ymca and library"}, "they: {who}"), False),
        (Message("mine", {}, "the Y did not come"), False),
        (Message("mine", {"n": 3}, "ymca: {n}"), True),  # words of a framework, not of the file
    ],
)
def test_sentences_that_name_a_partner_are_for_the_backbone(message, expected):
    """Whatever a measure says of partners: others are told nothing of it."""
    assert setting(PEOPLE, "backbone").may_say(message) is True
    assert setting(PEOPLE, "public").may_say(message) is expected


def test_sentences_that_name_a_record_are_not_for_redacted_reports():
    """An address tells as much as a name."""
    about = initiative(evidence=[ci.Evidence(id="e1", about="a")])
    message = Message("card.unknown_about", {"address": "evidence/e1", "about": "a"})
    assert setting(about, "public").may_say(message) is True
    assert setting(about, "public", redacted=True).may_say(message) is False


@pytest.mark.parametrize(
    ("audience", "redacted", "rule", "expected"),
    [
        ("public", False, ci.Disclosure(minimum_count=10), True),
        ("backbone", False, ci.Disclosure(minimum_count=10), False),
        ("backbone", True, ci.Disclosure(minimum_count=10), True),
        ("public", False, ci.Disclosure(), False),
        ("public", False, None, False),
    ],
)
def test_few_is_what_the_initiative_says(audience, redacted, rule, expected):
    """Nine who live with the problem are few of a minimum of ten for all but the backbone; without a rule nobody is."""
    for n, hidden in ((0, False), (9, expected), (10, False)):
        people = [ci.Stakeholder(id=f"p{k}", kind="person", affected=True) for k in range(n)]
        houses = [ci.Stakeholder(id="house", affected=True), ci.Stakeholder(id="ana", kind="person", affected=None)]
        found = setting(initiative(disclosure=rule, stakeholders=[*people, *houses]), audience, redacted=redacted)
        assert hidden is found.hides_affected


def test_sentences_that_count_few_who_live_with_the_problem_are_for_the_backbone():
    """Whatever the score they belong to."""
    people = [ci.Stakeholder(id="ana", kind="person", affected=True)]
    of = initiative(stakeholders=people, disclosure=ci.Disclosure(minimum_count=5))
    message = Message("common_agenda.inclusion", {"yes": 1, "of": 9, "unknown": 0})
    found = {audience: setting(of, audience).may_say(message) for audience in ("backbone", "committee", "public")}
    assert {"backbone": True, "committee": False, "public": False} == found
    assert setting(initiative(stakeholders=people), "public").may_say(message) is True


def test_dates_are_written_as_people_do():
    """Day, month in words, year."""
    assert "2 May 2012" == setting().day(ci.Initiative(id="x", started="2012-05-02").started)


def test_an_audience_has_three_names():
    """A wrong one is refused with the nearest."""
    assert ["public", "committee", "backbone"] == list(Audience)
    with pytest.raises(InvalidValueError, match="did you mean 'public'"):
        Audience("publik")


@pytest.mark.parametrize(
    ("start", "end", "english", "spanish"),
    [
        ("2024-06-01", "2024-08-31", "June 2024 to August 2024", "junio de 2024 a agosto de 2024"),
        ("2024-06-01", "2024-06-30", "June 2024", "junio de 2024"),
        ("2024-01-01", "2026-12-31", "2024 to 2026", "2024 a 2026"),
        ("2024-05-17", "2024-06-11", "17 May 2024 to 11 June 2024", "17 de mayo de 2024 a 11 de junio de 2024"),
        ("2024-07-01", "2024-12-31", "2024 H2", "2024 H2"),
        ("2024-01-01", "2024-12-31", "2024", "2024"),
    ],
)
def test_periods_are_in_the_words_of_the_report(start, end, english, spanish):
    """Where no source spelled them."""
    period = ci.Period(start=start, end=end)
    assert [english, spanish] == [setting(locale=locale).period(period) for locale in ("en", "es")]


def test_a_period_stays_as_its_source_spelled_it():
    """In every language."""
    assert "Summer 2024" == setting(locale="es").period(
        ci.Period(start="2024-06-01", end="2024-08-31", label="Summer 2024")
    )
