"""What would raise the score, what would narrow it, and what is not known at all."""

from collections.abc import Iterator

import attrs

from collective_impact.errors import Message
from collective_impact.model.extent import Extent
from collective_impact.reports._readiness import whole
from collective_impact.reports._setting import Setting
from collective_impact.reports.sections import Block, Line, Listing, Section
from collective_impact.scoring.advice import LEAST, Gap, Unknown
from collective_impact.scoring.readings import TOP, ReadingKind

IMPROVEMENTS = QUESTIONS = 3
FIRST_QUESTIONS = 5

COLLECTIONS = (
    "agenda/goals",
    "stakeholders",
    "agenda/adoptions",
    "indicators",
    "activities",
    "bodies",
    "convenings",
    "ties",
    "responses",
    "backbone/provisions",
    "backbone/staff",
    "backbone/funding",
    "systems_changes",
)
"""The collections that a report names, in the order of the five conditions."""


def rests_on_itself(setting: Setting) -> bool:
    """Say whether conditions are scored mainly by what the initiative says of itself, as in its first hour."""
    return any(warning.code == "card.self_assessed" for warning in setting.card.warnings)


# To do ---------------------------------------------------------------------------------


def improvements(setting: Setting) -> Section:
    """Return the section about what would raise the overall score the most.

    A rating of a whole condition by the initiative itself says nothing about its single
    parts, so parts that rest on nothing else are left out. What certainly falls short comes
    before what may be met already.
    """
    own = [gap for gap in setting.card.gaps() if setting.card.nodes.node(gap.path).own]
    own.sort(key=lambda gap: _perhaps_met(setting, gap))
    lines = tuple(_gap(setting, gap) for gap in own[:IMPROVEMENTS])
    blocks: tuple[Block, ...] = (setting.line("improvements.reading"), Listing(lines=lines, ordered=True))
    if not lines:
        code = "self_assessed" if rests_on_itself(setting) else "none" if setting.card.overall.value else "too_little"
        blocks = (setting.line(f"improvements.{code}"),)
    return Section(key="improvements", title=setting.say("improvements.title"), blocks=blocks)


def _perhaps_met(setting: Setting, gap: Gap) -> bool:
    _, high = setting.card.nodes[gap.path].bounds
    return high > TOP - LEAST


def _gap(setting: Setting, gap: Gap) -> Line:
    readings = setting.card.nodes.node(gap.path).readings
    notes = (reading.note for reading in readings if reading.kind is not ReadingKind.SELF_ASSESSED)
    told = [note.text(setting.locale) for note in notes if note is not None and setting.may_say(note)]
    params = {"act": gap.act.text(setting.locale), "label": gap.label, "value": whole(gap.value)}
    params["now"] = setting.word("separated").join(told)
    params["gain"] = _points(setting, gap.gain)
    code = "perhaps" if _perhaps_met(setting, gap) else "item"
    code += "" if told else "_bare"
    grounds = setting.grounds(gap.rests_on, of_a_shortfall=True)
    return Line(text=setting.say(f"improvements.{code}", **params), grounds=grounds)


def _points(setting: Setting, points: float) -> str:
    if points < 1:
        return setting.word("points.few")
    return setting.word("points.one" if whole(points) == "1" else "points.many", points=whole(points))


# To find out ---------------------------------------------------------------------------


def questions(setting: Setting) -> Section:
    """Return the section about what would narrow the range of the overall score the most."""
    most = FIRST_QUESTIONS if rests_on_itself(setting) else QUESTIONS
    lines = tuple(_unknown(setting, unknown) for unknown in setting.card.unknowns(most))
    blocks: tuple[Block, ...] = (setting.line("questions.none"),)
    if lines:
        blocks = (setting.line("questions.reading"), Listing(lines=lines, ordered=True))
    return Section(key="questions", title=setting.say("questions.title"), blocks=blocks)


def _unknown(setting: Setting, unknown: Unknown) -> Line:
    low, high = map(whole, unknown.bounds)
    params = {"find_out": unknown.find_out.text(setting.locale), "label": unknown.label, "low": low, "high": high}
    text = setting.say("questions.item", narrows=_points(setting, unknown.narrows), **params)
    rests_on = setting.card.nodes[unknown.path].rests_on
    return Line(text=text, grounds=setting.grounds(rests_on, of_a_shortfall=True))


# Not known -----------------------------------------------------------------------------


def not_known(setting: Setting) -> Section:
    """Return the section about what the evidence does not say."""
    coverage = {"coverage": whole(100 * setting.card.coverage)}
    blocks: list[Block] = [setting.line("unknown.coverage", rests_on=setting.card.overall.rests_on, **coverage)]
    open_questions = tuple(_open_questions(setting))
    if open_questions:
        blocks.append(Listing(label=setting.say("unknown.questions"), lines=open_questions))
    blocks += [*_collections(setting), *_not_applicable(setting)]
    return Section(key="not_known", title=setting.say("unknown.title"), blocks=tuple(blocks))


