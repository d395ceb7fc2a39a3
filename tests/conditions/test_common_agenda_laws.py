from datetime import date
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.conditions import common_agenda

TODAY = date(2020, 6, 30)


def extent(collection, completeness, total=None):
    """Return how complete a collection is."""
    return ci.Extent(collection=collection, completeness=completeness, total=total)


BOOLS = st.booleans()
MOSTLY = st.sampled_from([True, True, True, False])
PEOPLE, GOALS = "pqr", "gh"
PERSON = st.fixed_dictionaries({"affected": BOOLS, "adopted": BOOLS, "left": st.sampled_from([None, "2019-12-31"])})
INDICATOR = st.fixed_dictionaries(
    dict.fromkeys(("unit", "baseline", "target"), MOSTLY) | {"goals": st.sets(st.sampled_from(GOALS))}
)
ACTIVITY = st.fixed_dictionaries(
    {
        "led_by": st.sampled_from(PEOPLE),
        "partners": st.sets(st.sampled_from(PEOPLE)),
        "goals": st.sets(st.sampled_from(GOALS)),
        "status": st.sampled_from(["under_way", "under_way", "stopped"]),
    }
)
FACTS = st.fixed_dictionaries(
    {
        "texts": st.fixed_dictionaries(
            dict.fromkeys(("problem", "vision", "boundaries", "evaluation_plan", "place"), BOOLS)
        ),
        "lists": st.fixed_dictionaries(dict.fromkeys(("sources", "principles"), BOOLS)),
        "people": st.fixed_dictionaries(dict.fromkeys(PEOPLE, PERSON)),
        "horizons": st.fixed_dictionaries({name: st.sampled_from(["short_term", "long_term"]) for name in GOALS}),
        "indicators": st.lists(INDICATOR, max_size=2),
        "activities": st.lists(ACTIVITY, max_size=2),
        "reviews": st.lists(BOOLS, max_size=2),
    }
)
"""Everything that is the case, with nothing unknown."""


def each(parts, names):
    """Return the names of some parts of each of several records."""
    return [f"{part}.{name}" for part in parts for name in names]


_MEMBERS = ["total.stakeholders", *each(["affected", "adopted", "listed"], PEOPLE)]
_GOALS = ["total.agenda/goals", *each(["horizon", "goal"], GOALS)]
_INDICATORS = ["total.indicators", *each(["unit", "direction", "baseline", "target", "tied", "indicator"], (0, 1))]
_ACTIVITIES = ["total.activities", *each(["status", "led_by", "partners", "for", "activity"], (0, 1))]

OPEN = {
    "adoption": _MEMBERS,
    "horizons": _GOALS,
    "inclusion": _MEMBERS,
    "joint_action": [*_GOALS, *_ACTIVITIES, *each(["listed"], PEOPLE), "total.stakeholders"],
    "learning_provision": ["texts.evaluation_plan", "lists.principles"],
    "measurable_goals": [*_GOALS, *_INDICATORS],
    "problem_understood": [
        *each(["texts"], ["problem", "vision", "boundaries", "place"]),
        "lists.sources",
        "population",
    ],
    "revision": ["total.agenda/reviews", *each(["changed", "review"], (0, 1))],
}
"""What may be unknown of it, and matters to a measure."""


def some(names):
    """Return sets of a few of the names."""
    return st.sets(st.sampled_from(names), max_size=4)


