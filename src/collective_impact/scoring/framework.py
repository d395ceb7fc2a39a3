"""A framework: what is asked, in which unit, between which goalposts, and how answers add up.

A framework is a value. The five conditions are one (`FIVE_CONDITIONS`, a TOML file in the
package); yours can change its weights, goalposts and labels, drop and add criteria, or ask
for something else altogether.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
from attrs import field

from collective_impact.conditions.measures import Measure, name_of
from collective_impact.errors import Fault, InvalidFrameworkError, UnknownNameError
from collective_impact.model import _canonical
from collective_impact.model._record import Record, record
from collective_impact.scoring.framework_faults import faults_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

OVERALL = "overall"


@record(kw_only=True)
class Criterion(Record):
    """One question of a framework.

    Parameters
    ----------
    id : str
        Dotted, such as ``"common_agenda.adoption"``; survey items and evidence refer to it.
    group : str
        Path of the group it belongs to, such as ``"common_agenda/in_practice"``.
    label : str
    question : str, optional
        What is asked, in one sentence.
    measure : str, optional
        Name of the measure that answers it from records; None where only a survey or rated
        evidence can. ``"module:function"`` names one of yours: scoring imports and calls it,
        so score only with frameworks that you trust.
    unit : str
        The measure's unit: ``"share"``, ``"days"``, ``"months"``, ``"count"``.
    worst, best : float
        The goalposts: the values of the measure that score 0 and 100.
    weight : float
        Relative to its siblings; above 0.
    needs : float
        The share of its evidence that must be recorded for the measure to give a value, 0
        to 1; with less there are bounds only.
    equity : bool
        Whether it counts for the equity line.
    not_applicable : str, optional
        The rule by which the question may not arise. Without one it always does.
    act : str, optional
        What would raise it, in one sentence: an act, never a paper.
    find_out : str, optional
        What would narrow its bounds, in one sentence.
    formula : str, optional
        How the measure is computed, in one sentence.
    source : str, optional
        Where the criterion comes from.
    ours : str, optional
        Which part of it is this project's own calibration.
    """

    id: str
    group: str
    label: str
    question: str | None = None
    measure: str | None = None
    unit: str = "share"
    worst: float = 0.0
    best: float = 1.0
    weight: float = 1.0
    needs: float = 0.5
    equity: bool = False
    not_applicable: str | None = None
    act: str | None = None
    find_out: str | None = None
    formula: str | None = None
    source: str | None = None
    ours: str | None = None

    @property
    def name(self) -> str:
        """The last part of the id."""
        return self.id.rpartition(".")[2]

    @functools.cached_property
    def path(self) -> str:
        """The group's path and the name."""
        return f"{self.group}/{self.name}"


@record(kw_only=True)
class Group(Record):
    """Criteria, or groups of them, that add up to one score.

    Parameters
    ----------
    path : str
        Such as ``"common_agenda"`` or ``"common_agenda/in_practice"``.
    label : str
    weight : float
        Relative to its siblings; above 0.
    power : float
        Of the weighted power mean over its children: 1 is the arithmetic mean, 0 the
        geometric one.
    minimum : bool
        Whether its worst child decides (the limit of ever lower powers).
    floor : float
        Children score at least this (0 to 100) inside the mean; above 0 for powers of 0 and
        below. It is therefore the lowest score that the group can have.
    needs : float
        The share of its weight that must be scored for the group to be, 0 to 1.
    gate : bool
        Whether it stands beside the overall score instead of in it.
    source : str, optional
    """

    path: str
    label: str
    weight: float = 1.0
    power: float = 1.0
    minimum: bool = False
    floor: float = 0.0
    needs: float = 1.0
    gate: bool = False
    source: str | None = None

    KEY: ClassVar[tuple[str, ...]] = ("path",)

    @property
    def parent(self) -> str:
        """Path of the group above; empty at the top."""
        return self.path.rpartition("/")[0]


