"""What the initiative is, and who is at the table."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from collective_impact.model.agenda import CommonAgenda
from collective_impact.model.meetings import Body
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.vocabulary import BodyKind, InitiativeStatus, Sector
from collective_impact.reports._setting import Setting
from collective_impact.reports.sections import Block, Line, Listing, Section

MOST_GOALS = 12


def about(setting: Setting) -> Section:
    """Return the section about what the initiative is."""
    blocks: list[Block] = list(_facts(setting))
    goals = [goal for goal in setting.initiative.goals if goal.statement]
    if goals:
        lines = tuple(Line(text=setting.quoted(goal.statement or "")) for goal in goals)
        grounds = setting.grounds(f"agenda/goals/{goal.key}" for goal in goals)
        blocks.append(Listing(label=setting.say("about.goals"), lines=lines, grounds=grounds, most=MOST_GOALS))
    return Section(
        key="about",
        title=setting.say("about.title"),
        blocks=tuple(blocks) or (setting.line("about.nothing"),),
    )


def _facts(setting: Setting) -> Iterator[Line]:
    initiative = setting.initiative
    agenda = initiative.agenda or CommonAgenda()
    told = {
        "place": initiative.place,
        "population": initiative.population,
        "problem": agenda.problem,
        "vision": agenda.vision,
        "boundaries": agenda.boundaries,
    }
    for name, text in told.items():
        if text:
            yield _fact(setting, name, setting.quoted(text))
    if initiative.started:
        yield _fact(setting, "since", setting.day(initiative.started))
    if initiative.status is not InitiativeStatus.ACTIVE:
        yield _fact(setting, "status", _ending(setting))
    if initiative.backbone and initiative.backbone.organizations:
        organizations = setting.enumerated(map(setting.call, initiative.backbone.organizations))
        yield Line(label=setting.say("about.backbone"), text=organizations, grounds=setting.grounds(["backbone"]))


def _fact(setting: Setting, name: str, text: str) -> Line:
    return Line(label=setting.say(f"about.{name}"), text=text)


def _ending(setting: Setting) -> str:
    initiative = setting.initiative
    words = [setting.word(f"status.{initiative.status.value}")]
    words += [setting.day(initiative.ended)] if initiative.ended else []
    words += [setting.quoted(initiative.reason)] if initiative.reason else []
    return setting.enumerated(words)


# Who is at the table -------------------------------------------------------------------


def at_the_table(setting: Setting) -> Section:
    """Return the section about who takes part and who is missing."""
    members = setting.initiative.members(setting.card.as_of)
    lines = [setting.line("table.nobody")]
    if members:
        lines = [*_how_many(setting, members), *_sectors(setting, members), _affected(setting, members)]
    return Section(key="at_the_table", title=setting.say("table.title"), blocks=(*lines, *_steering(setting)))


def _how_many(setting: Setting, members: tuple[Stakeholder, ...]) -> Iterator[Line]:
    extent = setting.initiative.extent("stakeholders")
    rests_on = (*_addresses(members), *setting.said_of("stakeholders"))
    code = "members" if extent.is_complete else "some" if extent.total is None else "some_of"
    yield setting.line(f"table.{code}", n=len(members), total=extent.total, rests_on=rests_on)
    nameless = [person for person in members if person.name is None]
    if nameless:
        yield setting.line("table.nameless", rests_on=_addresses(nameless), n=len(nameless))


def _addresses(people: Iterable[Stakeholder]) -> tuple[str, ...]:
    return tuple(f"stakeholders/{person.key}" for person in people)


def _sectors(setting: Setting, members: tuple[Stakeholder, ...]) -> Iterator[Line]:
    counts = Counter(person.sector for person in members if person.sector is not None)
    without = sum(person.sector is None for person in members)
    if not counts:
        yield setting.line("table.no_sectors")
        return
    listed = [f"{setting.word(f'sector.{sector}')} ({n})" for sector, n in counts.most_common()]
    if without:
        listed.append(f"{setting.word('sector.unknown')} ({without})")
    yield setting.line("table.sectors", rests_on=_addresses(members), sectors=setting.enumerated(listed))
    missing = [sector for sector in Sector if sector not in counts and sector is not Sector.OTHER]
    if missing:
        names = setting.enumerated(setting.word(f"sector.{sector}") for sector in missing)
        yield setting.line("table.missing_unless" if without else "table.missing", sectors=names)


def _affected(setting: Setting, members: tuple[Stakeholder, ...]) -> Line:
    """Say how many live with the problem; where they are few persons, only that there are some."""
    there = [person for person in members if person.affected]
    unknown = sum(person.affected is None for person in members)
    rests_on = _addresses(there)
    if not there:
        return setting.line("table.affected_unknown" if unknown else "table.affected_nobody", unknown=unknown)
    if setting.hides_affected:
        return setting.line("table.affected_some", rests_on=rests_on)
    code = "table.affected_at_least" if unknown else "table.affected"
    return setting.line(code, n=len(there), unknown=unknown, rests_on=rests_on)


def _steering(setting: Setting) -> Iterator[Line]:
    bodies = [body for body in setting.initiative.bodies if body.kind is BodyKind.STEERING_COMMITTEE]
    if not bodies:
        complete = setting.initiative.extent("bodies").is_complete
        yield setting.line("table.no_steering" if complete else "table.steering_unknown")
    for body in bodies:
        yield _seats(setting, body)


def _seats(setting: Setting, body: Body) -> Line:
    initiative = setting.initiative
    seats = [initiative.stakeholder(name) for name in body.members]
    address = f"bodies/{body.key}"
    extent = initiative.extent(f"{address}/members")
    rests_on = [address, *_addresses(seats), *setting.said_of(f"{address}/members")]
    params: dict[str, Any] = {"name": setting.quoted(body.name or body.id), "n": len(seats), "total": extent.total}
    if not seats:
        return setting.line("table.empty_steering", rests_on=rests_on, **params)
    params["sectors"] = len({person.sector for person in seats if person.sector is not None})
    params["people"] = _people_affected(setting, seats)
    code = "table.steering" if extent.is_complete else "table.steering_some"
    return setting.line(code if extent.total is None else "table.steering_of", rests_on=rests_on, **params)


def _people_affected(setting: Setting, seats: list[Stakeholder]) -> str:
    if any(person.affected for person in seats):
        return setting.word("table.seats_yes")
    unknown = any(person.affected is None for person in seats)
    return setting.word("table.seats_unknown" if unknown else "table.seats_no")
