"""Alignment as a card: facets, partners, sectors, tables, and what is told beside."""

import json
import re
import subprocess
import sys

import attrs
import jsonschema
import pytest
from tests.scoring import made

import collective_impact as ci

RIVERBEND = ci.examples.load("fictional_riverbend")
CARD = ci.alignment(RIVERBEND)
FACETS = ["agenda", "measurement", "activities", "relationships"]


class TestFramework:
    """What alignment asks."""

    def test_facets(self):
        """Four groups without halves; a geometric mean across them, which needs all."""
        assert FACETS == [group.path for group in ci.ALIGNMENT.groups]
        assert (0.0, 1.0, 1.0) == (ci.ALIGNMENT.power, ci.ALIGNMENT.floor, ci.ALIGNMENT.needs)
        assert {(1.0, 2 / 3)} == {(group.power, group.needs) for group in ci.ALIGNMENT.groups}

    @pytest.mark.parametrize("criterion", ci.ALIGNMENT.criteria, ids=lambda criterion: criterion.id)
    def test_each_criterion_says_what_it_asks_and_where_it_comes_from(self, criterion):
        """Question, advice, source and, where it is measured, the formula are there; the id leads to the path."""
        assert criterion.question.endswith("?")
        assert criterion.act.endswith(".")
        assert criterion.find_out.endswith(".")
        assert re.search(r"\(\d{4}\)", criterion.source)
        assert (criterion.measure is None) is (criterion.formula is None)
        assert f"alignment.{criterion.path.replace('/', '.')}" == criterion.id
        assert (criterion.worst, criterion.best) == (0.0, 1.0) or criterion.ours

    def test_equity_line_asks_for_the_people_affected(self):
        """At the table, in the steering body, in the agenda's adoption."""
        marked = [criterion.name for criterion in ci.ALIGNMENT.criteria if criterion.equity]
        assert ["at_the_table", "steering", "affected_adoption"] == marked
        assert min(CARD.nodes[name].value for name in marked) == CARD.equity.value

    def test_what_is_no_more_the_better_is_in_no_score(self):
        """Neither density nor centralization nor the number of ties has goalposts."""
        told = {criterion.name for criterion in ci.ALIGNMENT.criteria}
        assert set() == told & {"density", "centralization", "reach", "trust_density"}
        assert "trust_density" in {one.id for one in CARD.beside}

    def test_measures_of_its_own_are_all_asked(self):
        """Each measure of a facet answers one criterion."""
        from collective_impact.conditions.measures import measure_names

        asked = [criterion.measure for criterion in ci.ALIGNMENT.criteria]
        own = [name for name in measure_names() if name.startswith("aligned_")]
        assert set(own) <= set(asked)
        assert len(asked) - 1 == len({*asked} - {None})  # one of them has no measure


