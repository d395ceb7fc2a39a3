"""The scorecard of indicators."""

import json
import pickle

import attrs
import pytest
from hypothesis import given, settings
from tests.strategies import initiatives

import collective_impact as ci
from collective_impact.scoring.progressing import METHOD

RGV = ci.examples.load("rgv_focus")


def indicator(key, *figures, **fields):
    """Return an indicator in percent that is to rise from 40 in 2010 to 60 in 2020."""
    plain = {
        "unit": "percent",
        "direction": "increase",
        "baseline": ci.Observation(period="2010", value=40),
        "target": ci.Observation(period="2020", value=60),
    }
    seen = [ci.Observation(period=period, value=value) for period, value in figures]
    return ci.Indicator(id=key, **plain | fields, observations=seen)


def initiative(*indicators, **fields):
    """Return an initiative with indicators."""
    return ci.Initiative(id="reads", indicators=indicators, **fields)


def codes(messages):
    """Return the codes of messages."""
    return [message.code for message in messages]


def test_a_score_is_the_share_of_the_way():
    """From 40 to 60, 50 is half of it."""
    card = ci.progress(initiative(indicator("read", ("2015", 50), name="Reading")), as_of="2016-01-01")
    score = card["read"]
    assert (50.0, (50.0, 50.0), 1.0, 2, METHOD) == (score.value, score.bounds, score.coverage, score.n, score.method)
    assert ("indicators/read/baseline", "indicators/read/observations/2015", "indicators/read/target") == score.rests_on
    assert ("structural",) == score.assessed_by
    assert "Reading" == card.nodes.node("read").label
    assert card.attainment("read").status == "on_track"


def test_a_score_of_what_is_not_known():
    """Without a figure, nothing is ruled out, and why stands in its warnings."""
    card = ci.progress(initiative(indicator("read")), as_of="2016-01-01")
    score = card["read"]
    assert (None, (0.0, 100.0), ()) == (score.value, score.bounds, score.assessed_by)
    assert pytest.approx(2 / 3) == score.coverage
    assert ["progress.no_figure"] == codes(score.warnings)


def test_there_is_no_overall():
    """A mean of graduation and arrests would mean nothing."""
    assert not hasattr(ci.progress(RGV), "overall")
    assert isinstance(ci.progress(RGV), ci.Scorecard)


def test_the_portfolio_of_rgv_focus():
    """Of 12 indicators nine have a baseline: eight rose and one fell, in both years."""
    for day in ("2019-08-31", "2020-08-31"):
        found = ci.progress(RGV, as_of=day).portfolio
        assert (8, 0, 1, 3) == (found.improved, found.maintained, found.worsened, found.not_evaluable)
        assert ("employed_2_year",) == found.which("worsened")
        assert ("pre_k_enrollment", "college_ready", "graduation_4_year") == found.which("not_evaluable")


@pytest.mark.parametrize("name", ["a/b", "overall", "x;y=z", "%2F", "niño"])
def test_ids_of_any_kind_are_keys(name):
    """An id may look like a path, an address or a name of ours."""
    card = ci.progress(initiative(indicator(name, ("2015", 50)), indicator("b", ("2015", 45))), as_of="2016-01-01")
    assert [name, "b"] == list(card)
    assert (50.0, 25.0) == (card[name].value, card["b"].value)
    assert card == ci.loads(ci.dumps(card), kind=ci.Progress)
    assert name == card.attainment(name).indicator


def test_an_unknown_indicator():
    """The nearest is named."""
    card = ci.progress(RGV)
    with pytest.raises(ci.UnknownNameError, match="no indicator 'fasfa'; did you mean 'fafsa'"):
        card.attainment("fasfa")
    with pytest.raises(ci.UnknownNameError, match="no subject 'fasfa'; did you mean 'fafsa'"):
        card["fasfa"]


def test_the_date_is_inferred():
    """The latest thing that happened, and the card says so."""
    card = ci.progress(initiative(indicator("read", ("2015", 50))))
    assert ("2015-12-31", "card.as_of_inferred") == (str(card.as_of), card.warnings[0].code)
    undated = ci.progress(initiative(indicator("read", baseline=None, target=None)))
    assert ["card.as_of_unknown"] == codes(undated.warnings)


