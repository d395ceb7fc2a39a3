"""Five initiatives as they occur, generated: each is a story, and the numbers must tell it."""

from collections.abc import Iterator
from datetime import date, timedelta

import collective_impact as ci

TODAY = date(2024, 6, 30)
STARTED = date(2021, 7, 1)
GOALS = ("early", "reading", "school")
THREE_ROLES = ("project_manager", "data_manager", "facilitator")
SECTORS = ("nonprofit", "education", "government", "health", "business", "philanthropy", "faith", "community")


def people(count: int, affected: int) -> tuple[ci.Stakeholder, ...]:
    """Return members of several sectors, the first of which live with the problem."""
    return tuple(
        ci.Stakeholder(
            id=f"m{k:02d}",
            name=f"Member {k}",
            sector="community" if k < affected else SECTORS[k % len(SECTORS)],
            kind="informal_group" if k < affected else "organization",
            affected=k < affected,
            joined=STARTED,
            data_sharing_agreement=k >= affected,
        )
        for k in range(count)
    )


def goals() -> tuple[ci.Goal, ...]:
    """Return an early win and two long-term goals."""
    return (
        ci.Goal(id="early", statement="Every child has a book at home", horizon="short_term"),
        ci.Goal(id="reading", statement="Every child reads by age nine", horizon="long_term"),
        ci.Goal(id="school", statement="Every child starts school ready", horizon="long_term", strategy="system"),
    )


def indicators(reporters: tuple[str, ...], years: tuple[int, ...]) -> tuple[ci.Indicator, ...]:
    """Return one fully defined population indicator a goal, reported for the years given."""
    return tuple(
        ci.Indicator(
            id=f"i_{goal.id}",
            name=f"Share of children: {goal.id}",
            definition="Children who meet it, of all children of that age",
            definition_version="1",
            unit="percent",
            direction="increase",
            level="population",
            tier="core",
            goals=[goal.id],
            baseline=ci.Observation(period="2020", value=40),
            target=ci.Observation(period="2030", value=80),
            reporters=reporters,
            frequency="annual",
            observations=[
                ci.Observation(period=str(year), value=40 + 3 * (year - 2020), reporter=reporter, group=group)
                for year in years
                for reporter in reporters
                for group in (None, "low income")
            ],
        )
        for goal in goals()
    )


def meetings(body: str, every: int, who: tuple[str, ...], absent: int = 0) -> Iterator[ci.Convening]:
    """Yield meetings of a body from the start until today, some of those expected absent in turn."""
    day, number = STARTED, 0
    while day <= TODAY:
        missing = {who[(number + k) % len(who)] for k in range(absent)}
        yield ci.Convening(
            on=day,
            body=body,
            expected=who,
            attendances=[ci.Attendance(stakeholder=name, mandated=True) for name in who if name not in missing],
            facilitator="Ana",
            agenda_shared=True,
            data_reviewed=number % 2 == 0,
            results_returned=number % 4 == 0,
            decisions=[f"decision {number}"],
        )
        day, number = day + timedelta(days=every), number + 1


def activities(members: tuple[str, ...], status: str) -> tuple[ci.Activity, ...]:
    """Return a joint activity for each pair of members, each confirmed by those it reinforces."""
    pairs = [members[k : k + 2] for k in range(0, len(members) - 1, 2)]
    return tuple(
        ci.Activity(
            id=f"a{k}",
            name=f"Activity {k}",
            led_by=pair[0],
            partners=pair[1:],
            goals=[goals()[k % 3].id],
            advances=[f"i_{goals()[k % 3].id}"],
            capability=f"capability {k}",
            place=f"district {k}",
            starts=STARTED,
            status=status,
            reinforces=[
                ci.Reinforcement(activity=f"a{(k + 1) % len(pairs)}", confirmed_by=pairs[(k + 1) % len(pairs)])
            ],
        )
        for k, pair in enumerate(pairs)
    )


def talk(members: tuple[str, ...]) -> tuple[ci.Tie, ...]:
    """Return ties of everybody with the next three, so that nobody is needed to connect the others."""
    n = len(members)
    return tuple(
        ci.Tie(
            source=members[k], target=members[(k + step) % n], kind=kind, directed=False, reporter=members[k], wave="w1"
        )
        for k in range(n)
        for step in (1, 2, 3)
        for kind in ("communication", "collaboration")
    )


