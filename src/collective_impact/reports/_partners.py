"""Partner by partner, for the backbone: what to know before a call, and who drifts."""

from collections.abc import Iterator

from collective_impact.conditions._partners import ASPECTS, NEW, Aspect, Partner
from collective_impact.conditions._view import MEMORY
from collective_impact.errors import Message
from collective_impact.reports._setting import Audience, Setting
from collective_impact.reports.sections import Block, Cell, Line, Listing, Row, Section, Table

COUNTED = ("reports", "attends")


def partners(setting: Setting) -> Section | None:
    """Return the section with a row for each partner; for the backbone alone."""
    if not setting.is_open or not setting.aligned.partners:
        return None
    keys = ("partner", *ASPECTS, "last")
    table = Table(
        title=setting.say("partners.table"),
        columns=tuple((key, setting.say(f"partners.column.{key}")) for key in keys),
        rows=tuple(_row(setting, partner) for partner in setting.aligned.partners),
    )
    blocks = (setting.line("partners.reading", months=MEMORY), table)
    return Section(key="partners", title=setting.say("partners.title"), blocks=blocks)


def _row(setting: Setting, partner: Partner) -> Row:
    aspects = [getattr(partner, name) for name in ASPECTS]
    cells = (
        Cell(text=setting.call(partner.stakeholder)),
        *(Cell(text=_told(name, aspect), value=aspect.value) for name, aspect in zip(ASPECTS, aspects, strict=True)),
        Cell(text=_last(setting, partner)),
    )
    addresses = (*partner.evidence, *(address for aspect in aspects for address in aspect.rests_on))
    return Row(key=partner.stakeholder, cells=cells, grounds=setting.grounds(addresses))


def _told(name: str, aspect: Aspect) -> Message:
    """Return an aspect in words; of reports and meetings how many, also where that is all or none."""
    if name not in COUNTED or aspect.value is None or not aspect.applies:
        return aspect.note
    return Message("partner.counted", {"n": round(aspect.value * aspect.known), "of": aspect.known})


def _last(setting: Setting, partner: Partner) -> str:
    if partner.last_on is None:
        return setting.word("partners.never")
    goes_on = partner.last_on == setting.card.as_of and partner.acts.value
    return setting.word("partners.under_way") if goes_on else setting.day(partner.last_on)


def drifting(setting: Setting) -> Section | None:
    """Return the section about partners that are declared, and of whom no act is recorded of late.

    The public is told nothing of it, a committee how many there are; who they are, and by
    what it is told, is for the backbone. Where activities or meetings are not listed, nothing
    can be said of anybody.
    """
    drift = setting.aligned.drifting
    if setting.redacted or setting.audience is Audience.PUBLIC or not drift:
        return None
    grounds = setting.grounds((partner.evidence[0] for partner in drift), of_a_shortfall=True)
    params = {"n": len(drift), "of": len(setting.aligned.partners), "months": MEMORY, "new": NEW}
    blocks: list[Block] = [Line(text=setting.say("drifting.counted", **params), grounds=grounds)]
    if setting.is_open:
        blocks.append(Listing(lines=tuple(_evidence(setting, partner) for partner in drift)))
    if not all(partner.is_certain for partner in drift):
        blocks.append(setting.line("drifting.incomplete"))
    return Section(key="drifting", title=setting.say("drifting.title"), blocks=tuple(blocks))


def _evidence(setting: Setting, partner: Partner) -> Line:
    told = setting.enumerated(_declared(setting, partner))
    since = "drifting.never" if partner.last_on is None else "drifting.last"
    day = "" if partner.last_on is None else setting.day(partner.last_on)
    name = setting.call(partner.stakeholder)
    text = setting.say("drifting.partner", name=name, declared=told, last=setting.word(since, day=day))
    return Line(text=text, grounds=setting.grounds(partner.evidence))


def _declared(setting: Setting, partner: Partner) -> Iterator[str]:
    """Yield what makes a partner one: that it is listed or joined, and that it adopted the agenda."""
    joined = setting.initiative.stakeholder(partner.stakeholder).joined
    yield (
        setting.word("drifting.listed") if joined is None else setting.word("drifting.joined", day=setting.day(joined))
    )
    if partner.adopts.value:
        yield setting.word("drifting.adopted")
