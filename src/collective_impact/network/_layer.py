"""One kind of tie as it was last asked about, and who answered."""

from collections.abc import Iterable
from datetime import date

import attrs

from collective_impact.model.initiative import Initiative
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.ties import Tie, Wave
from collective_impact.model.vocabulary import TieKind, TieStatus
from collective_impact.network._components import component_sizes
from collective_impact.network._graph import built


@attrs.frozen(kw_only=True)
class Layer:
    """The ties of one kind in one wave.

    Parameters
    ----------
    ties : tuple of Tie
    reported : set of str
        Ids of the stakeholders that answered.
    """

    ties: tuple[Tie, ...]
    reported: frozenset[str]

    def sizes(self, people: Iterable[Stakeholder], *statuses: TieStatus) -> tuple[int, ...]:
        """Return the sizes of the components of some stakeholders, counting ties of some statuses."""
        return component_sizes(built(people, self.ties, statuses))

    def addresses(self, people: Iterable[Stakeholder]) -> tuple[str, ...]:
        """Return where the observed ties among some stakeholders are found."""
        names = {person.id for person in people}
        return tuple(
            sorted(
                f"ties/{tie.key}"
                for tie in self.ties
                if tie.status is TieStatus.OBSERVED and tie.source in names and tie.target in names
            )
        )


def latest_layer(initiative: Initiative, kind: TieKind, as_of: date) -> Layer | None:
    """Return the ties of a kind as they were reported last; None where there are none of it.

    Of the waves that were over on the date, the last in which the kind was asked about; ties
    without a wave (or in one without a date) where there is no such wave.

    Parameters
    ----------
    initiative : Initiative
    kind : TieKind
    as_of : date

    Returns
    -------
    Layer or None
    """
    waves = {wave.id: wave for wave in initiative.waves}
    by_day: dict[date, list[Tie]] = {}
    for tie in initiative.ties:
        day = date.min if tie.wave is None else _day(waves[tie.wave])
        if tie.kind is kind and day <= as_of:
            by_day.setdefault(day, []).append(tie)
    if not by_day:
        return None
    ties = tuple(by_day[max(by_day)])
    asked = (waves[name] for name in {tie.wave for tie in ties} if name is not None)
    answered = frozenset(name for wave in asked for name in wave.answered)
    return Layer(ties=ties, reported=answered or frozenset(tie.reporter for tie in ties if tie.reporter is not None))


def _day(wave: Wave) -> date:
    return wave.ends or wave.starts or date.min
