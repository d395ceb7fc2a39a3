import pytest
from tests.reports.made import card, initiative, setting, texts

import collective_impact as ci
from collective_impact.reports._about import about, at_the_table

AFFECTED = "People who live with the problem"


def labelled(section):
    """Return the texts of a section by their labels."""
    return {str(block.label): str(getattr(block, "text", "")) for block in section.blocks if block.label}


def table(*stakeholders, audience="backbone", redacted=False, **fields):
    """Return what is said of who is at the table."""
    made = initiative(stakeholders=stakeholders, **fields)
    return texts(at_the_table(setting(made, audience, redacted=redacted)))


# What it is


def test_an_initiative_is_told_in_its_own_words():
    """Where, for whom, the problem, the vision, the boundaries, since when, and who serves the whole."""
    made = initiative(
        place="Hidalgo",
        population="children",
        started="2012-05-01",
        agenda=ci.CommonAgenda(problem="Too few read", vision="All read", boundaries="Under ten"),
        stakeholders=[ci.Stakeholder(id="ymca", name="YMCA"), ci.Stakeholder(id="library")],
        backbone=ci.Backbone(organizations=["ymca", "library"]),
    )
    assert {
        "Where": "Hidalgo",
        "For whom": "children",
        "The problem": "Too few read",
        "What is wanted": "All read",
        "What is in and what is out": "Under ten",
        "Since": "1 May 2012",
        "Who serves the whole (the backbone)": "YMCA, library",
    } == labelled(about(setting(made, "public")))


def test_goals_are_listed_with_their_records():
    """A goal that says nothing yet is left out."""
    goals = [ci.Goal(id="read", statement="All read"), ci.Goal(id="later")]
    (listing,) = about(setting(initiative(agenda=ci.CommonAgenda(goals=goals)))).blocks
    assert ["All read"] == [line.text for line in listing.lines]
    assert ("agenda/goals/read",) == listing.grounds.addresses


def test_an_initiative_of_which_nothing_is_said_says_so():
    """A first meeting leaves a page, not a hole."""
    nothing = ["The file does not say what the initiative is about."]
    assert nothing == texts(about(setting()))
    assert nothing == texts(about(setting(initiative(backbone=ci.Backbone()))))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "completed"}, "completed"),
        (
            {"status": "terminated", "ended": "2020-03-01", "reason": "Funding ran out."},
            "ended early, 1 March 2020, Funding ran out.",
        ),
    ],
)
def test_an_end_is_said_with_its_reason(fields, expected):
    """Initiatives that ended are the ones to learn from."""
    assert {"Status": expected} == labelled(about(setting(initiative(**fields))))


def test_an_active_initiative_has_no_status_line():
    """Being active is what a reader expects."""
    assert {} == labelled(about(setting(initiative(reason="renewed"))))


# Who is at the table


def person(name, **fields):
    """Return a partner whose name is its id."""
    return ci.Stakeholder(id=name, name=name.title(), **fields)


def test_nobody_at_the_table_is_said_in_one_sentence():
    """No sectors, no shares, no steering body that one could know of."""
    assert ["No partner is recorded.", "Whether there is a steering body is not recorded."] == table()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Partners: 2."),
        ({"completeness": "partial"}, "Partners listed: 2. There may be others."),
        ({"completeness": "partial", "total": 300}, "Partners listed: 2, of 300."),
    ],
)
def test_how_many_there_are_says_how_complete_the_list_is(fields, expected):
    """Two of 300 is something else than two."""
    extents = [ci.Extent(collection="stakeholders", **fields)] if fields else []
    assert expected == table(person("a"), person("b"), extents=extents)[0]


def test_who_has_left_or_not_yet_joined_is_not_at_the_table():
    """The page is about one date: 30 June 2024."""
    others = [person("late", joined="2024-07-01"), person("gone", left="2024-06-30")]
    assert "Partners: 1." == table(person("a"), *others)[0]


def test_partners_without_a_name_are_counted():
    """The rows of the first hour that nobody filled in yet."""
    assert "Without a name: 1." == table(person("a"), ci.Stakeholder(id="partner_2"))[1]


def test_sectors_are_counted_and_missing_ones_named():
    """Most first; "other" is no sector that could be missing."""
    found = table(person("a", sector="health"), person("b", sector="education"), person("c", sector="education"))
    assert "Their sectors: education (2), health (1)." == found[1]
    missing = "nonprofit, government, business, philanthropy, faith, labor, research, media, community"
    assert (
        f"Nobody listed comes from: {missing}. Not every initiative needs them all; ask who should be there."
        == found[2]
    )


def test_a_partner_without_a_sector_could_be_the_missing_one():
    """Unknown is not no."""
    found = table(person("a", sector="health"), person("b"))
    assert "Their sectors: health (1), sector not recorded (1)." == found[1]
    assert found[2].startswith("Unless one of those without a sector does, nobody listed comes from: nonprofit, ")


def test_without_any_sector_none_is_called_missing():
    """Of the first hour's empty rows nothing can be said."""
    assert "Which sectors they come from is not recorded." == table(person("a"))[1]


def test_where_all_sectors_are_there_none_is_missing():
    """Then there is no sentence about it."""
    everybody = [person(sector, sector=sector) for sector in ci.Sector if sector != "other"]
    assert not [text for text in table(*everybody) if "comes from" in text]