def ratings(by: str, **scores: float) -> tuple[ci.Evidence, ...]:
    """Return ratings by a named evaluator of what only people can judge."""
    return tuple(
        ci.Evidence(
            id=f"e_{name}", about=f"{room}.{name}", rating=score, kind="interview", rater=by, rater_role="evaluator"
        )
        for key, score in scores.items()
        for room, name in [key.split("__")]
    )


ALL_THERE_IS = (
    *("convenings", "agenda/adoptions", "agenda/reviews", "systems_changes", "ties", "activities"),
    *(f"indicators/i_{goal}/observations" for goal in GOALS),
)
"""Lists that are complete: what is not in them did not happen."""


def paper() -> ci.Initiative:
    """Return a perfect paper with nobody in the room: all planned and written, nothing done, and known to be so."""
    members = people(12, affected=3)
    names = tuple(member.id for member in members)
    return ci.Initiative(
        id="paper",
        population="Children aged 0 to 9",
        place="Four counties",
        started=STARTED,
        agenda=ci.CommonAgenda(
            problem="Few children read well",
            vision="All do",
            boundaries="Ages 0 to 9",
            sources=["Needs assessment 2021"],
            goals=goals(),
            principles=["Listen first"],
            evaluation_plan="Yearly review",
        ),
        stakeholders=members,
        indicators=indicators(names[3:6], years=()),
        activities=activities(names, "planned"),
        bodies=bodies(names),
        backbone=backbone(names, confirmed=()),
        extents=[ci.Extent(collection=name, completeness="complete") for name in ALL_THERE_IS],
        evidence=ratings(
            "University",
            continuous_communication__common_language=4,
            continuous_communication__trust=0,
            backbone_support__perceived_value=0,
        ),
    )


def bodies(names: tuple[str, ...]) -> tuple[ci.Body, ...]:
    """Return a steering committee with people affected, and a working group a goal."""
    steering = ci.Body(
        id="steering", kind="steering_committee", members=names[:8], channel=True, decision_rule="consensus"
    )
    groups = (ci.Body(id=f"g_{goal.id}", kind="working_group", members=names, goals=[goal.id]) for goal in goals())
    return (steering, *groups)


def backbone(names: tuple[str, ...], confirmed: tuple[str, ...]) -> ci.Backbone:
    """Return a neutral backbone with three paid roles and money for three years."""
    return ci.Backbone(
        organizations=[names[5]],
        structure="existing_nonprofit",
        neutral=True,
        cash_budget=True,
        staff=[ci.StaffMember(id=role, role=role, fte=1) for role in THREE_ROLES],
        funding=[ci.Funding(id="grant", committed_until="2027-06-30")],
        provisions=[
            ci.Provision(function=function, providers=[names[5]], confirmed_by=confirmed)
            for function in ci.BackboneFunction
        ],
    )


def community_led() -> ci.Initiative:
    """Return one that people affected lead: thin paper, full rooms, everybody at work."""
    members = people(12, affected=6)
    names = tuple(member.id for member in members)
    base = in_the_room("community_led", members, thin_agenda(names))
    return base.patched(
        {
            "bodies": {
                "steering": {"kind": "steering_committee", "members": names[:8], "channel": True},
                "table": {"kind": "community_table", "members": names, "goals": ["early", "reading"], "channel": True},
            },
            "backbone": {
                "organizations": [names[0]],
                "structure": "shared",
                "neutral": True,
                "cash_budget": True,
                "staff": {"organizer": {"role": "facilitator", "fte": 0.5}, "lead": {"role": "project_manager"}},
                "funding": {"gift": {"committed_until": "2025-06-30"}},
                "provisions": provided_by(names),
            },
            "convenings": {
                meeting.key: meeting
                for body, every, who in (("steering", 91, names[:8]), ("table", 31, names))
                for meeting in meetings(body, every, who, absent=2)
            },
        }
    )


