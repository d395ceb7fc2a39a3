"""Partner by partner, and who drifts: for the backbone by name, for a committee as a count."""

import attrs
import pytest
from tests.reports.made import card, cells, initiative, setting, texts

import collective_impact as ci
from collective_impact.reports._partners import drifting, partners

IDS = ["leader", "partner", "attender", "reporter", "backbone", "provider", "funder", "idle"]
DAY = "2024-06-30"


def everybody(**fields):
    """Return an initiative on 30 June 2024 in which all but one do something."""
    acts = {
        "stakeholders": [ci.Stakeholder(id=name, name=name.title()) for name in IDS],
        "activities": [ci.Activity(id="tutoring", led_by="leader", partners=["partner"], status="under_way")],
        "convenings": [ci.Convening(on="2024-01-10", attendances=[ci.Attendance(stakeholder="attender")])],
        "indicators": [
            ci.Indicator(id="x", observations=[ci.Observation(period="2023", value=1, reporter="reporter")])
        ],
        "backbone": ci.Backbone(
            organizations=["backbone"],
            provisions=[ci.Provision(function="advance_policy", providers=["provider"])],
            funding=[ci.Funding(id="grant", funder="funder"), ci.Funding(id="other")],
        ),
    }
    return initiative(**acts | fields)


def seen(of, audience="backbone", **options):
    """Return the section about partners without an act."""
    return drifting(setting(of, audience, of_card=card(), **options))


def named(of, audience="backbone", **options):
    """Return the names in the section; None where there is no section."""
    section = seen(of, audience, **options)
    lines = [] if section is None else texts(section)
    return None if section is None else [name for name in map(str.title, IDS) if any(f"{name}:" in x for x in lines)]


# Who drifts


def test_only_partners_without_any_act_are_named():
    """To lead, join, attend, report, serve, provide or fund is to act: what the card calls drifting."""
    assert ["Idle"] == named(everybody())
    assert ["idle"] == [partner.stakeholder for partner in ci.alignment(everybody(), DAY).drifting]


def test_partners_are_named_to_the_backbone_alone():
    """The committee learns how many there are, the public and readers of a redacted report nothing."""
    assert [] == named(everybody(), "committee")
    assert named(everybody(), "public") is None
    assert named(everybody(), redacted=True) is None
    assert "For 1 of 8 partners" in texts(seen(everybody(), "committee"))[0]


def test_the_evidence_is_told_with_the_name():
    """When it joined, that it adopted the agenda, and what it did last."""
    declared = ci.Stakeholder(id="idle", name="Idle", joined="2021-03-01")
    of = everybody(
        stakeholders=[*everybody().stakeholders[:-1], declared],
        agenda=ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder="idle", on="2021-04-02")]),
        convenings=[
            *everybody().convenings,
            ci.Convening(on="2022-02-03", attendances=[ci.Attendance(stakeholder="idle")]),
        ],
    )
    (line,) = seen(of).blocks[1].lines
    expected = "Idle: joined on 1 March 2021, adopted the agenda; last known act on 3 February 2022"
    assert expected == str(line.text)
    records = ("stakeholders/idle", "agenda/adoptions/idle;on=2021-04-02", "convenings/2022-02-03")
    assert records == line.grounds.addresses


def test_who_has_no_name_and_never_did_anything_is_told_so():
    """By id; all that is known is that it is listed. Its address is that of the record, whatever the id holds."""
    nameless = everybody(stakeholders=[*everybody().stakeholders[:-1], ci.Stakeholder(id="a/b")])
    (line,) = seen(nameless).blocks[1].lines
    assert "a/b: listed as a partner; no act is recorded" == str(line.text)
    assert [nameless.find(address).id for address in line.grounds.addresses] == ["a/b"]


def test_the_count_leads_back_to_partners_whom_the_backbone_alone_may_know():
    """A committee learns that there is one record."""
    found = [seen(everybody(), who).blocks[0].grounds for who in ("backbone", "committee")]
    assert [(("stakeholders/idle",), 0), ((), 1)] == [(grounds.addresses, grounds.unnamed) for grounds in found]


def test_where_everybody_acts_there_is_no_section():
    """Nothing is wrong, nothing is said."""
    assert named(everybody().without("stakeholders/idle")) is None


