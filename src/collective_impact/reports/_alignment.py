"""Whether partners pull the same way: the facets, what they are made of, and what stands out."""

from collections.abc import Iterator

from collective_impact.conditions._described import Description
from collective_impact.reports._advice import acts, found, open_ends
from collective_impact.reports._scores import COLUMNS, cells_of, scored, whole
from collective_impact.reports._setting import Setting
from collective_impact.reports.sections import Block, Cell, Line, Listing, Row, Section, Table
from collective_impact.scoring.framework import Group
from collective_impact.scoring.scores import Node

FOR_ALL = ("gaps", "orphans")
"""What tells of goals and indicators alone."""

BY_NAME = (
    *FOR_ALL,
    "goals_on_one_partner",
    "indicators_of_one_partner",
    "capabilities_of_one_partner",
    "trust_density",
    "competing_pairs",
)
"""What names partners, or leads to one, or tells of trust: for the backbone alone."""


def aligned(setting: Setting) -> Section:
    """Return the section about the alignment of the partners.

    All readers learn the scores of the facets and what was found of all partners together.
    Single partners, and anything of who trusts or competes with whom, are for the backbone
    (see `Setting.for_readers`).
    """
    blocks: list[Block] = [_overall(setting)]
    if any(node.score.coverage for node in setting.aligned.tree):  # else the questions say it all
        blocks += [setting.line("aligned.reading"), _table(setting), *_elsewhere(setting), *_facets(setting)]
    blocks += [*_standing_out(setting), *_to_do(setting)]
    return Section(key="alignment", title=setting.say("aligned.title"), blocks=tuple(blocks))


def _overall(setting: Setting) -> Line:
    score = setting.aligned.overall
    low, high = map(whole, score.bounds)
    code = "aligned.not_scored" if score.value is None else "aligned.overall"
    params = {"value": scored(setting, score), "low": low, "high": high, "coverage": whole(100 * score.coverage)}
    return Line(text=setting.say(code, **params), grounds=setting.grounds(score.rests_on, of_a_shortfall=True))


def _table(setting: Setting) -> Table:
    return Table(
        title=setting.say("aligned.table"),
        columns=(
            ("facet", setting.say("aligned.column.facet")),
            *((key, setting.say(f"profile.column.{key}")) for key in COLUMNS),
            ("lowest", setting.say("aligned.column.lowest")),
        ),
        rows=tuple(_row(setting, group) for group in setting.aligned.framework.top),
    )


def _row(setting: Setting, group: Group) -> Row:
    card = setting.aligned
    heading = Cell(text=setting.label(group.path, card))
    cells = (heading, *cells_of(setting, card, group.path), _lowest(setting, group))
    return Row(key=group.path, cells=cells, grounds=setting.grounds(card[group.path].rests_on, of_a_shortfall=True))


def _lowest(setting: Setting, group: Group) -> Cell:
    """Return the part of a facet that scores least, since a mean hides it."""
    nodes = setting.aligned.nodes
    parts = [criterion.path for criterion in setting.aligned.framework.criteria_under(group.path)]
    known = [(value, path) for path in parts if (value := nodes[path].value) is not None]
    if not known:
        return setting.cell("score.none")
    value, path = min(known, key=lambda each: each[0])
    return setting.cell("aligned.lowest", value=value, label=setting.label(path, setting.aligned), score=whole(value))


def _elsewhere(setting: Setting) -> Iterator[Line]:
    """Say what other readers are shown otherwise, or not at all."""
    if not setting.is_open:
        yield setting.line("aligned.left_out_few" if setting.hides_affected else "aligned.left_out")
        return
    shown = setting.for_others().aligned
    for group in setting.aligned.framework.top:
        words = scored(setting, shown.nodes[group.path]) if group.path in shown.nodes else ""
        if words and words != scored(setting, setting.aligned[group.path]):
            yield setting.line("aligned.elsewhere", label=setting.label(group.path, setting.aligned), score=words)


# What the facets are made of ------------------------------------------------------------


def _facets(setting: Setting) -> Iterator[Listing]:
    """Yield for each facet what is known of its parts, and which are not known at all."""
    card = setting.aligned
    for group in card.framework.top:
        asked = [
            node for part in card.framework.criteria_under(group.path) if (node := card.nodes.node(part.path)).applies
        ]
        lines = [_part(setting, node) for node in asked if node.score.coverage]
        unknown = [setting.label(node.path, card) for node in asked if not node.score.coverage]
        if unknown:
            lines.append(setting.line("aligned.unknown", names=setting.enumerated(unknown)))
        yield Listing(label=setting.say("aligned.facet", label=setting.label(group.path, card)), lines=tuple(lines))


def _part(setting: Setting, node: Node) -> Line:
    """Return what a criterion scores, what was found, and the records of it."""
    words = {"label": setting.label(node.path, setting.aligned), "score": scored(setting, node.score)}
    told = found(setting, setting.aligned, node.path)
    addresses = (address for reading in node.readings for address in reading.rests_on)
    return Line(
        text=setting.say("aligned.part" if told else "aligned.part_bare", found=told, **words),
        grounds=setting.grounds(addresses, of_a_shortfall=True),
    )


# What stands out ------------------------------------------------------------------------


def _standing_out(setting: Setting) -> Iterator[Listing]:
    """Yield goals, indicators and capabilities that hang on few or on nobody, by name."""
    told = BY_NAME if setting.is_open else FOR_ALL
    lines = tuple(_named(setting, one) for one in setting.aligned.beside if one.id in told and one.value)
    if lines:
        yield Listing(label=setting.say("aligned.standing_out"), lines=lines)


def _named(setting: Setting, one: Description) -> Line:
    text = "" if one.note is None else setting.quoted(one.note.text(setting.locale))
    return Line(text=text, grounds=setting.grounds(one.rests_on))


def _to_do(setting: Setting) -> Iterator[Listing]:
    """Yield what would raise the overall score of alignment the most, and what would narrow its range."""
    for code, lines in (("act", acts(setting, setting.aligned)), ("find_out", open_ends(setting, setting.aligned))):
        if lines:
            yield Listing(label=setting.say(f"aligned.{code}"), lines=lines, ordered=True)