def rural() -> ci.Initiative:
    """Return six volunteers without a budget: hardly a paper, and they keep meeting."""
    members = people(6, affected=3)
    names = tuple(member.id for member in members)
    base = in_the_room("rural", members, thin_agenda(names))
    return base.patched(
        {
            "bodies": {"steering": {"kind": "steering_committee", "members": names, "goals": GOALS, "channel": True}},
            "backbone": {
                "organizations": [names[4]],
                "structure": "volunteer",
                "neutral": True,
                "cash_budget": False,
                "staff": {"volunteer": {"role": "facilitator", "paid": False}},
                "provisions": provided_by(names),
            },
            "convenings": {meeting.key: meeting for meeting in meetings("steering", 60, names, absent=1)},
        }
    )


def provided_by(names: tuple[str, ...]) -> dict[str, object]:
    """Return four of the six functions, confirmed by a partner."""
    return {
        function.value: {"providers": [names[0]], "confirmed_by": [names[1], names[2]]}
        for function in list(ci.BackboneFunction)[:4]
    }


def thin_agenda(names: tuple[str, ...]) -> ci.CommonAgenda:
    """Return an agenda on half a page that everybody adopted."""
    return ci.CommonAgenda(
        problem="Our children do not read",
        vision="They do",
        boundaries="",
        goals=goals(),
        evaluation_plan="",
        adoptions=[ci.Adoption(stakeholder=name, on="2021-10-01") for name in names],
        reviews=[ci.Review(on="2023-11-01", changed=True)],
    )


def in_the_room(id: str, members: tuple[ci.Stakeholder, ...], agenda: ci.CommonAgenda) -> ci.Initiative:  # noqa: A002
    """Return an initiative whose members do things together, whatever is on paper."""
    names = tuple(member.id for member in members)
    return ci.Initiative(
        id=id,
        started=STARTED,
        place="The valley",
        agenda=agenda,
        stakeholders=members,
        indicators=indicators(names[3:5], years=(2021, 2022, 2023)),
        activities=activities(names, "under_way"),
        waves=[ci.Wave(id="w1", starts="2024-03-01", ends="2024-03-31", invited=names, answered=names)],
        ties=talk(names),
        systems_changes=[
            ci.SystemsChange(id="s1", kind="practice", on="2023-09-01"),
            ci.SystemsChange(id="s2", kind="power", on="2024-02-01"),
        ],
        evidence=ratings(
            "University",
            continuous_communication__common_language=3,
            continuous_communication__trust=4,
            backbone_support__perceived_value=3,
        ),
        extents=[
            ci.Extent(collection="agenda/sources", completeness="complete"),
            ci.Extent(collection="agenda/principles", completeness="complete"),
        ],
    )


def start_up() -> ci.Initiative:
    """Return the day after the first meeting: ten names, a problem, hardly anything else."""
    return ci.Initiative(
        id="start_up",
        agenda=ci.CommonAgenda(problem="Too many young people without work"),
        stakeholders=[ci.Stakeholder(id=f"m{k}", sector=SECTORS[k % 4], joined=TODAY) for k in range(10)],
        convenings=[ci.Convening(on=TODAY, head_count=9, facilitator="Ana", agenda_shared=True)],
    )


def poor_records() -> ci.Initiative:
    """Return one that is ten years old and at work, with few records: most is not known."""
    members = people(10, affected=2)
    names = tuple(member.id for member in members)
    return ci.Initiative(
        id="poor_records",
        started="2014-01-01",
        agenda=ci.CommonAgenda(
            problem="Few children read well",
            vision="All do",
            goals=goals(),
            sources=["Plan 2014"],
            adoptions=[ci.Adoption(stakeholder=name) for name in names[:7]],
        ),
        stakeholders=members,
        activities=[ci.Activity(id=f"a{k}", goals=[goals()[k].id]) for k in range(3)],
        convenings=[ci.Convening(on=f"2024-0{month}-10", body="steering") for month in (1, 3, 5)],
        bodies=[ci.Body(id="steering", kind="steering_committee", members=names[:5])],
        backbone=ci.Backbone(organizations=[names[5]]),
        extents=[ci.Extent(collection="stakeholders", completeness="partial", total=60)],
    )
