"""Documents to measure with: invented initiatives, the same ones for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, TypeAlias

Plain: TypeAlias = dict[str, Any]

SECTORS = ("nonprofit", "government", "education", "health", "business", "philanthropy", "community")
FUNCTIONS = ("guide_vision_and_strategy", "support_aligned_activities", "establish_shared_measurement")
RATED = (
    "preconditions.influential_champion",
    "preconditions.urgency",
    "continuous_communication.common_language",
    "continuous_communication.trust",
    "backbone_support.perceived_value",
)
BEGAN = date(2013, 1, 1)
DAYS = 3650
YEARS = tuple(str(year) for year in range(2015, 2023))
QUARTERS = tuple(f"{year} Q{quarter}" for year in range(2013, 2023) for quarter in range(1, 5))
STEERING, GROUPS = 0, 4


def document(  # noqa: PLR0913 - one number for each kind of record
    seed: int,
    *,
    stakeholders: int = 50,
    indicators: int = 20,
    periods: tuple[str, ...] = YEARS,
    convenings: int = 100,
    ties: int = 200,
    activities: int | None = None,
) -> Plain:
    """Return the document of one invented initiative, as plain data."""
    dice = random.Random(seed)  # noqa: S311 - nothing here is secret
    people = [f"partner-{number}" for number in range(stakeholders)]
    goals = [f"goal-{number}" for number in range(5)]
    bodies = [_body(dice, number, people, goals) for number in range(STEERING, GROUPS + 1)]
    measured = [_indicator(dice, number, people, goals, periods) for number in range(indicators)]
    initiative = {
        "id": f"initiative-{seed}",
        "name": f"Invented initiative {seed}",
        "place": "A place that is not there",
        "started": str(BEGAN),
        "agenda": _agenda(dice, people, goals),
        "stakeholders": [_stakeholder(dice, name) for name in people],
        "indicators": measured,
        "activities": [_activity(dice, number, people, measured) for number in range(activities or stakeholders // 2)],
        "convenings": _convenings(dice, convenings, bodies),
        "ties": _ties(dice, ties, people),
        "bodies": bodies,
        "backbone": _backbone(people),
        "waves": [{"id": "first", "starts": "2022-03-01", "ends": "2022-04-30", "invited": people, "answered": people}],
        "evidence": [{"id": about, "about": about, "rating": 3, "rater_role": "evaluator"} for about in RATED],
        "systems_changes": [{"id": "code", "kind": "policy", "on": "2022-05-01"}],
    }
    return {"format": "collective-impact", "schema_version": "1.0", "initiative": initiative}


def large() -> Plain:
    """Return the largest document that is promised to be quick: 200 series of 40 figures and 5,000 ties."""
    return document(0, stakeholders=500, indicators=200, periods=QUARTERS, convenings=200, ties=5000)


def _some(dice: random.Random, names: list[str], most: int) -> list[str]:
    return dice.sample(names, dice.randint(1, min(most, len(names))))


def _day(dice: random.Random, since: int = 0) -> str:
    return str(BEGAN + timedelta(days=dice.randint(since, DAYS)))


def _agenda(dice: random.Random, people: list[str], goals: list[str]) -> Plain:
    adopting = dice.sample(people, len(people) * 4 // 5)
    return {
        "problem": "Too few young people find their way",
        "vision": "Every young person finds one",
        "boundaries": "From 14 to 24, in one county",
        "sources": ["Invented"],
        "goals": [
            {"id": goal, "statement": goal, "horizon": dice.choice(["short_term", "long_term"])} for goal in goals
        ],
        "principles": ["Decide with those concerned"],
        "evaluation_plan": "A report every year",
        "adoptions": [{"stakeholder": name, "on": _day(dice)} for name in adopting],
        "reviews": [{"on": str(BEGAN + timedelta(days=200 * turn)), "changed": turn % 3 == 0} for turn in range(1, 19)],
    }


def _stakeholder(dice: random.Random, name: str) -> Plain:
    plain = {
        "id": name,
        "name": name.title(),
        "sector": dice.choice(SECTORS),
        "affected": dice.random() < 0.2,  # noqa: PLR2004 - one in five
        "capabilities": ["tutoring"],
        "data_sharing_agreement": True,
        "joined": _day(dice),
    }
    if dice.random() < 0.1:  # noqa: PLR2004 - one in ten gives up
        plain["left"] = str(BEGAN + timedelta(days=DAYS))
    return plain


def _indicator(
    dice: random.Random, number: int, people: list[str], goals: list[str], periods: tuple[str, ...]
) -> Plain:
    reporter = dice.choice(people)
    start = dice.uniform(30, 60)
    return {
        "id": f"indicator-{number}",
        "name": f"Indicator {number}",
        "definition": "A share of young people",
        "unit": "percent",
        "direction": "increase",
        "level": dice.choice(["population", "performance"]),
        "tier": dice.choice(["core", "contributing"]),
        "goals": _some(dice, goals, 2),
        "baseline": {"period": periods[0], "value": round(start, 1)},
        "target": {"period": "2030", "value": 95},
        "observations": [
            {"period": period, "value": round(start + dice.uniform(-2, 4), 1), "reporter": reporter}
            for period in periods
        ],
        "reporters": [reporter],
        "frequency": "annual" if periods is YEARS else "quarterly",
        "publication_lag": 180,
    }


def _activity(dice: random.Random, number: int, people: list[str], measured: list[Plain]) -> Plain:
    lead, *partners = dice.sample(people, dice.randint(1, 4))
    plain = {
        "id": f"activity-{number}",
        "led_by": lead,
        "partners": partners,
        "advances": [dice.choice(measured)["id"]],
        "capability": dice.choice(["tutoring", "mentoring", "transport"]),
        "place": f"district {dice.randint(1, 9)}",
        "starts": _day(dice, DAYS // 2),
    }
    if number:
        plain["reinforces"] = [{"activity": f"activity-{dice.randrange(number)}", "confirmed_by": [lead]}]
    return plain


def _body(dice: random.Random, number: int, people: list[str], goals: list[str]) -> Plain:
    return {
        "id": f"body-{number}",
        "kind": "steering_committee" if number == STEERING else "working_group",
        "members": dice.sample(people, min(12, len(people))),
        "goals": [] if number == STEERING else [goals[number]],
        "channel": True,
    }


def _convenings(dice: random.Random, many: int, bodies: list[Plain]) -> list[Plain]:
    return [_convening(dice, number, many, bodies[number % len(bodies)]) for number in range(many)]


def _convening(dice: random.Random, number: int, many: int, body: Plain) -> Plain:
    members = body["members"]
    came = dice.sample(members, dice.randint(len(members) // 2, len(members)))
    return {
        "id": f"meeting-{number}",
        "on": str(BEGAN + timedelta(days=DAYS * number // many)),
        "body": body["id"],
        "expected": members,
        "attendances": [{"stakeholder": name, "mandated": dice.random() < 0.7} for name in came],  # noqa: PLR2004
        "facilitator": "A. Person",
        "agenda_shared": True,
        "data_reviewed": number % 2 == 0,
        "decisions": ["Go on"],
    }


def _ties(dice: random.Random, many: int, people: list[str]) -> list[Plain]:
    kinds = ("communication", "collaboration")
    drawn = {(*dice.sample(people, 2), dice.choice(kinds)): dice.randint(1, 5) for _ in range(2 * many)}
    return [
        {"source": source, "target": target, "kind": kind, "strength": strength, "reporter": source, "wave": "first"}
        for (source, target, kind), strength in list(drawn.items())[:many]
    ]


def _backbone(people: list[str]) -> Plain:
    serving, *others = people
    return {
        "organizations": [serving],
        "provisions": [{"function": name, "providers": [serving], "confirmed_by": others[:2]} for name in FUNCTIONS],
        "staff": [{"id": role, "role": role, "fte": 1} for role in ("project_manager", "data_manager", "facilitator")],
        "funding": [{"id": "grant", "funder": others[0], "committed_until": "2024-12-31"}],
        "neutral": True,
    }