class Record:
    """Writes down the facts, but for what is unknown."""

    def __init__(self, facts, unknown):
        self.facts, self.unknown, self.extents = facts, unknown, []

    def known(self, name, value):
        """Return a value unless it is unknown."""
        return None if name in self.unknown else value

    def listed(self, collection, name, parts):
        """Return the parts that are listed, and note how many there are if that is known."""
        kept = [part for key, part in parts if f"{name}.{key}" not in self.unknown]
        total = self.known(f"total.{collection}", len(parts))
        completeness = "complete" if len(kept) == len(parts) else "partial"
        self.extents.append(extent(collection, completeness, None if completeness == "complete" else total))
        return kept

    def tied(self, collection, name, ids, there):
        """Return those of the ids that are there, unless unknown, and note whether these are all."""
        kept = [] if name in self.unknown else sorted(ids & there)
        completeness = "unknown" if name in self.unknown or ids - there else "complete"
        self.extents.append(extent(collection, completeness))
        return kept

    def texts(self, name):
        """Return a list of texts, empty where it is known that there is none."""
        key = f"lists.{name}"
        self.extents.append(extent(f"agenda/{name}", "unknown" if key in self.unknown else "complete"))
        return ["a text"] if self.facts["lists"][name] and key not in self.unknown else []

    def indicator(self, key, facts, goals):
        """Return one indicator."""
        there = {True: ci.Observation(period="2012", value=1), False: ci.Observation(status="not_collected")}
        return ci.Indicator(
            id=key,
            unit=self.known(f"unit.{key}", "percent" if facts["unit"] else ""),
            direction=self.known(f"direction.{key}", "increase"),
            baseline=self.known(f"baseline.{key}", there[facts["baseline"]]),
            target=self.known(f"target.{key}", there[facts["target"]]),
            goals=self.tied(f"indicators/{key}/goals", f"tied.{key}", facts["goals"], goals),
        )

    def activity(self, key, facts, people_, goals):
        """Return one activity."""
        lead = self.known(f"led_by.{key}", facts["led_by"])
        self.extents.append(extent(f"activities/{key}/advances", "complete"))
        return ci.Activity(
            id=key,
            led_by=lead if lead in people_ else None,
            partners=self.tied(f"activities/{key}/partners", f"partners.{key}", facts["partners"], people_),
            goals=self.tied(f"activities/{key}/goals", f"for.{key}", facts["goals"], goals),
            status=self.known(f"status.{key}", facts["status"]),
        )

    def written(self):
        """Return the initiative."""
        facts = self.facts
        texts = {name: self.known(f"texts.{name}", "x" if said else "") for name, said in facts["texts"].items()}
        persons = [
            (name, ci.Stakeholder(id=name, affected=self.known(f"affected.{name}", one["affected"]), left=one["left"]))
            for name, one in facts["people"].items()
        ]
        stakeholders = self.listed("stakeholders", "listed", persons)
        goals = [
            (name, ci.Goal(id=name, horizon=self.known(f"horizon.{name}", horizon)))
            for name, horizon in facts["horizons"].items()
        ]
        goals = self.listed("agenda/goals", "goal", goals)
        here, there = {one.id for one in stakeholders}, {one.id for one in goals}
        adoptions = [
            ci.Adoption(stakeholder=name, adopted=self.known(f"adopted.{name}", one["adopted"]))
            for name, one in facts["people"].items()
            if name in here
        ]
        numbered = enumerate(facts["indicators"])
        indicators = self.listed(
            "indicators", "indicator", [(n, self.indicator(str(n), one, there)) for n, one in numbered]
        )
        numbered = enumerate(facts["activities"])
        activities = self.listed(
            "activities", "activity", [(n, self.activity(str(n), one, here, there)) for n, one in numbered]
        )
        reviews = [
            (n, ci.Review(on=date(2020, 1, n + 1), changed=self.known(f"changed.{n}", one)))
            for n, one in enumerate(facts["reviews"])
        ]
        place = texts.pop("place")
        collections = {
            f"{kind}/{one.id}"
            for kind, some in (("indicators", indicators), ("activities", activities))
            for one in some
        }
        reviews = self.listed("agenda/reviews", "review", reviews)
        return ci.Initiative(
            id="x",
            place=place,
            population=self.known("population", ""),
            stakeholders=stakeholders,
            indicators=indicators,
            activities=activities,
            agenda=ci.CommonAgenda(
                goals=goals,
                adoptions=adoptions,
                reviews=reviews,
                sources=self.texts("sources"),
                principles=self.texts("principles"),
                **texts,
            ),
            extents=[
                one
                for one in self.extents
                if one.collection.count("/") < 2 or one.collection.rpartition("/")[0] in collections
            ],
        )


def top(finding):
    """Return the upper bound; infinite where there is none."""
    return inf if finding.high is None else finding.high


@pytest.mark.parametrize("name", common_agenda.__all__)
@given(facts=FACTS, data=st.data())
def test_knowing_one_thing_more_never_widens(name, facts, data):
    """Whatever else is unknown: whoever learns one thing has bounds within those of before."""
    measure = getattr(common_agenda, name)
    unknown = data.draw(some(OPEN[name]))
    for learnt in OPEN[name]:
        before = measure(Record(facts, unknown | {learnt}).written(), TODAY)
        after = measure(Record(facts, unknown - {learnt}).written(), TODAY)
        assert before.low - 1e-9 <= after.low, learnt
        assert top(after) <= top(before) + 1e-9, learnt