@record(kw_only=True)
class Framework(Record):
    """What is asked, between which goalposts, and how answers add up.

    Parameters
    ----------
    id, version, name : str
    citation : str, optional
    note : str, optional
    groups : tuple of Group
        Every group above a criterion, parents before children.
    criteria : tuple of Criterion
        In column order of the arrays that `score` takes.
    power, floor, needs : float
        As of a group, across the top-level groups that are no gate.
    minimum : bool
    independent : float
        The share of what is known of a top-level group that must rest on more than
        self-assessment for the group to count in the overall, 0 to 1; otherwise it is shown
        with its score, and counts as one that has none.

    Raises
    ------
    InvalidFrameworkError
        A measure, group, weight or goalpost makes no sense; all faults are listed.

    Examples
    --------
    >>> import collective_impact as ci
    >>> double = ci.FIVE_CONDITIONS.with_weights({"common_agenda.adoption": 2})
    >>> double.criterion("adoption").weight
    2.0
    """

    id: str
    version: str
    name: str
    citation: str | None = None
    note: str | None = None
    groups: tuple[Group, ...] = field(default=(), converter=tuple[Group, ...])
    criteria: tuple[Criterion, ...] = field(default=(), converter=tuple[Criterion, ...])
    power: float = 0.0
    minimum: bool = False
    floor: float = 1.0
    needs: float = 1.0
    independent: float = 0.5

    DOCUMENT: ClassVar[str] = "framework"

    def __attrs_post_init__(self) -> None:
        faults = [Fault(message=message, location=place) for place, message in faults_of(self)]
        if faults:
            raise InvalidFrameworkError(f"framework {self.id!r}", faults)

    @classmethod
    def from_toml(cls, path: str | Path, *, measures: Mapping[str, Measure] | None = None) -> "Framework":
        """Read a framework from a TOML file.

        Parameters
        ----------
        path : str or Path
            The tables are the fields of this class. With ``extends`` (the id of a framework
            of this package) only the differences stand in the file: ``drop`` (paths or ids),
            ``[labels]``, ``[weights]``, ``[goalposts]`` and further criteria.
        measures : mapping of str to callable, optional
            Functions of yours, under the names that the file uses for them. They must be
            importable, so that other processes find them.

        Returns
        -------
        Framework

        Raises
        ------
        InvalidDocumentError
            The file is no framework.
        InvalidFrameworkError
            It is one that cannot score.
        """
        from collective_impact.scoring.framework_files import read_toml

        return read_toml(Path(path), measures or {})

    @functools.cached_property
    def _paths(self) -> Mapping[str, Criterion | Group]:
        by_path: dict[str, Criterion | Group] = {group.path: group for group in self.groups}
        return by_path | {criterion.path: criterion for criterion in self.criteria}

    def criterion(self, name: str) -> Criterion:
        """Return the criterion with an id, a path, or a name that only one has.

        Raises
        ------
        UnknownNameError
            There is none, or more than one.
        """
        found = [c for c in self.criteria if name in (c.id, c.path)] or [c for c in self.criteria if c.name == name]
        if len(found) != 1:
            ids = [criterion.id for criterion in found or self.criteria]
            raise UnknownNameError("criterion", name, ids if found else [*ids, *(c.name for c in self.criteria)])
        return found[0]

    def label(self, path: str) -> str:
        """Return what a group or criterion is called; the path itself where it is neither."""
        return self._paths[path].label if path in self._paths else path

    def children(self, path: str) -> tuple[Criterion | Group, ...]:
        """Return what a group adds up, in order; ``""`` stands for the whole framework."""
        groups = (group for group in self.groups if group.parent == path)
        return (*groups, *(criterion for criterion in self.criteria if criterion.group == path))

    @property
    def top(self) -> tuple[Group, ...]:
        """The groups that the overall score adds up."""
        return tuple(group for group in self.groups if not group.parent and not group.gate)

    @property
    def gates(self) -> tuple[Group, ...]:
        """The top-level groups that stand beside the overall score."""
        return tuple(group for group in self.groups if group.gate)

    def criteria_under(self, path: str) -> tuple[Criterion, ...]:
        """Return all criteria below a group."""
        return tuple(criterion for criterion in self.criteria if criterion.path.startswith(f"{path}/"))

    def normalize(self, raw: "ArrayLike") -> "NDArray[np.float64]":
        """Bring findings in the measures' own units to scores between the goalposts.

        Parameters
        ----------
        raw : array_like, shape (N, K)
            One row an initiative, one column a criterion (in the order of ``criteria``), each
            in the measure's unit; NaN where it is missing.

        Returns
        -------
        ndarray, shape (N, K)
            0 to 100; NaN where it was missing.

        Raises
        ------
        InvalidValueError
            The shape does not fit the framework.

        References
        ----------
        OECD & JRC (2008), Handbook on Constructing Composite Indicators, step 5 (min-max).

        Examples
        --------
        >>> import numpy as np
        >>> import collective_impact as ci
        >>> raw = np.full(len(ci.FIVE_CONDITIONS.criteria), np.nan)
        >>> bool(np.isnan(ci.FIVE_CONDITIONS.normalize(raw[None, :])).all())
        True
        """
        from collective_impact.scoring import _kernels
        from collective_impact.scoring.arrays import as_table

        table = as_table(raw, "raw", len(self.criteria))
        return _kernels.normalize(table, [c.worst for c in self.criteria], [c.best for c in self.criteria])

    def fingerprint(self) -> str:
        """Return 64 hexadecimal digits that stand for the content, the same in every process."""
        return _canonical.fingerprint(self)

    # Another framework ---------------------------------------------------------------

    def with_weights(self, weights: Mapping[str, float]) -> "Framework":
        """Return it with other weights, by id or path of criteria and path of groups."""
        return self._changed({name: {"weight": weight} for name, weight in weights.items()})

    def with_goalposts(self, goalposts: Mapping[str, tuple[float, float]]) -> "Framework":
        """Return it with other goalposts (worst, best), by id or path of criteria."""
        changes = {self.criterion(name).path: posts for name, posts in goalposts.items()}
        return self._changed({path: {"worst": worst, "best": best} for path, (worst, best) in changes.items()})

    def relabelled(self, labels: Mapping[str, str]) -> "Framework":
        """Return it with other labels, by id or path; ids and paths stay."""
        return self._changed({name: {"label": label} for name, label in labels.items()})

    def renamed(self, id: str, *, version: str | None = None, name: str | None = None) -> "Framework":  # noqa: A002 - the field's name
        """Return it under an id of its own, so that its scores are not taken for those of another.

        Parameters
        ----------
        id : str
        version, name : str, optional
            As they are unless given.

        Examples
        --------
        >>> import collective_impact as ci
        >>> ci.FIVE_CONDITIONS.with_weights({"common_agenda.adoption": 2}).renamed("valley", version="2026.1").id
        'valley'
        """
        return attrs.evolve(self, id=id, version=version or self.version, name=name or self.name)

    def with_criteria(self, *criteria: Criterion, measures: Mapping[str, Measure] | None = None) -> "Framework":
        """Return it with criteria added, or replaced where the id is known.

        Parameters
        ----------
        *criteria : Criterion
        measures : mapping of str to callable, optional
            Functions of yours, under the names that the criteria use for them.
        """
        new = {criterion.id: criterion for criterion in bound(criteria, measures or {})}
        kept = tuple(new.pop(criterion.id, criterion) for criterion in self.criteria)
        return attrs.evolve(self, criteria=(*kept, *new.values()))

    def without(self, *names: str) -> "Framework":
        """Return it without criteria or groups (and all below them), by id or path."""
        gone = {self.path_of(name) for name in names}
        groups = [group for group in self.groups if not is_below(group.path, gone)]
        criteria = [criterion for criterion in self.criteria if not is_below(criterion.path, gone)]
        return attrs.evolve(self, groups=groups, criteria=criteria)

    def path_of(self, name: str) -> str:
        """Return the path of a group or criterion, by path or id, or raise `UnknownNameError`."""
        if name in self._paths:
            return name
        by_id = {criterion.id: criterion.path for criterion in self.criteria}
        if name not in by_id:
            raise UnknownNameError("criterion or group", name, [*by_id, *self._paths])
        return by_id[name]

    def _changed(self, changes: Mapping[str, dict[str, Any]]) -> "Framework":
        by_path = {self.path_of(name): change for name, change in changes.items()}
        groups = tuple(attrs.evolve(group, **by_path.get(group.path, {})) for group in self.groups)
        criteria = tuple(attrs.evolve(c, **by_path.get(c.path, {})) for c in self.criteria)
        return attrs.evolve(self, groups=groups, criteria=criteria)


def is_below(path: str, tops: Iterable[str]) -> bool:
    """Say whether a path is one of those, or leads down from one."""
    return any(path == top or path.startswith(f"{top}/") for top in tops)


def bound(criteria: Iterable[Criterion], measures: Mapping[str, Measure]) -> Iterator[Criterion]:
    """Yield criteria with the names of the caller's functions in the place of the caller's names."""
    for criterion in criteria:
        function = measures.get(criterion.measure or "")
        yield criterion if function is None else attrs.evolve(criterion, measure=name_of(function))
