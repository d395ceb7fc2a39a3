"""Generated initiatives: valid by construction, and of every type that the model has.

A field is filled as its annotation says, so that a new one is generated as soon as it is
there; fields that hold ids draw them from the records that exist. What one field demands of
another is said below, class by class.
"""

import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import attrs
from hypothesis import strategies as st

import collective_impact as ci
from collective_impact.model._record import Extra

Pools = Mapping[str, list[str]]
Strategy = st.SearchStrategy[Any]

TEXT = st.text(max_size=6) | st.sampled_from(["", "naïve", "日本", "a/b;c=d", '"\\\n', "\u2028", "x_", "🙂"])
IDS = st.text("abyz059_-./% éñ", min_size=1, max_size=5).filter(lambda text: text.strip() != "")
FINITE = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-1000, 1000).map(float)
AMOUNTS = FINITE.map(abs)
DATES = st.dates(min_value=date(1000, 1, 1))
LABELS = ["2010", "2000/01", "2018-19", "2013 Q1", "2018 to 2020", "17 May to 11 June 2023", "2019-05-17", "May 2019"]


@st.composite
def spans(draw: st.DrawFn) -> ci.Period:
    """Periods whose label says all, something else, something ambiguous, or that have none."""
    start, end = sorted([draw(DATES), draw(DATES)])
    return ci.Period(start=start, end=end, label=draw(st.none() | TEXT | st.sampled_from(["2011-12", "2010"])))


PERIODS = st.sampled_from(LABELS).map(ci.Period.parse) | spans()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda parts: st.lists(parts, max_size=2) | st.dictionaries(TEXT, parts, max_size=2),
    max_leaves=3,
)


def canonical(value: object) -> str:
    """Return JSON text as extras keep it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


EXTRA = st.builds(Extra, key=TEXT.map("x_{}".format), text=JSON.map(canonical))
EXTRAS = st.just(()) | st.lists(EXTRA, max_size=2, unique_by=lambda extra: extra.key)

PLAIN: dict[object, Strategy] = {
    str: TEXT,
    float: FINITE,
    int: st.integers(0, 2**53 - 2),
    bool: st.booleans(),
    date: DATES,
    ci.Period: PERIODS,
}


def of_type(annotation: Any, pools: Pools) -> Strategy:
    """Return values that fit an annotation."""
    args = typing.get_args(annotation)
    if isinstance(annotation, types.UnionType):
        return st.none() | of_type(args[0], pools)
    if typing.get_origin(annotation) is tuple:
        return many(of_type(args[0], pools)) if can_be(args[0], pools) else st.just([])
    if annotation in PLAIN:
        return PLAIN[annotation]
    if issubclass(annotation, StrEnum):
        return st.sampled_from(annotation)
    return record(annotation, pools)


def can_be(cls: Any, pools: Pools) -> bool:
    """Say whether there is something for each field that must refer to a record."""
    needed = [field for field in attrs.fields(cls) if field.type is str] if attrs.has(cls) else []
    return all(pools[field.metadata["refers"]] for field in needed if "refers" in field.metadata)


def of_field(field: "attrs.Attribute[Any]", pools: Pools) -> Strategy:
    """Return values for a field; ids of records that exist where it refers to such."""
    if field.name == "extras":
        return EXTRAS
    if "refers" not in field.metadata:
        return of_type(field.type, pools)
    known = pools[field.metadata["refers"]]
    if typing.get_origin(field.type) is tuple:
        return references(known)
    one = st.sampled_from(known) if known else st.nothing()
    return one if field.type is str else st.none() | one


def references(known: list[str]) -> Strategy:
    """Return some of the ids, each once."""
    return st.lists(st.sampled_from(known), unique=True, max_size=2) if known else st.just([])


def many(parts: Strategy) -> Strategy:
    """Return a few of the parts, no two of them with one key."""
    return st.lists(parts, max_size=2, unique_by=lambda part: getattr(part, "key", part))


def record(cls: Any, pools: Pools, **given: Strategy) -> Strategy:
    """Return records of a class, some of whose fields are given; all that it demands of its fields is kept."""
    fields = {field.name: of_field(field, pools) for field in attrs.fields(cls) if field.name not in given}
    fields |= {name: IDS for name in ("id", "name") if name in getattr(cls, "KEY", ()) and name in fields}
    drawn = st.fixed_dictionaries(fields | given)
    return drawn.map(RULES.get(cls, lambda fields: fields)).map(lambda fields: cls(**fields))


def in_order(*names: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a rule by which the values of fields ascend, as far as they are there."""

    def rule(fields: dict[str, Any]) -> dict[str, Any]:
        there = [name for name in names if fields[name] is not None]
        return fields | dict(zip(there, sorted(fields[name] for name in there), strict=True))

    return rule


