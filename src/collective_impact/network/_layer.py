"""One kind of tie as it was last asked about, and who answered."""

from collections.abc import Iterable
from datetime import date

import attrs

from collective_impact.model.initiative import Initiative
from collective_impact.model.ties import Tie, Wave
from collective_impact.model.vocabulary import TieKind, TieStatus
from collective_impact.network._components import component_sizes


@attrs.frozen(kw_only=True)
class Layer:
    """The ties of one kind in one wave.

    Parameters
    ----------
    ties : tuple of Tie
    reported : set of str
        Ids of the stakeholders that answered.
    rests_on : tuple of str
        Address of the wave; of each tie that has none.
    """

    ties: tuple[Tie, ...]
    reported: frozenset[str]
    rests_on: tuple[str, ...]

    def sizes(self, people: Iterable[str], *statuses: TieStatus) -> tuple[int, ...]:
        """Return the sizes of the components of some stakeholders, counting the ties of some statuses among them."""
        return component_sizes(people, ((tie.source, tie.target) for tie in self.ties if tie.status in statuses))


def latest_layer(initiative: Initiative, kind: TieKind | None, as_of: date) -> Layer | None:
    """Return the ties of a kind as they were reported last; None where there are none of it.

    Of the waves that were over on the date, the last in which the kind was asked about; ties
    without a wave (or in one without a date) where there is no such wave.

    Parameters
    ----------
    initiative : Initiative
    kind : TieKind, optional
        None is any kind.
    as_of : date

    Returns
    -------
    Layer or None
    """
    days = ended(initiative)
    by_day: dict[date, list[Tie]] = {}
    for tie in initiative.ties:
        if kind in (None, tie.kind):
            by_day.setdefault(days[tie.wave], []).append(tie)
    last = max((day for day in by_day if day <= as_of), default=None)
    if last is None:
        return None
    ties = tuple(by_day[last])
    asked = {tie.wave for tie in ties}
    waves = [wave for wave in initiative.waves if wave.id in asked]
    loose = (f"ties/{tie.key}" for tie in ties if tie.wave is None)
    return Layer(
        ties=ties,
        reported=respondents(waves, ties),
        rests_on=tuple(sorted({*(f"waves/{wave.key}" for wave in waves), *loose})),
    )


def ended(initiative: Initiative) -> dict[str | None, date]:
    """Return the day on which each wave was over; the first of all days where it has none, and for no wave."""
    days: dict[str | None, date] = {wave.id: wave.ends or wave.starts or date.min for wave in initiative.waves}
    return days | {None: date.min}


def respondents(waves: Iterable[Wave], ties: Iterable[Tie]) -> frozenset[str]:
    """Return who answered: whom the waves list, or the reporters of the ties where they list nobody."""
    listed = frozenset(name for wave in waves for name in wave.answered)
    return listed or frozenset(tie.reporter for tie in ties if tie.reporter is not None)