def _open_questions(setting: Setting) -> Iterator[Line]:
    card = setting.card
    for group in (*card.framework.top, *card.framework.gates):
        nodes = [card.nodes.node(criterion.path) for criterion in card.framework.criteria_under(group.path)]
        asked = [node for node in nodes if node.applies]
        without = [node.label for node in asked if not node.own]
        if without:
            code = "unknown.all_of" if len(without) == len(asked) else "unknown.some_of"
            names = setting.enumerated(without)
            yield setting.line(code, label=group.label, n=len(without), of=len(asked), names=names)


def _collections(setting: Setting) -> Iterator[Line]:
    """Yield what is listed only in part, and what nothing is recorded of."""
    initiative = setting.initiative
    incomplete = [extent for extent in map(initiative.extent, COLLECTIONS) if not extent.is_complete]
    partial = [extent for extent in incomplete if _listed(setting, extent)]
    nothing = [extent for extent in incomplete if not _listed(setting, extent)]
    for extents, code, spell in ((partial, "unknown.partial", _counted), (nothing, "unknown.nothing", _named)):
        if extents:
            names = setting.enumerated(spell(setting, extent) for extent in extents)
            rests_on = (address for extent in extents for address in setting.said_of(extent.collection))
            yield setting.line(code, rests_on=rests_on, names=names)


def _listed(setting: Setting, extent: Extent) -> int:
    place: object = setting.initiative
    for step in extent.collection.split("/"):
        place = getattr(place, step, ())
    return len(place)  # type: ignore[arg-type] # the last step is a collection


def _named(setting: Setting, extent: Extent) -> str:
    return setting.word(f"collection.{extent.collection.replace('/', '.')}")


def _counted(setting: Setting, extent: Extent) -> str:
    if extent.total is None:
        return _named(setting, extent)
    counts = {"listed": _listed(setting, extent), "total": extent.total}
    return setting.word("collection.counted", name=_named(setting, extent), **counts)


def _not_applicable(setting: Setting) -> Iterator[Line]:
    for path in setting.card.not_applicable:
        criterion = setting.card.framework.criterion(path)
        rule = setting.quoted(criterion.not_applicable or "")
        yield setting.line("unknown.not_applicable", label=criterion.label, rule=rule)


# To keep in mind -----------------------------------------------------------------------


def warnings(setting: Setting) -> Section | None:
    """Return the section with warnings: those of the card, and for the backbone those of the file."""
    lines = [_warning(setting, message) for message in setting.card.warnings if setting.may_say(message)]
    if setting.is_open:
        doubts = setting.initiative.warnings()
        lines += [Line(label=setting.say("warnings.at", address=doubt.address), text=doubt.message) for doubt in doubts]
    if not lines:
        return None
    return Section(key="warnings", title=setting.say("warnings.title"), blocks=(Listing(lines=tuple(lines)),))


def _warning(setting: Setting, message: Message) -> Line:
    """Return a warning of the card with the records of the scores that it warns of."""
    nodes = (setting.card.nodes.node(path) for path in setting.card.nodes)
    addresses = (address for node in nodes if message in node.score.warnings for address in node.score.rests_on)
    return Line(text=message, grounds=setting.grounds(addresses, of_a_shortfall=True))


def limits(setting: Setting) -> Section:
    """Return the section about what the score may not be used for."""
    caveats = tuple(Line(text=_in_plain_words(setting, caveat)) for caveat in setting.card.caveats)
    return Section(key="limits", title=setting.say("limits.title"), blocks=(Listing(lines=caveats),))


def _in_plain_words(setting: Setting, caveat: Message) -> Message:
    """Say what kinds of evidence there are in other words than programs do."""
    if caveat.code != "card.assessed_by":
        return caveat
    kinds = [setting.word(f"assessed_by.{kind}") for kind in setting.card.overall.assessed_by]
    sources = setting.enumerated(kinds) or setting.word("assessed_by.nothing")
    return attrs.evolve(caveat, params={"sources": sources})


def sources(setting: Setting) -> Section:
    """Return the section about where the records come from, and how they were scored."""
    framework = setting.card.framework
    blocks: list[Block] = []
    if not setting.redacted:
        if setting.initiative.note:
            blocks.append(Line(text=setting.initiative.note))
        if setting.initiative.sources:
            lines = tuple(Line(text=source) for source in setting.initiative.sources)
            blocks.append(Listing(label=setting.say("sources.published"), lines=lines))
    blocks.append(setting.line("sources.method", name=framework.name, version=framework.version))
    if framework.citation:
        blocks.append(setting.line("sources.citation", citation=framework.citation))
    return Section(key="sources", title=setting.say("sources.title"), blocks=tuple(blocks))