@pytest.mark.parametrize(
    ("affected", "expected"),
    [
        ([None, None], "Whether people who live with the problem take part is not recorded."),
        ([False, None], "Whether people who live with the problem take part is not recorded."),
        ([False, False], "Nobody listed lives with the problem or is led by people who do."),
        ([True, False], "People who live with the problem are, or lead, 1 of them."),
        ([True, None], "People who live with the problem are, or lead, 1 of them; for 1 this is not recorded."),
    ],
)
def test_people_affected_are_counted_as_far_as_is_known(affected, expected):
    """No, unknown and yes are three different things."""
    found = table(*(person(f"p{k}", sector="other", affected=each) for k, each in enumerate(affected)))
    assert expected in found


def test_few_persons_who_live_with_the_problem_are_not_counted_in_public():
    """One of a minimum of ten could be recognised; an organisation of such people is no person."""
    rule = ci.Disclosure(minimum_count=10)
    ana = person("ana", kind="person", affected=True)
    some = "People who live with the problem are among them; how many is withheld."
    assert some in table(ana, audience="public", disclosure=rule)
    assert some in table(ana, redacted=True, disclosure=rule)
    assert some not in table(ana, disclosure=rule)
    assert some not in table(person("parents", affected=True), audience="public", disclosure=rule)


def body(**fields):
    """Return a steering body."""
    return ci.Body(id="steering", name="Steering table", kind="steering_committee", **fields)


@pytest.mark.parametrize(
    ("bodies", "extents", "expected"),
    [
        ([], [], "Whether there is a steering body is not recorded."),
        ([], [ci.Extent(collection="bodies", completeness="complete")], "No steering body is recorded."),
        ([ci.Body(id="group", kind="working_group")], [], "No steering body is recorded."),
    ],
)
def test_no_steering_body_and_an_unknown_one_are_two_things(bodies, extents, expected):
    """Whoever lists bodies lists all of them, unless said otherwise."""
    assert expected == table(bodies=bodies, extents=extents)[-1]


@pytest.mark.parametrize(
    ("bodies", "extents", "expected"),
    [
        ([body()], [], "Who sits in it is not recorded."),
        (
            [body(members=["a", "b"])],
            [],
            f"Seats: 2. Sectors among them: 1. {AFFECTED}: seated.",
        ),
        (
            [body(members=["b"])],
            [ci.Extent(collection="bodies/steering/members", completeness="partial")],
            f"Seats listed: 1; there may be others. Sectors among them: 0. {AFFECTED}: not seated.",
        ),
        (
            [body(members=["c"])],
            [ci.Extent(collection="bodies/steering/members", completeness="partial", total=27)],
            f"Seats listed: 1, of 27. Sectors among them: 1. {AFFECTED}: not recorded.",
        ),
    ],
)
def test_the_steering_body_is_said_with_its_seats(bodies, extents, expected):
    """Who steers, from how many sectors, and whether people who live with the problem sit there."""
    people = [person("a", sector="health", affected=True), person("b", affected=False), person("c", sector="media")]
    assert f"Steering body: Steering table. {expected}" == table(*people, bodies=bodies, extents=extents)[-1]


def test_a_steering_body_without_a_name_is_called_by_its_id():
    """Better than nothing."""
    assert (
        "Steering body: s. Who sits in it is not recorded."
        == table(bodies=[ci.Body(id="s", kind="steering_committee")])[-1]
    )


def test_the_numbers_lead_back_to_the_partners():
    """Who was counted, and who lives with the problem."""
    made = initiative(stakeholders=[person("a", affected=True, sector="health"), person("b", affected=False)])
    lines = at_the_table(setting(made, of_card=card())).blocks
    assert ("stakeholders/a", "stakeholders/b") == lines[0].grounds.addresses
    assert ("stakeholders/a",) == lines[3].grounds.addresses


# What the counts rest on


def grounds(begins, audience, *stakeholders, **fields):
    """Return what a line about the table rests on."""
    blocks = at_the_table(setting(initiative(stakeholders=stakeholders, **fields), audience)).blocks
    return next(block.grounds for block in blocks if str(block.text).startswith(begins))


@pytest.mark.parametrize("begins", ["Partners listed", "Their sectors"])
def test_counts_at_the_table_lead_back_to_the_partners(begins):
    """Persons are counted for the public, not named."""
    partners = [person("ymca", sector="health"), person("ann", sector="faith", kind="person")]
    extents = [ci.Extent(collection="stakeholders", completeness="partial", total=9)]
    of_the_list = ("extents/stakeholders",) if begins == "Partners listed" else ()
    open_to_all = grounds(begins, "public", *partners, extents=extents)
    assert (("stakeholders/ymca", *of_the_list), 1) == (open_to_all.addresses, open_to_all.unnamed)
    names = ("stakeholders/ymca", "stakeholders/ann", *of_the_list)
    assert names == grounds(begins, "backbone", *partners, extents=extents).addresses


def test_the_nameless_have_addresses():
    """So that somebody can name them."""
    found = grounds("Without a name", "backbone", person("ymca"), ci.Stakeholder(id="third"))
    assert ("stakeholders/third",) == found.addresses


def test_seats_that_are_not_all_listed_lead_back_to_who_says_so():
    """One of five seats: the five stand in a record of their own."""
    body = ci.Body(id="board", kind="steering_committee", members=["ymca"])
    extents = [ci.Extent(collection="bodies/board/members", completeness="partial", total=5)]
    found = grounds("Steering body", "public", person("ymca"), bodies=[body], extents=extents)
    assert ("bodies/board", "stakeholders/ymca", "extents/bodies%2Fboard%2Fmembers") == found.addresses
