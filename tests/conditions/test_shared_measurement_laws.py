from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.conditions import shared_measurement

TODAY = date(2020, 6, 30)
BOOLS = st.booleans()
MOSTLY = st.sampled_from([True, True, True, False])
PEOPLE, GOALS, TWO = "pqr", "gh", (0, 1)

PERSON = st.fixed_dictionaries({"agreement": BOOLS, "left": st.sampled_from([None, None, "2019-12-31", "2010-12-31"])})
SENT = st.fixed_dictionaries(
    {
        "period": st.sampled_from(["2017", "2018", "2019", "2019 Q4", "2020"]),
        "reporter": st.sampled_from([*PEOPLE, None]),
        "group": st.sampled_from([None, "girls"]),
        "status": st.sampled_from(["actual", "actual", "provisional", "suppressed", "forecast", "not_collected"]),
        "unit": st.sampled_from([None, "percent", "ratio", "student"]),
        "version": st.sampled_from([None, "1", "2"]),
    }
)
INDICATOR = st.fixed_dictionaries(
    dict.fromkeys(("definition", "unit", "baseline", "target", "is_of_population"), MOSTLY)
    | {
        "goals": st.sets(st.sampled_from(GOALS)),
        "reporters": st.sets(st.sampled_from(PEOPLE)),
        "is_public": BOOLS,
        "frequency": st.sampled_from(["annual", "annual", "biennial", None]),
        "lag": st.sampled_from([None, 60, 400]),
        "observations": st.lists(
            SENT, max_size=3, unique_by=lambda one: (one["period"], one["group"], one["reporter"])
        ),
    }
)
MEETING = st.fixed_dictionaries({"on": st.sampled_from([-1, 0, 1]), "data_reviewed": BOOLS, "results_returned": BOOLS})
FACTS = st.fixed_dictionaries(
    {
        "people": st.fixed_dictionaries(dict.fromkeys(PEOPLE, PERSON)),
        "indicators": st.lists(INDICATOR, max_size=2),
        "meetings": st.lists(MEETING, max_size=2),
    }
)
"""Everything that is the case, with nothing unknown."""


def each(parts, names):
    """Return the names of some parts of each of several records."""
    return [f"{part}.{name}" for part in parts for name in names]


_LIST = ["total.indicators", *each(["indicator"], TWO)]
_SENT = each(["observations", "total.observations", "value.0", "value.1", "value.2"], TWO)
_WHO = each(["reporters", "public"], TWO)
_MEETINGS = ["total.convenings", *each(["meeting"], TWO)]

OPEN = {
    "agenda_coverage": [*_LIST, *each(["level", "tied"], TWO)],
    "common_reporting": [*_LIST, *_SENT, *_WHO],
    "comparability": [*each(["unit", "version", "value.0", "value.1", "value.2"], TWO), *_LIST],
    "data_agreements": [*_LIST, *_WHO, *each(["agreement"], PEOPLE)],
    "defined_indicators": [*_LIST, *_WHO, *each(["definition", "unit", "direction", "baseline", "target"], TWO)],
    "disaggregation": [*_LIST, *_SENT, *each(["level"], TWO)],
    "results_returned": [*_MEETINGS, *each(["results_returned"], TWO)],
    "timeliness": [*_LIST, *_SENT, *each(["frequency"], TWO)],
    "use": [*_MEETINGS, *each(["data_reviewed"], TWO)],
}
"""What may be unknown of it, and matters to a measure.

Of what is comparable, an incomplete list of observations is left out: which period is usual
is read off the reports that are listed. A publication lag that is not stated is none, and
common reporting without a frequency goes by the reports there are: these are rules, not
unknowns.
"""