@pytest.mark.parametrize("name", common_agenda.__all__)
@given(facts=FACTS, data=st.data())
def test_truth_lies_within_the_bounds(name, facts, data):
    """Whatever is unknown, the bounds hold what comes out when everything is known."""
    measure = getattr(common_agenda, name)
    found = measure(Record(facts, data.draw(some(OPEN[name]))).written(), TODAY)
    truth = measure(Record(facts, set()).written(), TODAY)
    assert (truth.low, truth.high) == (truth.value, truth.value)
    assert found.low - 1e-9 <= truth.low
    assert truth.high <= top(found) + 1e-9


@pytest.mark.parametrize("name", common_agenda.__all__)
@given(facts=FACTS, data=st.data())
def test_improving_a_record_never_lowers(name, facts, data):
    """Whatever turns from no to yes, no finding falls."""
    measure = getattr(common_agenda, name)
    before = measure(Record(facts, set()).written(), TODAY)
    kind = data.draw(st.sampled_from(["texts", "lists", "people", "indicators", "reviews"]))
    better = {**facts}
    if kind == "reviews":
        better["reviews"] = [True] * len(facts["reviews"])
    elif kind == "indicators":
        better["indicators"] = [one | {"unit": True, "baseline": True, "target": True} for one in facts["indicators"]]
    elif kind == "people":
        better["people"] = {key: one | {"adopted": True} for key, one in facts["people"].items()}
    else:
        better[kind] = dict.fromkeys(facts[kind], True)
    after = measure(Record(better, set()).written(), TODAY)
    assert before.value <= after.value


@pytest.mark.parametrize("name", common_agenda.__all__)
@given(facts=FACTS, data=st.data())
def test_order_of_records_does_not_matter(name, facts, data):
    """Neither to the numbers nor to the sentence nor to what they rest on; and every address leads somewhere."""
    measure = getattr(common_agenda, name)
    initiative = Record(facts, data.draw(some(OPEN[name]))).written()
    old = initiative.agenda
    turned = ci.CommonAgenda(
        **{text: getattr(old, text) for text in ("problem", "vision", "boundaries", "evaluation_plan")},
        **{part: getattr(old, part)[::-1] for part in ("sources", "principles", "goals", "adoptions", "reviews")},
    )
    parts = {part: getattr(initiative, part)[::-1] for part in ("stakeholders", "indicators", "activities", "extents")}
    reordered = ci.Initiative(id="x", place=initiative.place, population=initiative.population, agenda=turned, **parts)
    found = measure(initiative, TODAY)
    assert found == measure(reordered, TODAY)
    assert all(initiative.find(address) for address in found.rests_on)


LATER = {
    "stakeholders": [ci.Stakeholder(id="later", joined="2020-07-01", affected=True)],
    "activities": [ci.Activity(id="later", starts="2020-07-01", led_by="later", goals=["g"])],
}


@pytest.mark.parametrize("name", common_agenda.__all__)
@pytest.mark.parametrize("is_new", [True, False])
def test_later_records_change_nothing(name, is_new):
    """A member that joins, an activity that begins, an adoption and a review after the date are not used."""
    before = ci.Initiative(id="x", agenda=ci.CommonAgenda(goals=[ci.Goal(id="g")]))
    if not is_new:
        before = before.with_stakeholders(ci.Stakeholder(id="a")).with_adoptions(ci.Adoption(stakeholder="a"))
        before = before.with_activities(ci.Activity(id="a", led_by="a", goals=["g"], status="under_way"))
        before = before.with_reviews(ci.Review(on="2020-01-01", changed=False))
    after = before.with_stakeholders(LATER["stakeholders"]).with_activities(LATER["activities"])
    after = after.with_adoptions(ci.Adoption(stakeholder="later", on="2020-07-01"))
    after = after.with_reviews(ci.Review(on="2020-07-01", changed=True))
    measure = getattr(common_agenda, name)
    assert measure(before, TODAY) == measure(after, TODAY)
