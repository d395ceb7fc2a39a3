"""What would raise the score, what would narrow it, and what is not known at all."""

from collections.abc import Iterator

import attrs

from collective_impact.errors import Message
from collective_impact.model.extent import Extent
from collective_impact.model.vocabulary import Completeness, TieKind
from collective_impact.reports._scores import whole
from collective_impact.reports._setting import Setting
from collective_impact.reports.sections import Block, Line, Listing, Section
from collective_impact.scoring.advice import LEAST, Gap, Unknown
from collective_impact.scoring.assembly import self_assessed
from collective_impact.scoring.labels import name_of
from collective_impact.scoring.profiles import Profile
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
    """Return the section about what would raise the overall score the most."""
    lines = acts(setting, setting.card)
    blocks: tuple[Block, ...] = (setting.line("improvements.reading"), Listing(lines=lines, ordered=True))
    if not lines:
        code = "self_assessed" if rests_on_itself(setting) else "none" if setting.card.overall.value else "too_little"
        blocks = (setting.line(f"improvements.{code}"),)
    return Section(key="improvements", title=setting.say("improvements.title"), blocks=blocks)


def acts(setting: Setting, card: Profile) -> tuple[Line, ...]:
    """Return what would raise the overall score of a card the most.

    A rating of a whole condition by the initiative itself says nothing about its single
    parts, so parts that rest on nothing else are left out. What certainly falls short comes
    before what may be met already.
    """
    own = [gap for gap in card.gaps() if card.nodes.node(gap.path).own]
    own.sort(key=lambda gap: _perhaps_met(card, gap))
    return tuple(_gap(setting, card, gap) for gap in own[:IMPROVEMENTS])


def _perhaps_met(card: Profile, gap: Gap) -> bool:
    _, high = card.nodes[gap.path].bounds
    return high > TOP - LEAST


def _gap(setting: Setting, card: Profile, gap: Gap) -> Line:
    params = {"act": gap.act.text(setting.locale), "label": setting.label(gap.path, card), "value": whole(gap.value)}
    params["now"] = found(setting, card, gap.path, but=ReadingKind.SELF_ASSESSED)
    params["gain"] = _points(setting, gap.gain)
    code = "perhaps" if _perhaps_met(card, gap) else "item"
    code += "" if params["now"] else "_bare"
    grounds = setting.grounds(gap.rests_on, of_a_shortfall=True)
    return Line(text=setting.say(f"improvements.{code}", **params), grounds=grounds)


def found(setting: Setting, card: Profile, path: str, *, but: ReadingKind | None = None) -> str:
    """Return what was found of a criterion, as far as these readers may know it; nothing of one kind of reading."""
    notes = (reading.note for reading in card.readings(path) if reading.kind is not but)
    told = (note.text(setting.locale) for note in notes if note is not None and setting.may_say(note))
    return setting.word("separated").join(told)


def _points(setting: Setting, points: float) -> str:
    if points < 1:
        return setting.word("points.few")
    return setting.word("points.one" if whole(points) == "1" else "points.many", points=whole(points))


# To find out ---------------------------------------------------------------------------


def questions(setting: Setting) -> Section:
    """Return the section about what would narrow the range of the overall score the most."""
    lines = open_ends(setting, setting.card, FIRST_QUESTIONS if rests_on_itself(setting) else QUESTIONS)
    blocks: tuple[Block, ...] = (setting.line("questions.none"),)
    if lines:
        blocks = (setting.line("questions.reading"), Listing(lines=lines, ordered=True))
    return Section(key="questions", title=setting.say("questions.title"), blocks=blocks)


def open_ends(setting: Setting, card: Profile, most: int = QUESTIONS) -> tuple[Line, ...]:
    """Return what would narrow the range of the overall score of a card the most."""
    return tuple(_unknown(setting, card, unknown) for unknown in card.unknowns(most))


def _unknown(setting: Setting, card: Profile, unknown: Unknown) -> Line:
    low, high = map(whole, unknown.bounds)
    label = setting.label(unknown.path, card)
    params = {"find_out": unknown.find_out.text(setting.locale), "label": label, "low": low, "high": high}
    text = setting.say("questions.item", narrows=_points(setting, unknown.narrows), **params)
    rests_on = card.nodes[unknown.path].rests_on
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
        without = [setting.label(node.path) for node in asked if not node.own]
        if without:
            code = "unknown.all_of" if len(without) == len(asked) else "unknown.some_of"
            names = setting.enumerated(without)
            yield setting.line(code, label=setting.label(group.path), n=len(without), of=len(asked), names=names)