def positive(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a rule by which a field is not below zero."""
    return lambda fields: fields | {name: None if fields[name] is None else abs(fields[name])}


def _stakeholder(fields: dict[str, Any]) -> dict[str, Any]:
    return positive("staff_fte")(in_order("joined", "left")(fields))


def _observation(fields: dict[str, Any]) -> dict[str, Any]:
    fields = in_order("low", "value", "high")(fields)
    whole = None if fields["denominator"] is None else abs(fields["denominator"]) + 1
    part = None if fields["numerator"] is None or whole is None else abs(fields["numerator"])
    return fields | {"denominator": whole, "numerator": part}


def _indicator(fields: dict[str, Any]) -> dict[str, Any]:
    """Keep what stands in a series and has a period, with a grade that there is."""

    def graded(observation: ci.Observation | None) -> ci.Observation | None:
        if observation is None or not fields["levels"]:
            return observation
        return attrs.evolve(observation, level=fields["levels"][0])

    def series(observations: list[ci.Observation]) -> list[ci.Observation | None]:
        return [graded(observation) for observation in observations if observation.period]

    others = [attrs.evolve(one, observations=series(one.observations)) for one in fields["comparisons"]]
    ends = {name: graded(fields[name]) for name in ("baseline", "target")}
    return fields | ends | {"observations": series(fields["observations"]), "comparisons": others}


def _activity(fields: dict[str, Any]) -> dict[str, Any]:
    links = [link for link in fields["reinforces"] if link.activity != fields["id"]]
    return in_order("starts", "ends")(fields | {"reinforces": links})


def _instrument(fields: dict[str, Any]) -> dict[str, Any]:
    listed = [construct.id for construct in fields["constructs"]]
    items = [_of_construct(_with_scale(item), listed) for item in fields["items"]]
    return fields | {"levels": ("worst", "best", *fields["levels"]), "items": items}


def _with_scale(item: ci.Item) -> ci.Item:
    return item if len(item.levels) != 1 else attrs.evolve(item, levels=("low", "high"))


def _of_construct(item: ci.Item, listed: list[str]) -> ci.Item:
    return attrs.evolve(item, construct=listed[0]) if listed and item.construct is not None else item


def _banding(fields: dict[str, Any]) -> dict[str, Any]:
    """Let bands of one unit each follow each other."""
    step = 10.0**-3
    bands = [attrs.evolve(band, low=n, high=n + 1 - step) for n, band in enumerate(fields["bands"])]
    return fields | {"bands": bands, "decimals": 3}


def _answer(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | {"value": None if fields["reason"] else 1.5}


def _disclosure(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | {"minimum_respondents": fields["minimum_respondents"] + 1, "minimum_count": 10}


RULES: dict[Any, Callable[[dict[str, Any]], dict[str, Any]]] = {
    ci.Money: lambda fields: fields | {"amount": abs(fields["amount"]), "currency": "USD"},
    ci.Stakeholder: _stakeholder,
    ci.Observation: _observation,
    ci.Indicator: _indicator,
    ci.Activity: _activity,
    ci.Tie: positive("strength"),
    ci.Wave: in_order("starts", "ends"),
    ci.StaffMember: positive("fte"),
    ci.Instrument: _instrument,
    ci.Band: in_order("low", "high"),
    ci.Banding: _banding,
    ci.Answer: _answer,
    ci.Evidence: lambda fields: fields | {"rating": None if fields["rating"] is None else 2.5},
    ci.Disclosure: _disclosure,
}


def identified(cls: Any, ids: list[str], pools: Pools) -> Strategy:
    """Return one record for each id."""
    return st.tuples(*(record(cls, pools, id=st.just(name)) for name in ids))


@st.composite
def convenings(draw: st.DrawFn, pools: Pools) -> list[ci.Convening]:
    """Convenings with an id, and with none."""
    return draw(many(record(ci.Convening, pools, id=st.none() | IDS)))


@st.composite
def ties(draw: st.DrawFn, pools: Pools) -> list[ci.Tie]:
    """Ties between two who are not one."""
    if len(pools["stakeholders"]) < 2:
        return []
    ends = st.permutations(pools["stakeholders"]).map(lambda order: order[:2])
    drawn = draw(st.lists(st.tuples(ends, record(ci.Tie, {**pools, "stakeholders": ["?"]})), max_size=2))
    made = [attrs.evolve(tie, source=one, target=other, reporter=None) for (one, other), tie in drawn]
    return list({tie.key: tie for tie in made}.values())


@st.composite
def responses(draw: st.DrawFn, pools: Pools, instruments: list[ci.Instrument]) -> list[ci.Response]:
    """Answers to items that there are."""
    if not instruments:
        return []
    instrument = draw(st.sampled_from(instruments))
    items = draw(references([item.id for item in instrument.items]))
    answers = st.tuples(*(record(ci.Answer, pools, item=st.just(item)) for item in items))
    return draw(many(record(ci.Response, pools, instrument=st.just(instrument.id), answers=answers)))


@st.composite
def extents(draw: st.DrawFn, listed: Mapping[str, int]) -> list[ci.Extent]:
    """Extents that agree with what is listed."""
    made = []
    for collection in draw(references(sorted(listed))):
        completeness = draw(st.sampled_from(ci.Completeness))
        more = 0 if completeness is ci.Completeness.COMPLETE else draw(st.integers(0, 300))
        total = draw(st.none() | st.just(listed[collection] + more))
        made.append(ci.Extent(collection=collection, completeness=completeness, total=total, extras=draw(EXTRAS)))
    return made


NAMED = {
    "stakeholders": ci.Stakeholder,
    "indicators": ci.Indicator,
    "activities": ci.Activity,
    "bodies": ci.Body,
    "waves": ci.Wave,
    "instruments": ci.Instrument,
    "evidence": ci.Evidence,
}


@st.composite
def pools_of_ids(draw: st.DrawFn) -> Pools:
    """Draw the ids that there are, by collection."""
    names = draw(st.lists(IDS, min_size=2, max_size=2, unique=True))
    some = st.integers(0, len(names)).map(lambda count: names[:count])
    return {collection: draw(some) for collection in [*NAMED, "agenda/goals"]}


@st.composite
def initiatives(draw: st.DrawFn) -> ci.Initiative:
    """Draw an initiative of any content, from nothing but an id to every type."""
    pools = draw(pools_of_ids())
    named = {collection: draw(identified(cls, pools[collection], pools)) for collection, cls in NAMED.items()}
    goals = identified(ci.Goal, pools["agenda/goals"], pools)
    agenda = record(ci.CommonAgenda, pools, goals=goals)
    claims = many(record(ci.ContributionClaim, pools)) if can_be(ci.ContributionClaim, pools) else st.just([])
    given = {
        "agenda": draw(agenda if pools["agenda/goals"] else st.none() | agenda),
        "convenings": draw(convenings(pools)),
        "ties": draw(ties(pools)),
        "responses": draw(responses(pools, named["instruments"])),
        "contribution_claims": draw(claims),
        "extents": draw(extents({collection: len(ids) for collection, ids in pools.items()})),
        "parent": draw(st.none() | st.just("the whole")),
    }
    fields = {name: st.just(part) for name, part in (named | given).items()}
    started, ended = sorted([draw(DATES), draw(DATES)])
    dates = {"started": st.none() | st.just(started), "ended": st.none() | st.just(ended)}
    return draw(record(ci.Initiative, pools, **fields, **dates))