class TestCard:
    """What the card holds, and how it travels."""

    def test_it_maps_its_facets(self):
        """As any profile it explains itself down to the criteria."""
        assert FACETS == list(CARD)
        assert isinstance(CARD, ci.Profile)
        assert 100 - CARD["measurement"].value == pytest.approx(CARD.explain("measurement").lost)

    def test_it_is_a_document(self):
        """Partners, tables and what is told beside survive the round trip."""
        back = ci.from_dict(json.loads(ci.dumps(CARD)), kind=ci.Alignment)
        assert back == CARD
        assert back.fingerprint() == CARD.fingerprint()
        assert back.matrix("activities") == CARD.matrix("activities")
        schema = ci.json_schema("alignment")
        assert jsonschema.Draft202012Validator(schema).is_valid(json.loads(ci.dumps(CARD)))

    def test_what_if_keeps_the_partners(self):
        """A supposition is about scores."""
        supposed = CARD.what_if({"reporting": 100})
        assert supposed["measurement"].value > CARD["measurement"].value
        assert supposed.partners == CARD.partners

    def test_advice_has_the_framework_s_own_words(self):
        """In English as in the framework, in Spanish as in the file of the framework."""
        gap = next(gap for gap in CARD.gaps() if gap.path == "measurement/reporting")
        assert ci.ALIGNMENT.criterion("reporting").act == str(gap.act)
        assert gap.act.text("es").startswith("Ayuden a los aliados")

    def test_trust_is_nobody_s_to_read_off(self):
        """No tie of trust stands in the card, whoever it is between."""
        text = ci.dumps(CARD)
        assert "kind=trust" not in text
        assert '"ties/' not in text

    def test_another_framework(self):
        """A part of it, with other weights."""
        own = ci.ALIGNMENT.without("agenda", "relationships").renamed("short")
        assert ["measurement", "activities"] == list(ci.alignment(RIVERBEND, framework=own))

    @pytest.mark.parametrize(("initiative", "framework"), [({}, None), (RIVERBEND, "alignment")])
    def test_what_is_none_is_refused(self, initiative, framework):
        """What is no initiative, or no framework, is refused with how to get one."""
        with pytest.raises(ci.InvalidValueError, match="reads one from a file"):
            ci.alignment(initiative, framework=framework)

    def test_date(self):
        """Inferred with a warning, or as given."""
        assert ["card.as_of_inferred"] == [warning.code for warning in CARD.warnings]
        assert () == ci.alignment(RIVERBEND, "2025-06-11").warnings
        with pytest.raises(ci.InvalidValueError):
            ci.alignment(RIVERBEND, "last week")

    def test_table_ends_with_who_drifts(self):
        """By name, since a card is for the backbone; or that nobody is known to."""
        assert str(CARD).splitlines()[-1].endswith("nobody is known to")
        idle = ci.Initiative(
            id="reads",
            stakeholders=[ci.Stakeholder(id="mall", name="The Mall"), ci.Stakeholder(id="ymca")],
            activities=[ci.Activity(id="fair", led_by="ymca", status="under_way")],
            convenings=[ci.Convening(on="2025-01-31", attendances=[ci.Attendance(stakeholder="ymca")])],
        )
        card = ci.alignment(idle, "2025-06-11")
        assert ["mall"] == [partner.stakeholder for partner in card.drifting]
        assert str(card).splitlines()[-1].endswith("The Mall")

    def test_readiness_loads_no_networkx(self):
        """And neither does alignment: pairs are counted without a graph."""
        code = (
            "import sys, collective_impact as ci; r = ci.examples.load('fictional_riverbend');"
            "ci.readiness(r); assert 'networkx' not in sys.modules; ci.alignment(r); print('networkx' in sys.modules)"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
        assert "False" == run.stdout.strip()


class TestPartners:
    """Each member, each sector, each table."""

    def test_by_stakeholder(self):
        """All members, none of whom left."""
        members = [person.id for person in RIVERBEND.members(CARD.as_of)]
        assert members == list(CARD.by_stakeholder)
        assert "Alder Unified School District" == CARD.by_stakeholder["alder_schools"].name

    def test_by_sector(self):
        """In alphabetical order, unknown last; of two of a sector the mean."""
        people = [
            ci.Stakeholder(id="a", sector="health"),
            ci.Stakeholder(id="b", sector="health"),
            ci.Stakeholder(id="c", sector="business"),
            ci.Stakeholder(id="d"),
        ]
        agenda = ci.CommonAgenda(adoptions=[ci.Adoption(stakeholder="a"), ci.Adoption(stakeholder="d")])
        card = ci.alignment(ci.Initiative(id="x", stakeholders=people, agenda=agenda), "2020-01-01")
        assert ["business", "health", None] == list(card.by_sector)
        assert [0.0, 0.5, 1.0] == [of["adopts"].value for of in card.by_sector.values()]
        assert ("agenda", "agenda/adoptions/a") == card.by_sector["health"]["adopts"].rests_on

    def test_matrix(self):
        """Three of them, by name."""
        assert ["measurement", "activities", "indicators"] == [matrix.name for matrix in CARD.matrices]
        columns = CARD.matrix("measurement").to_columns()
        assert ["stakeholder", *(f"indicators/{one.key}" for one in RIVERBEND.indicators)] == list(columns)
        assert {len(CARD.partners)} == {len(column) for column in columns.values()}
        with pytest.raises(ci.UnknownNameError, match="did you mean 'activities'"):
            CARD.matrix("activity")


class TestWhatIsSpokenOf:
    """Items and evidence about alignment, about readiness, and about nothing there is."""

    def about(self, *names):
        """Return an initiative with an item about each, and rated evidence about each."""
        items = [ci.Item(id=f"q{place}", about=[name]) for place, name in enumerate(names)]
        return ci.Initiative(
            id="reads",
            agenda=ci.CommonAgenda(goals=[ci.Goal(id="read")]),
            instruments=[ci.Instrument(id="s", levels=["no", "yes"], items=items)],
            responses=[ci.Response(instrument="s", respondent="p")],
            evidence=[
                ci.Evidence(id=f"e{place}", about=name, rating=1, rater="Ana") for place, name in enumerate(names)
            ],
        )

    def test_mistakes_are_said(self):
        """A criterion of alignment, or a goal, that is misspelt; what readiness asks is no mistake here."""
        given = self.about(
            "alignment.agenda.adoptoin", "agenda/goals/reed", "common_agenda.adoption", "agenda/goals/read"
        )
        warned = [
            warning for warning in ci.alignment(given, "2020-01-01").warnings if warning.code == "card.unknown_about"
        ]
        assert [
            ("evidence/e0", "alignment.agenda.adoptoin"),
            ("instruments/s/items/q0", "alignment.agenda.adoptoin"),
            ("instruments/s/items/q1", "agenda/goals/reed"),
        ] == [(dict(one.params)["address"], dict(one.params)["about"]) for one in warned]

    def test_readiness_says_nothing_of_alignment(self):
        """What alignment asks, and the agenda itself, are no mistakes in readiness."""
        given = self.about("alignment.agenda.adoption", "agenda/goals/read", "agenda", "measurement/reporting")
        assert () == ci.readiness(given, as_of="2020-01-01").warnings

    def test_criterion_without_a_measure_is_rated(self):
        """Contradictory activities are for raters to see."""
        rated = ci.Evidence(id="e", about="alignment.activities.no_contradiction", rating=3, rater="Ana")
        card = ci.alignment(ci.Initiative(id="x", evidence=[rated]), "2020-01-01")
        assert 75.0 == card.nodes["no_contradiction"].value


def test_an_empty_initiative_can_be_aligned():
    """There is no score, the bounds say that nothing is known, and no partner."""
    card = ci.alignment(ci.Initiative(id="new"))
    assert (None, (), {}) == (card.overall.value, card.partners, dict(card.by_sector))
    assert (1.0, 100.0) == card.overall.bounds  # the floor of the geometric mean


def test_other_kinds_have_no_partners():
    """A card of alignment is refused where its scores are not those of its framework."""
    with pytest.raises(ci.InvalidValueError):
        attrs.evolve(CARD, framework=made.halves(1, 1).framework)