class Record:
    """Writes down the facts, but for what is unknown."""

    def __init__(self, facts, unknown):
        self.facts, self.unknown, self.extents = facts, unknown, []

    def known(self, name, value):
        """Return a value unless it is unknown."""
        return None if name in self.unknown else value

    def note(self, collection, *, is_complete, total=None):
        """Note how complete a collection is."""
        completeness = "complete" if is_complete else "partial"
        self.extents.append(ci.Extent(collection=collection, completeness=completeness, total=total))

    def listed(self, collection, name, parts):
        """Return the parts that are listed, and note how many there are if that is known."""
        kept = [part for index, part in enumerate(parts) if f"{name}.{index}" not in self.unknown]
        is_complete = len(kept) == len(parts)
        total = None if is_complete else self.known(f"total.{collection}", len(parts))
        self.note(collection, is_complete=is_complete, total=total)
        return kept

    def sent(self, index):
        """Return the observations of an indicator; if the list is unknown, all but the first."""
        facts = self.facts["indicators"][index]["observations"]
        made = [
            ci.Observation(
                period=one["period"],
                value=self.known(f"value.{number}.{index}", 1) if one["status"] in ("actual", "provisional") else None,
                reporter=one["reporter"],
                group=one["group"],
                status=one["status"],
                unit=one["unit"],
                definition_version=one["version"],
            )
            for number, one in enumerate(facts)
        ]
        is_open = f"observations.{index}" in self.unknown and made
        total = self.known(f"total.observations.{index}", len(made)) if is_open else None
        self.note(f"indicators/{index}/observations", is_complete=not is_open, total=total)
        return made[1:] if is_open else made

    def of_several(self, collection, name, ids):
        """Return ids, unless unknown."""
        is_known = name not in self.unknown
        self.note(collection, is_complete=is_known)
        return sorted(ids) if is_known else []

    def indicator(self, index):
        """Return one indicator."""
        facts = self.facts["indicators"][index]
        there = {True: ci.Observation(period="2012", value=1), False: ci.Observation(status="not_collected")}

        def known(part, value):
            return self.known(f"{part}.{index}", value)

        is_public = facts["is_public"] and not facts["reporters"]
        return ci.Indicator(
            id=str(index),
            definition=known("definition", "x" if facts["definition"] else ""),
            definition_version=known("version", "1"),
            unit=known("unit", "percent" if facts["unit"] else ""),
            direction=known("direction", "increase"),
            baseline=known("baseline", there[facts["baseline"]]),
            target=known("target", there[facts["target"]]),
            level=known("level", "population" if facts["is_of_population"] else "performance"),
            goals=self.of_several(f"indicators/{index}/goals", f"tied.{index}", facts["goals"]),
            reporters=self.of_several(f"indicators/{index}/reporters", f"reporters.{index}", facts["reporters"]),
            public_source=known("public", "state agency" if is_public else ""),
            frequency=known("frequency", facts["frequency"]),
            publication_lag=facts["lag"],
            observations=self.sent(index),
        )

    def meeting(self, index):
        """Return one convening: this month, a year ago, or too long ago."""
        facts = self.facts["meetings"][index]
        answers = {name: self.known(f"{name}.{index}", facts[name]) for name in ("data_reviewed", "results_returned")}
        return ci.Convening(id=str(index), on=date(2019 + facts["on"], 6, 30 - index), **answers)

    def written(self):
        """Return the initiative."""
        people = [
            ci.Stakeholder(
                id=name, data_sharing_agreement=self.known(f"agreement.{name}", one["agreement"]), left=one["left"]
            )
            for name, one in self.facts["people"].items()
        ]
        indicators = [self.indicator(index) for index in range(len(self.facts["indicators"]))]
        indicators = self.listed("indicators", "indicator", indicators)
        meetings = [self.meeting(index) for index in range(len(self.facts["meetings"]))]
        meetings = self.listed("convenings", "meeting", meetings)
        there = {one.id for one in indicators}
        extents = [one for one in self.extents if "/" not in one.collection or one.collection.split("/")[1] in there]
        return ci.Initiative(
            id="x",
            stakeholders=people,
            indicators=indicators,
            convenings=meetings,
            agenda=ci.CommonAgenda(goals=[ci.Goal(id=name) for name in GOALS]),
            extents=extents,
        )


def some(names):
    """Return sets of a few of the names."""
    return st.sets(st.sampled_from(names), max_size=3)


def bounds(finding):
    """Return the bounds; a question that does not arise could have any answer before that was known."""
    return (finding.low, finding.high) if finding.applicable else None


def assert_within(wide, narrow, learnt):
    """Check that who knows more has bounds within those of who knows less."""
    before, after = bounds(wide), bounds(narrow)
    if after is None:
        assert before in (None, (0, 1)), learnt
    else:
        assert before is not None, learnt
        assert before[0] - 1e-9 <= after[0], learnt
        assert after[1] <= before[1] + 1e-9, learnt