def _collections(setting: Setting) -> Iterator[Line]:
    """Yield what is listed only in part, and what nothing is recorded of."""
    incomplete = [extent for extent in (_extent(setting, name) for name in COLLECTIONS) if not extent.is_complete]
    partial = [extent for extent in incomplete if _listed(setting, extent)]
    nothing = [extent for extent in incomplete if not _listed(setting, extent)]
    for extents, code, spell in ((partial, "unknown.partial", _counted), (nothing, "unknown.nothing", _named)):
        if extents:
            names = setting.enumerated(spell(setting, extent) for extent in extents)
            rests_on = (address for extent in extents for address in setting.said_of(extent.collection))
            yield setting.line(code, rests_on=rests_on, names=names)


def _extent(setting: Setting, collection: str) -> Extent:
    """Return how complete a list is, as far as these readers may know what it lists."""
    found = setting.initiative.extent(collection)
    is_said = any(extent.collection == collection for extent in setting.initiative.extents)
    return found if is_said or _listed(setting, found) else attrs.evolve(found, completeness=Completeness.UNKNOWN)


def _listed(setting: Setting, extent: Extent) -> int:
    """Return how many are listed; for others than the backbone no ties of trust and competition are."""
    if extent.collection == "ties" and not setting.is_open:
        return sum(tie.kind not in {TieKind.TRUST, TieKind.COMPETITION} for tie in setting.initiative.ties)
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
        yield setting.line("unknown.not_applicable", label=setting.label(path), rule=rule)


# To keep in mind -----------------------------------------------------------------------


def warnings(setting: Setting) -> Section | None:
    """Return the section with warnings: those of the cards, and for the backbone those of the file."""
    found = {message: card for card in (setting.aligned, setting.card) for message in card.warnings}
    lines = [_warning(setting, found[message], message) for message in _in_order(setting) if setting.may_say(message)]
    if setting.is_open:
        doubts = setting.initiative.warnings()
        lines += [Line(label=setting.say("warnings.at", address=doubt.address), text=doubt.message) for doubt in doubts]
    if not lines:
        return None
    return Section(key="warnings", title=setting.say("warnings.title"), blocks=(Listing(lines=tuple(lines)),))


def _in_order(setting: Setting) -> Iterator[Message]:
    yield from dict.fromkeys((*setting.card.warnings, *setting.aligned.warnings))


def _warning(setting: Setting, card: Profile, message: Message) -> Line:
    """Return a warning of a card with the records of the scores that it warns of."""
    by_path = {node.path: node for node in card.tree}
    nodes = [node for node in by_path.values() if message in node.score.warnings]
    addresses = (address for node in nodes for address in node.score.rests_on)
    labels = [("label", setting.label(node.path, card)) for node in nodes[:1]]
    if message.code == "card.self_assessed":
        names = (setting.label(path, card) for path in self_assessed(card.framework, by_path))
        labels = [("labels", setting.enumerated(names))]
    text = attrs.evolve(message, params=dict([*message.params, *labels]))
    return Line(text=text, grounds=setting.grounds(addresses, of_a_shortfall=True))


def limits(setting: Setting) -> Section:
    """Return the section about what the score may not be used for."""
    caveats = tuple(Line(text=_in_plain_words(setting, caveat)) for caveat in setting.card.caveats)
    return Section(key="limits", title=setting.say("limits.title"), blocks=(Listing(lines=caveats),))


def _in_plain_words(setting: Setting, caveat: Message) -> Message:
    """Say what kinds of evidence there are in other words than programs do."""
    if caveat.code != "card.assessed_by":
        return caveat
    there = {*setting.card.overall.assessed_by, *setting.aligned.overall.assessed_by}
    kinds = [setting.word(f"assessed_by.{kind}") for kind in ReadingKind if kind in there]
    sources = setting.enumerated(kinds) or setting.word("assessed_by.nothing")
    return attrs.evolve(caveat, params={"sources": sources})


def sources(setting: Setting) -> Section:
    """Return the section about where the records come from, and how they were scored."""
    blocks: list[Block] = []
    if not setting.redacted:
        if setting.initiative.note:
            blocks.append(Line(text=setting.initiative.note))
        if setting.initiative.sources:
            lines = tuple(Line(text=source) for source in setting.initiative.sources)
            blocks.append(Listing(label=setting.say("sources.published"), lines=lines))
    for framework in (setting.card.framework, setting.aligned.framework):
        name = name_of(framework).text(setting.locale)
        blocks.append(setting.line("sources.method", name=name, version=framework.version))
        if framework.citation:
            blocks.append(setting.line("sources.citation", citation=framework.citation))
    return Section(key="sources", title=setting.say("sources.title"), blocks=tuple(blocks))