def test_where_activities_or_meetings_are_not_listed_nobody_is_called_inactive():
    """A first hour lists partners before it lists what they do; a list that goes on may hold the act."""
    assert named(initiative(stakeholders=[ci.Stakeholder(id="a")])) is None
    partial = [ci.Extent(collection="activities", completeness="partial")]
    assert named(everybody(extents=partial)) is None


def test_who_has_just_joined_is_not_counted():
    """Six months are too short a time to drift."""
    new = attrs.evolve(everybody().stakeholders[-1], joined="2024-03-01")
    assert named(everybody(stakeholders=[*everybody().stakeholders[:-1], new])) is None


def test_what_is_not_certain_is_said():
    """Figures that nobody signed may be the act that is missing."""
    warning = "Not all that partners do is listed, so some of them may well be active."
    partial = [ci.Extent(collection="indicators", completeness="partial")]
    assert warning in texts(seen(everybody(extents=partial)))
    complete = [ci.Extent(collection="activities/tutoring/partners", completeness="complete")]
    signed = [ci.Indicator(id="x", reporters=["reporter"], observations=everybody().indicators[0].observations)]
    sure = everybody(extents=complete, indicators=signed)
    assert all(partner.is_certain for partner in ci.alignment(sure, DAY).drifting)
    assert warning not in texts(seen(sure))


# Partner by partner


def table(of, audience="backbone", **options):
    """Return the table of partners; None where there is no section."""
    section = partners(setting(of, audience, of_card=card(), **options))
    return None if section is None else section.tables[0]


def test_there_is_a_row_for_each_partner_for_the_backbone_alone():
    """In the order of the file."""
    assert IDS == [row.key for row in table(everybody()).rows]
    assert table(everybody(), "committee") is None
    assert table(everybody(), "public") is None
    assert table(everybody(), redacted=True) is None
    assert table(initiative()) is None


def test_a_row_tells_what_to_know_before_a_call():
    """What it adopted, reported, does, attended, and with whom it works, counted where that can be."""
    ends = [("2023-10-01", ["leader"]), ("2024-01-10", ["attender"]), ("2024-02-10", ["attender", "leader"])]
    of = everybody(
        agenda=ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder="leader", on="2022-04-02")]),
        bodies=[ci.Body(id="board", kind="steering_committee", members=["leader", "attender"])],
        convenings=[
            ci.Convening(on=on, body="board", attendances=[ci.Attendance(stakeholder=name) for name in there])
            for on, there in ends
        ],
        ties=[ci.Tie(source="leader", target="partner", kind="collaboration")],
    )
    leader, attender = (cells(table(of), name) for name in ("leader", "attender"))
    expected = {"partner": "Leader", "adopts": "yes", "acts": "yes", "attends": "2 of 3", "last": "under way"}
    assert expected == {key: leader[key] for key in expected}
    assert "2 of 3" == attender["attends"]
    assert "10 February 2024" == attender["last"]
    assert "none recorded" == cells(table(of), "idle")["last"]
    assert "agenda/adoptions/leader;on=2022-04-02" in table(of).rows[0].grounds.addresses


@pytest.mark.parametrize(("locale", "words"), [("en", ("yes", "not asked")), ("es", ("sí", "no se le pide"))])
def test_rows_are_in_the_language_of_the_page(locale, words):
    """Also what is said of each partner."""
    page = ci.report(ci.examples.load("fictional_riverbend"), "backbone", locale=locale).to_markdown()
    row = next(line for line in page.splitlines() if line.startswith("| Harbor Street Youth Council"))
    assert words == tuple(cell.strip() for cell in row.split("|")[2:4])
    assert "30 of 41" in row or "30 de 41" in row


def test_all_and_none_of_several_are_counted():
    """What came in of two reports is 0 of 2, and who came to both meetings came to 2 of 2."""
    page = ci.report(ci.examples.load("fictional_riverbend"), "backbone")
    rows = {row.key: row for row in page.section("partners").tables[0].rows}
    assert "0 of 2" == str(rows["millrace_alliance"].cells[2].text)
    assert "13 of 13" == str(rows["riverbend_trust"].cells[4].text)