def test_later_figures_are_not_used():
    """The card of an earlier day is that of the figures of that day."""
    whole, part = (
        initiative(indicator("read", *figures)) for figures in ((("2015", 50), ("2016", 55)), (("2015", 50),))
    )
    assert ci.progress(whole, "2016-06-30") == ci.progress(part, "2016-06-30")
    assert ci.progress(whole, "2016-12-31") != ci.progress(part, "2016-12-31")


def test_what_matters_can_be_said_for_each_indicator():
    """One point more is no improvement where two matter."""
    two = initiative(indicator("read", ("2015", 41)), indicator("write", ("2015", 41)))
    card = ci.progress(two, "2016-01-01", minimal_changes={"read": 2})
    assert ["maintained", "improved"] == [one.movement for one in card.attainments]
    with pytest.raises(ci.UnknownNameError, match="did you mean 'read'"):
        ci.progress(two, minimal_changes={"reed": 2})


def test_the_tolerance_can_be_chosen():
    """45 is 25 % of the way where 50 are expected."""
    one = initiative(indicator("read", ("2015", 45)))
    assert "behind" == ci.progress(one, "2016-01-01").attainment("read").status
    assert "on_track" == ci.progress(one, "2016-01-01", tolerance=30).attainment("read").status


def test_every_card_says_what_it_may_not_be_used_for():
    """Not that the initiative did it; and the caveats of every scorecard."""
    card = ci.progress(RGV)
    general = ["card.not_predictive", "card.not_comparable", "card.assessed_by", "card.not_for_funds"]
    assert ["progress.not_caused", *general] == codes(card.caveats)
    assert "structural" in str(card.caveats[3])
    assert "nothing yet" in str(ci.progress(initiative()).caveats[3])


def test_warnings_of_indicators_are_those_of_the_card():
    """What was left out, and for how many the sampling error is not known."""
    card = ci.progress(initiative(indicator("read", ("2009", 30), ("2015", 50))), "2016-01-01")
    assert ["progress.before_baseline", "progress.of_unknown_error"] == codes(card.warnings)
    assert "1 of 1 indicators" in str(card.warnings[1])


# Out -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ci.examples.names())
def test_a_card_is_a_document(name, tmp_path):
    """It is read back as it was written, with its fingerprint, and pickles."""
    card = ci.progress(ci.examples.load(name))
    ci.write_json(card, tmp_path / "card.json")
    again = ci.read_json(tmp_path / "card.json", kind=ci.Progress)
    assert card == again
    assert (card.portfolio, card.fingerprint()) == (again.portfolio, again.fingerprint())
    assert card == pickle.loads(pickle.dumps(card))  # noqa: S301 - our own bytes


@settings(max_examples=15)
@given(initiatives())
def test_every_initiative_has_progress(of):
    """Whatever is recorded, and however oddly: each indicator has one score, within its bounds, in a document."""
    card = ci.progress(of)
    assert [indicator.id for indicator in of.indicators] == list(card)
    assert len(card) == card.portfolio.evaluable + card.portfolio.not_evaluable
    assert card == ci.loads(ci.dumps(card), kind=ci.Progress)
    assert str(card)
    assert card._repr_html_()


def test_a_document_of_another_kind():
    """A card of readiness is none of progress."""
    with pytest.raises(ci.InvalidDocumentError, match="attainments"):
        ci.from_dict(ci.readiness(RGV).to_dict(), kind=ci.Progress)


def test_the_schema_knows_attainments():
    """It is made from the classes."""
    schema = ci.json_schema("progress")
    assert {"scorecard"} < set(schema["properties"])
    assert {"Attainment", "Waypoint", "Change", "Progress"} <= set(schema["$defs"])


def test_scores_and_attainments_belong_together():
    """A card whose nodes are others than its attainments is none."""
    card = ci.progress(RGV)
    with pytest.raises(ci.InvalidValueError, match=r"Progress\.tree"):
        attrs.evolve(card, tree=card.tree[1:])