@pytest.mark.parametrize("name", shared_measurement.__all__)
@given(facts=FACTS, data=st.data())
def test_knowing_one_thing_more_never_widens(name, facts, data):
    """Whatever else is unknown: whoever learns one thing has bounds within those of before."""
    measure = getattr(shared_measurement, name)
    unknown = data.draw(some(OPEN[name]))
    for learnt in OPEN[name]:
        before = measure(Record(facts, unknown | {learnt}).written(), TODAY)
        after = measure(Record(facts, unknown - {learnt}).written(), TODAY)
        assert_within(before, after, learnt)


@pytest.mark.parametrize("name", shared_measurement.__all__)
@given(facts=FACTS, data=st.data())
def test_truth_lies_within_the_bounds(name, facts, data):
    """Whatever is unknown, the bounds hold what comes out when everything is known."""
    measure = getattr(shared_measurement, name)
    unknown = data.draw(some(OPEN[name]))
    found, truth = (measure(Record(facts, hidden).written(), TODAY) for hidden in (unknown, set()))
    assert_within(found, truth, unknown)


@pytest.mark.parametrize("name", shared_measurement.__all__)
@given(facts=FACTS, data=st.data())
def test_improving_a_record_never_lowers(name, facts, data):
    """Whatever turns from no to yes, and whatever report comes in, no finding falls."""
    measure = getattr(shared_measurement, name)
    kind = data.draw(st.sampled_from(["people", "indicators", "meetings", "report"]))
    facts["indicators"] = [one | {"frequency": one["frequency"] or "annual"} for one in facts["indicators"]]
    better = {**facts}
    if kind == "people":
        better["people"] = {key: one | {"agreement": True} for key, one in facts["people"].items()}
    elif kind == "meetings":
        better["meetings"] = [one | {"data_reviewed": True, "results_returned": True} for one in facts["meetings"]]
    elif kind == "indicators":
        parts = dict.fromkeys(("definition", "baseline", "target"), True)
        better["indicators"] = [one | parts for one in facts["indicators"]]
    else:
        report = {"period": "2019-12-31", "reporter": "p", "group": None, "status": "actual"}
        report |= {"unit": None, "version": None}
        better["indicators"] = [one | {"observations": [*one["observations"], report]} for one in facts["indicators"]]
    before, after = (measure(Record(facts, set()).written(), TODAY) for facts in (facts, better))
    if kind != "report" or name != "comparability":
        assert before.value is None or before.value <= after.value


@pytest.mark.parametrize("name", shared_measurement.__all__)
@given(facts=FACTS, data=st.data())
def test_order_of_records_does_not_matter(name, facts, data):
    """Neither to the numbers nor to the sentence nor to what they rest on; and every address leads somewhere."""
    measure = getattr(shared_measurement, name)
    initiative = Record(facts, data.draw(some(OPEN[name]))).written()
    indicators = [
        attrs.evolve(one, goals=one.goals[::-1], reporters=one.reporters[::-1], observations=one.observations[::-1])
        for one in initiative.indicators[::-1]
    ]
    reordered = ci.Initiative(
        id="x",
        stakeholders=initiative.stakeholders[::-1],
        indicators=indicators,
        convenings=initiative.convenings[::-1],
        agenda=initiative.agenda,
        extents=initiative.extents[::-1],
    )
    found = measure(initiative, TODAY)
    assert found == measure(reordered, TODAY)
    assert all(initiative.find(address) for address in found.rests_on)


@pytest.mark.parametrize("name", shared_measurement.__all__)
@pytest.mark.parametrize("is_new", [True, False])
def test_later_records_change_nothing(name, is_new):
    """A partner that joins, figures of a period that is not over, and a meeting after the date are not used."""
    before = ci.Initiative(
        id="x",
        stakeholders=[ci.Stakeholder(id="a")],
        indicators=[ci.Indicator(id="i", reporters=["a"], frequency="annual", level="population")],
    )
    if not is_new:
        before = before.with_observations({"i": ci.Observation(period="2018", value=1, reporter="a")})
        before = before.with_convenings(ci.Convening(on="2019-01-01", data_reviewed=False))
    later = ci.Observation(period="2020", value=2, unit="student", group="girls", reporter="a")
    after = before.with_stakeholders(ci.Stakeholder(id="later", joined="2020-07-01"))
    after = after.with_observations({"i": later})
    after = after.with_convenings(ci.Convening(on="2020-07-01", data_reviewed=True, results_returned=True))
    measure = getattr(shared_measurement, name)
    assert measure(before, TODAY) == measure(after, TODAY)
