"""Partners that are declared and of whom no act is recorded: by name for the backbone alone."""

from collections.abc import Iterator

from collective_impact.conditions._view import MEMORY, held, months_before
from collective_impact.model.activities import Activity
from collective_impact.model.vocabulary import ActivityStatus
from collective_impact.reports._setting import Audience, Setting
from collective_impact.reports.sections import Block, Line, Listing, Section

ACTS_ARE_IN = ("activities", "convenings")


def inactive(setting: Setting) -> Section | None:
    """Return the section about partners without a recorded act.

    The public is told nothing of it, a committee how many there are. Where nobody's acts
    are recorded, nothing can be said of anybody's.
    """
    acted = set(_who_acted(setting))
    members = setting.initiative.members(setting.card.as_of)
    idle = [person for person in members if person.id not in acted]
    if setting.redacted or setting.audience is Audience.PUBLIC or not acted or not idle:
        return None
    grounds = setting.grounds((f"stakeholders/{person.key}" for person in idle), of_a_shortfall=True)
    counted = setting.say("inactive.counted", n=len(idle), of=len(members), months=MEMORY)
    blocks: list[Block] = [Line(text=counted, grounds=grounds)]
    if setting.is_open:
        addressed = ((person, setting.grounds([f"stakeholders/{person.key}"])) for person in idle)
        blocks.append(Listing(lines=tuple(Line(text=person.name or person.id, grounds=at) for person, at in addressed)))
    if not all(setting.initiative.extent(name).is_complete for name in ACTS_ARE_IN):
        blocks.append(setting.line("inactive.incomplete"))
    return Section(key="inactive", title=setting.say("inactive.title"), blocks=tuple(blocks))


def _who_acted(setting: Setting) -> Iterator[str]:
    """Yield the ids of those who do, attend, report, provide or fund something of late."""
    initiative, as_of = setting.initiative, setting.card.as_of
    since = months_before(as_of, MEMORY)
    for activity in initiative.activities:
        yield from activity.people if _is_of_late(setting, activity) else ()
    for meeting in held(initiative, as_of, MEMORY):
        yield from (attendance.stakeholder for attendance in meeting.attendances)
    for observation in (o for indicator in initiative.indicators for o in indicator.observations):
        period = observation.period
        if observation.reporter and observation.is_figure and period and since < period.end <= as_of:
            yield observation.reporter
    if initiative.backbone is not None:
        yield from initiative.backbone.organizations
        yield from (name for provision in initiative.backbone.provisions for name in provision.providers)
        yield from (funding.funder for funding in initiative.backbone.funding if funding.funder)


def _is_of_late(setting: Setting, activity: Activity) -> bool:
    """Say whether an activity was carried out in the last months, for all that is known."""
    as_of = setting.card.as_of
    begun = activity.status is not ActivityStatus.PLANNED and (activity.starts is None or activity.starts <= as_of)
    return begun and (activity.ends is None or activity.ends > months_before(as_of, MEMORY))