def test_records_are_plain_rows():
    """Score, status, movement and change of each indicator."""
    card = ci.progress(initiative(indicator("read", ("2015", 62))), "2016-01-01")
    (row,) = card.to_records()
    expected = {
        "path": "read",
        "value": 100.0,
        "raw": 110.0,
        "status": "reached",
        "movement": "improved",
        "baseline": 40.0,
        "latest": 62.0,
        "period": "2015",
        "target": 60.0,
        "unit": "percent",
        "change": 22.0,
        "change_unit": "percentage_point",
        "change_relative": 55.0,
        "change_since": "baseline",
    }
    assert expected == {name: row[name] for name in expected}
    assert row == json.loads(json.dumps(row))
    assert list(row) == list(card.to_columns())


def test_a_row_of_nothing():
    """What is not known is None."""
    (row,) = ci.progress(initiative(ci.Indicator(id="read")), "2016-01-01").to_records()
    names = ("baseline", "latest", "period", "target", "change", "change_unit", "change_relative", "change_since")
    assert {None} == {row[name] for name in names}
    assert "read: there is no baseline figure" in row["reasons"]


def test_text_is_a_plain_table():
    """One line an indicator, and the portfolio."""
    card = ci.progress(initiative(indicator("read", ("2015", 45)), name="Reads"), "2016-01-01")
    assert str(card).splitlines() == [
        "Reads, as of 2016-01-01",
        "  read       25 (25–25), 100 % of the evidence; behind, improved",
        "  Portfolio  1 improved, 0 maintained, 0 worsened, 0 not evaluable; 100 % of the evaluable improved",
    ]
    assert "<td>25 (25–25), 100 % of the evidence; behind, improved</td>" in card._repr_html_()


@pytest.mark.parametrize("other", [None, {"id": "reads"}, indicator("read")])
def test_only_an_initiative_has_progress(other):
    """An indicator alone has an attainment."""
    with pytest.raises(ci.InvalidValueError, match=r"initiative: .* is not an Initiative"):
        ci.progress(other)


# What may be shown


def share(period, numerator, **fields):
    """Return a share of 40 people."""
    value = 100 * numerator / 40
    return ci.Observation(period=period, value=value, numerator=numerator, denominator=40, **fields)


def few(**fields):
    """Return an initiative of which the latest figure is 3 of 40 people."""
    figures = [share("2014", 20), share("2015", 3), share("2015", 2, group="girls"), share("2099", 1)]
    return initiative(attrs.evolve(indicator("few"), observations=figures), **fields)


def test_figures_of_few_people_are_not_used_and_counted():
    """3 of 40 is withheld under a rule of 10, so 20 of 40 is the latest; those of groups and later ones don't count."""
    card = ci.progress(few(disclosure=ci.Disclosure(minimum_count=10)), as_of="2016-12-31")
    (row,) = card.to_records()
    assert (50, "2014", 10) == (row["latest"], row["period"], row["change"])
    (said,) = [message for message in card.warnings if message.code == "progress.withheld"]
    assert {"n": 1, "least": 10} == dict(said.params)
    assert "7.5" not in json.dumps(card.to_dict())
    assert "7.5" not in str(card)


def test_who_holds_the_data_may_use_every_figure():
    """7.5 percent, when asked for, and nothing is said to be withheld."""
    rule = ci.Disclosure(minimum_count=10)
    card = ci.progress(few(disclosure=rule), as_of="2016-12-31", small_figures=True)
    assert 7.5 == card.to_records()[0]["latest"]
    assert "progress.withheld" not in codes(card.warnings)


@pytest.mark.parametrize("rule", [None, ci.Disclosure(), ci.Disclosure(minimum_count=2)])
def test_without_a_count_in_the_rule_or_anything_small_nothing_is_withheld(rule):
    """No rule, one that names no count, and one that 3 of 40 keeps to."""
    made = initiative(attrs.evolve(indicator("few"), observations=[share("2015", 3)]), disclosure=rule)
    card = ci.progress(made, as_of="2016-12-31")
    assert 7.5 == card.to_records()[0]["latest"]
    assert "progress.withheld" not in codes(card.warnings)
