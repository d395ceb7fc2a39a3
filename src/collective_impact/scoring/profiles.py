"""Scorecards of a framework: what the conditions score, why, what would raise that and what is not known."""

from collections.abc import Iterator, Mapping
from numbers import Real
from typing import Self

import attrs
from attrs import field

from collective_impact.errors import InvalidValueError, Message, UnknownNameError
from collective_impact.model._record import record
from collective_impact.scoring import advice, explanation
from collective_impact.scoring.assembly import assemble
from collective_impact.scoring.cards import Scorecard, row_of
from collective_impact.scoring.framework import OVERALL, Criterion, Framework
from collective_impact.scoring.readings import TOP, Answered, CriterionReading
from collective_impact.scoring.scores import Node, Score

HEADER_WARNINGS = ("card.as_of_inferred", "card.as_of_unknown", "card.unknown_about", "card.what_if")


@record(kw_only=True)
class Bottleneck:
    """The lowest of the top-level scores, and those that have no score.

    Parameters
    ----------
    path, label : str, optional
        None where nothing is scored.
    value : float, optional
    unscored : tuple of str
        Paths without a score.
    """

    path: str | None = None
    label: str | None = None
    value: float | None = None
    unscored: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    def __str__(self) -> str:
        named = "none is scored" if self.value is None else f"{self.label} ({self.value:.0f})"
        return named + (f"; not scored: {', '.join(self.unscored)}" if self.unscored else "")


