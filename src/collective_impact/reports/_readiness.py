"""What the scorecard says: the profile, and what stands beside it."""

from collections.abc import Iterable, Iterator

from collective_impact.conditions.phases import PHASES
from collective_impact.reports._scores import COLUMNS, by_whom, cells_of, scored, whole
from collective_impact.reports._setting import Setting
from collective_impact.reports.sections import Block, Cell, Line, Row, Section, Table
from collective_impact.scoring.assessment import Readiness
from collective_impact.scoring.framework import Group
from collective_impact.scoring.scores import Score

HALVES = ("in_place", "in_practice")


def profile(setting: Setting) -> Section:
    """Return the section with the scores."""
    blocks: list[Block] = [_overall(setting), setting.line("profile.reading"), _table(setting)]
    blocks += [*_bottleneck(setting), *_equity(setting), *_preconditions(setting), *_phase(setting)]
    return Section(key="profile", title=setting.say("profile.title"), blocks=tuple(blocks))


def _overall(setting: Setting) -> Line:
    score = setting.card.overall
    low, high = score.bounds
    params = {"low": whole(low), "high": whole(high), "coverage": whole(100 * score.coverage)}
    if score.value is not None:
        return setting.line("profile.overall", rests_on=score.rests_on, value=whole(score.value), **params)
    withheld = any(warning.code == "card.self_assessed" for warning in setting.card.warnings)
    code = "profile.self_assessed" if withheld else "profile.not_scored"
    return setting.line(code, rests_on=score.rests_on, **params)


def _table(setting: Setting) -> Table:
    top = setting.card.framework.top
    halves = [half for half in HALVES if any(_half(setting, group, half) for group in top)]
    keys = ["condition", *COLUMNS, *halves]
    return Table(
        title=setting.say("profile.table"),
        columns=tuple((key, setting.say(f"profile.column.{key}")) for key in keys),
        rows=tuple(_row(setting, group, halves) for group in top),
    )


def _row(setting: Setting, group: Group, halves: Iterable[str]) -> Row:
    cells = [
        Cell(text=setting.label(group.path)),
        *cells_of(setting, setting.card, group.path),
        *(_half_cell(setting, _half(setting, group, half)) for half in halves),
    ]
    return Row(key=group.path, cells=tuple(cells), grounds=setting.grounds(setting.card[group.path].rests_on))


def _half(setting: Setting, group: Group, half: str) -> Score | None:
    return setting.card.nodes.get(f"{group.path}/{half}")


def _half_cell(setting: Setting, score: Score | None) -> Cell:
    return setting.cell("score.absent") if score is None else Cell(text=scored(setting, score), value=score.value)


# Beside the profile --------------------------------------------------------------------


def _bottleneck(setting: Setting) -> Iterator[Line]:
    found = setting.card.bottleneck
    unscored = setting.enumerated(map(setting.label, found.unscored))
    if found.value is not None and found.path is not None:
        rests_on = setting.card[found.path].rests_on
        code = "beside.bottleneck_perhaps" if unscored else "beside.bottleneck"
        value = by_whom(setting, setting.card, found.path, found.value).text(setting.locale)
        yield setting.line(code, rests_on=rests_on, label=setting.label(found.path), value=value, unscored=unscored)
    else:
        yield setting.line("beside.no_bottleneck")


def _equity(setting: Setting) -> Iterator[Line]:
    score = setting.card.equity
    if score is not None:
        asked = setting.enumerated(setting.label(one.path) for one in setting.card.framework.criteria if one.equity)
        yield setting.line("beside.equity", rests_on=score.rests_on, score=scored(setting, score), asked=asked)


def _preconditions(setting: Setting) -> Iterator[Line]:
    for gate in setting.card.framework.gates:
        score = setting.card.nodes[gate.path]
        parts = (
            f"{setting.label(criterion.path)}: {scored(setting, setting.card.nodes[criterion.path])}"
            for criterion in setting.card.framework.criteria_under(gate.path)
            if setting.card.nodes.node(criterion.path).applies
        )
        params = {
            "label": setting.label(gate.path),
            "score": scored(setting, score),
            "parts": setting.enumerated(parts),
        }
        yield setting.line("beside.gate", rests_on=score.rests_on, **params)


def _phase(setting: Setting) -> Iterator[Line]:
    """Say the phase where the records show it, and what they show, deny and leave open."""
    phase = setting.card.phase if isinstance(setting.card, Readiness) else None
    if phase is None:
        return
    earliest, latest = (setting.word(f"phase.name.{end}") for end in (phase.earliest, phase.latest))
    unknown = (phase.earliest, phase.latest) == (PHASES[0], PHASES[-1])
    code = "known" if phase.value is not None else "unknown" if unknown else "between"
    yield setting.line(f"phase.{code}", earliest=earliest, latest=latest)
    milestones = [milestone for component in phase.components for milestone in component.milestones]
    for shown, code in ((True, "phase.shown"), (False, "phase.denied"), (None, "phase.open")):
        chosen = [milestone for milestone in milestones if milestone.shown is shown]
        if chosen:
            words = setting.word("separated").join(milestone.note.text(setting.locale) for milestone in chosen)
            addresses = (address for milestone in chosen for address in milestone.rests_on)
            yield setting.line(code, what=words, rests_on=addresses)
