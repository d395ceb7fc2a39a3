"""What the same respondents said in two waves, and whether it can be shown beside what all said."""

import attrs
import numpy as np

from collective_impact.survey._arrays import Array, Whole
from collective_impact.survey._differences import Sample
from collective_impact.survey._respondents import Respondents, Rows
from collective_impact.survey._withheld import may_be_shown


@attrs.frozen(eq=False, repr=False)
class Matched:
    """What was said to one thing in two waves, and by whom in both.

    Parameters
    ----------
    waves : tuple of Respondents
        The earlier and the later.
    said : tuple of array
        One number for each of their respondents; NaN of those who said nothing.
    rows : tuple of array of int
        The places of those who said something in both, in each wave.
    """

    waves: tuple[Respondents, Respondents]
    said: tuple[Array, Array]
    rows: tuple[Whole, Whole]

    @classmethod
    def of(cls, waves: tuple[Respondents, Respondents], said: tuple[Array, Array]) -> "Matched":
        """Return what was said, with respondents matched by pseudonym."""
        one, other = waves
        _, here, there = np.intersect1d(one.people, other.people, assume_unique=True, return_indices=True)
        both = ~(np.isnan(said[0][here]) | np.isnan(said[1][there]))
        return cls(waves, said, (here[both], there[both]))

    @property
    def stayed(self) -> tuple[Rows, Rows]:
        """Who said something in both waves."""
        here, there = (np.isin(np.arange(len(said)), rows) for said, rows in zip(self.said, self.rows, strict=True))
        return here, there

    @property
    def alone(self) -> tuple[Rows, Rows]:
        """Who said something in the one wave and nothing in the other."""
        here, there = (~np.isnan(said) & ~both for said, both in zip(self.said, self.stayed, strict=True))
        return here, there

    @property
    def steps(self) -> Sample:
        """How far each who said something in both moved, as of the organisations of the earlier wave."""
        (earlier, later), (here, there) = self.said, self.rows
        known = self.waves[0]
        return Sample(values=later[there] - earlier[here], units=known.units[here], people=known.people[here])

    def samples(self, rows: tuple[Rows, Rows]) -> tuple[Sample, Sample]:
        """Return what some said in each wave."""
        earlier, later = self.waves
        return earlier.sample(self.said[0], rows[0]), later.sample(self.said[1], rows[1])

    def may_be_shown(self, minimum: int) -> bool:
        """Say whether those who stayed may be shown: neither their answers nor their steps nor those of others follow.

        All less those who stayed are those who left, or who came: where they are few, or all
        alike, both means together would say what they said.
        """
        stayed = [sample.values for sample in self.samples(self.stayed)]
        alone = [sample.values for sample in self.samples(self.alone)]
        return all(may_be_shown(one, minimum) for one in (*stayed, self.steps.values)) and all(
            may_be_shown(one, minimum) for one in alone if len(one)
        )