@record(kw_only=True)
class Profile(Scorecard):
    """A scorecard of what a framework asks: a mapping of its top-level subjects, with an overall score.

    Parameters
    ----------
    framework : Framework
    overall, arithmetic : Score
        The overall score, and the same with arithmetic means throughout, in which strengths
        make up for weaknesses.
    equity : Score, optional
        The lowest of the criteria marked equity; None where the framework marks none.

    Raises
    ------
    InvalidValueError
        The nodes are not those of the framework.

    Examples
    --------
    >>> import collective_impact as ci
    >>> card = ci.readiness(ci.examples.load("fictional_riverbend"))
    >>> list(card)[0], card.overall.value is not None
    ('common_agenda', True)
    """

    framework: Framework
    overall: Score
    arithmetic: Score
    equity: Score | None = None

    def __attrs_post_init__(self) -> None:
        tree = self.framework
        paths = [*(group.path for group in tree.groups), *(criterion.path for criterion in tree.criteria)]
        if [node.path for node in self.tree] != paths:
            wanted = "one node for each group and criterion of the framework, in its order"
            raise InvalidValueError("Profile.tree", self.tree, wanted)

    @property
    def _top(self) -> tuple[str, ...]:
        return tuple(group.path for group in self.framework.top)

    def readings(self, path: str) -> tuple[CriterionReading, ...]:
        """Return what records show, people say and raters judge of a criterion, each apart.

        Parameters
        ----------
        path : str
            Path of a criterion, or its unique last part.

        Raises
        ------
        UnknownNameError
            There is no such path.

        Examples
        --------
        >>> import collective_impact as ci
        >>> card = ci.readiness(ci.examples.load("fictional_riverbend"))
        >>> [reading.kind.value for reading in card.readings("common_language")]
        ['perceived', 'judged']
        """
        return self.nodes.node(path).readings

    @property
    def bottleneck(self) -> Bottleneck:
        """The lowest of the top-level scores; it also names those without one."""
        scored = [(score.value, path) for path, score in self.items() if score.value is not None]
        unscored = tuple(path for path, score in self.items() if score.value is None)
        if not scored:
            return Bottleneck(unscored=unscored)
        value, path = min(scored)
        return Bottleneck(path=path, label=self.framework.label(path), value=value, unscored=unscored)

    @property
    def coverage(self) -> float:
        """How complete the evidence is in all, 0 to 1."""
        return self.overall.coverage

    @property
    def method(self) -> str:
        """The framework and how it adds up."""
        return self.overall.method

    @property
    def not_applicable(self) -> tuple[str, ...]:
        """Paths of the criteria whose question does not arise, by a rule of the framework."""
        return tuple(node.path for node in self.tree if not node.applies)

    def explain(self, path: str = OVERALL) -> explanation.Part:
        """Return where the points of a score were lost, down to the criteria.

        Parameters
        ----------
        path : str
            A path of `nodes`; the overall score unless given.

        Returns
        -------
        Part
            A tree whose parts add up, in points of the score that is explained.

        Raises
        ------
        UnknownNameError
            There is no such path.

        Examples
        --------
        >>> import collective_impact as ci
        >>> card = ci.readiness(ci.examples.load("fictional_riverbend"))
        >>> whole = card.explain()
        >>> abs(sum(part.lost for part in whole.parts) - (100 - card.overall.value)) < 1e-9
        True
        """
        if path == OVERALL:
            return explanation.explain_overall(self.framework, self.nodes, self.overall)
        return explanation.explain(self.framework, self.nodes, self.nodes.node(path).path)

    def gaps(self, most: int | None = None) -> tuple[advice.Gap, ...]:
        """Return what would raise the overall score, the largest gain first.

        Parameters
        ----------
        most : int, optional
            How many at the most.

        Returns
        -------
        tuple of Gap
            Criteria that are known and not fully met.
        """
        return advice.gaps(self.framework, answers_of(self))[:most]

    def unknowns(self, most: int | None = None) -> tuple[advice.Unknown, ...]:
        """Return what would narrow the bounds of the overall score, the most narrowing first.

        Parameters
        ----------
        most : int, optional
            How many at the most.

        Returns
        -------
        tuple of Unknown
            Criteria that are not, or not fully, known.
        """
        return advice.unknowns(self.framework, answers_of(self))[:most]

    def what_if(self, changes: Mapping[str, float]) -> Self:
        """Return the card as it would be if criteria scored otherwise.

        A supposed score stands still: its bounds close around it, which may also move what
        stands in for a sibling without a score.

        Parameters
        ----------
        changes : mapping of str to float
            Supposed scores, 0 to 100, by path (or its unique last part) of a criterion.

        Returns
        -------
        Profile
            Of the same kind, with a warning that it is supposed.

        Raises
        ------
        UnknownNameError
            There is no such criterion.
        InvalidValueError
            A score lies outside 0 to 100.

        Examples
        --------
        >>> import collective_impact as ci
        >>> card = ci.readiness(ci.examples.load("fictional_riverbend"))
        >>> card.what_if({"adoption": 100}).overall.value >= card.overall.value
        True
        """
        supposed = {self._criterion_path(name): _percent(name, value) for name, value in changes.items()}
        answered = [
            answer if (value := supposed.get(answer.criterion.path)) is None else _supposed(answer.criterion, value)
            for answer in answers_of(self)
        ]
        named = ", ".join(f"{path} = {value:g}" for path, value in supposed.items())
        whole = assemble(answered, self.framework)
        warnings = (Message("card.what_if", {"changes": named}), *self._header_warnings(), *whole.warnings)
        return attrs.evolve(self, **whole.fields(), warnings=warnings)

    def without(self, *names: str) -> Self:
        """Return the card as it would be if the framework did not ask some things.

        Parameters
        ----------
        *names : str
            Ids or paths of criteria, or paths of groups.

        Returns
        -------
        Profile
            Of the same kind. What else it holds beside the scores stays as it is.

        Raises
        ------
        UnknownNameError
            The framework asks no such thing.
        InvalidFrameworkError
            Nothing is left to score, or a group is left with nothing to add up.

        Examples
        --------
        >>> import collective_impact as ci
        >>> card = ci.alignment(ci.examples.load("fictional_riverbend"))
        >>> print(card["relationships"])
        70 (40–91), 67 % of the evidence
        >>> print(card.without("relationships/mutual_trust")["relationships"])
        87 (48–98), 69 % of the evidence
        """
        framework = self.framework.without(*names)
        kept = {criterion.path for criterion in framework.criteria}
        whole = assemble([answer for answer in answers_of(self) if answer.criterion.path in kept], framework)
        warnings = (*self._header_warnings(), *whole.warnings)
        return attrs.evolve(self, framework=framework, **whole.fields(), warnings=warnings)

    def _criterion_path(self, name: str) -> str:
        try:
            return self.framework.criterion(name).path
        except UnknownNameError:
            path = self.nodes.node(name).path
            return self.framework.criterion(path).path

    def _header_warnings(self) -> tuple[Message, ...]:
        """Return the warnings that are not about scores: of dates and of evidence."""
        return tuple(warning for warning in self.warnings if warning.code in HEADER_WARNINGS)

    def to_records(self) -> list[dict[str, object]]:
        """Return one plain row for each score: the overall ones first, then every path."""
        beside = [(OVERALL, "Overall", self.overall), ("arithmetic", "Overall, arithmetic", self.arithmetic)]
        if self.equity is not None:
            beside.append(("equity", "Equity line", self.equity))
        return [*(row_of(*row) for row in beside), *super().to_records()]

    def _title(self) -> str:
        return f"{self.name or self.initiative}, {self.framework.name}, as of {self.as_of}"

    def _told(self) -> Iterator[tuple[str, str]]:
        yield from super()._told()
        yield "Overall", str(self.overall)


def answers_of(card: Profile) -> tuple[Answered, ...]:
    """Return what is known of each criterion of a card, as the engine takes it."""
    return tuple(_as_answered(criterion, card.nodes.node(criterion.path)) for criterion in card.framework.criteria)


def _as_answered(criterion: Criterion, node: Node) -> Answered:
    low, high = node.score.bounds
    return Answered(
        criterion=criterion,
        applies=node.applies,
        readings=node.readings,
        value=node.score.value,
        likely=node.likely,
        low=low,
        high=high,
        coverage=node.score.coverage,
        own=node.own > 0,
    )


def _supposed(criterion: Criterion, value: float) -> Answered:
    return Answered(criterion=criterion, value=value, low=value, high=value, coverage=1.0, own=True)


def _percent(name: str, value: object) -> float:
    number = -1.0 if isinstance(value, bool) or not isinstance(value, Real) else float(value)
    if not 0 <= number <= TOP:
        raise InvalidValueError(name, value, "a score from 0 to 100")
    return number
