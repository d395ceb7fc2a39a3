"""The withholding plan: which figures of an instrument in a wave are published at all, whoever asks for them.

There is one plan, and scores, items, gaps, waves and scorecards all read it, so that no two
of them tell together what neither may tell. It goes through all figures that anybody can
ask for, in one order, and keeps a `Ledger` of those that are published:

1. constructs, of respondents first;
2. criteria that several items inform, for scorecards; then items, the most answered first;
3. constructs by role, then items by the roles in which their construct is;
4. constructs and items in the other orders of averaging.

Comparisons of waves come last and enter what they match. A figure that rests on an item
which cannot be shown itself is not published, so that no other figure can bring it out.
Of a ranking all items are published or none, since ranks have one sum.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs
import numpy as np

from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.vocabulary import Viewpoint
from collective_impact.survey._aggregation import Order, row_means
from collective_impact.survey._arrays import Array, Whole, sizes_of
from collective_impact.survey._items import PRIORITIES
from collective_impact.survey._ledger import Ledger
from collective_impact.survey._respondents import Block, Respondents, Rows
from collective_impact.survey._withheld import MANY, MANY_STEPS, may_be_shown, may_be_spread

Columns: TypeAlias = tuple[int, ...]
Roles: TypeAlias = Mapping[Viewpoint, Rows]


def apart(responses: Iterable[Response], *, backbone: bool = False) -> list[Response]:
    """Return the responses of people outside the backbone, by their role, or those of its own people."""
    return [response for response in responses if (response.role is Viewpoint.BACKBONE) == backbone]


@attrs.define(eq=False, repr=False)
class Plan:
    """What may be published of what some people answered to an instrument in a wave.

    Parameters
    ----------
    heard : Respondents
    minimum : int
    shares : array of float
        What they said, respondents by items, from 0 at the low end of the scale to 1.
    steps : array of int
        Of each item, how many steps its scale has from end to end.
    ledgers : tuple of (Ledger, tuple of int)
        Of each item: what is published of it and of all that is averaged with it, directly
        or through others, and which items these are.
    orders : dict
        Whether the mean over some items is published in an order of averaging.
    roles : dict
        The roles in which a construct or an item is published, and who answered from them.
    """

    heard: Respondents
    minimum: int
    shares: Array
    steps: Whole
    ledgers: tuple[tuple[Ledger, Columns], ...]
    orders: dict[tuple[Columns, Order], bool] = attrs.field(factory=dict)
    roles: dict[Columns, Roles] = attrs.field(factory=dict)

    @classmethod
    def of(cls, instrument: Instrument, responses: Iterable[Response], minimum: int) -> "Plan":
        """Return the plan for responses of one wave.

        Raises
        ------
        InvalidValueError
            Somebody answered twice, an answer lies off its scale, or items of one construct
            have different scales.
        UnknownNameError
            An answer is to an item that the instrument does not have.
        """
        heard = Respondents.of(instrument, responses)
        tops = np.array([instrument.top(item) for item in instrument.items])
        values = np.full((len(heard.people), len(tops)), np.nan)
        for block in heard.blocks:
            values[:, block.columns] = block.values
        shares = (values - 1) / (tops - 1)
        criteria = _criteria(instrument)
        sets = [*(block.columns for block in heard.blocks), *criteria]
        plan = cls(heard, minimum, shares, tops - 1, _ledgers(shares, tops - 1, sets, minimum, is_strict=False))
        plan._enter(criteria)
        if plan._is_open():
            return plan
        plan = cls(heard, minimum, shares, tops - 1, _ledgers(shares, tops - 1, sets, minimum, is_strict=True))
        plan._enter(criteria)
        return plan

    def shows(self, columns: Columns, order: Order = Order.RESPONDENT_FIRST) -> bool:
        """Say whether the mean over some items is published: those of a construct or criterion, or a single one."""
        return all(self.orders.get((one, order), False) for one in (columns, *self._ranked_with(columns)))

    def means(self, columns: Columns) -> Array:
        """Return what each respondent says to some items, from 0 to 1; NaN of those who say nothing."""
        return row_means(self.shares[:, columns])

    def parts(self, columns: Iterable[int]) -> Whole:
        """Return a number for each respondent: that of the role in which he or she is shown apart, or 0."""
        parts = np.zeros(len(self.shares), dtype=np.int64)
        for number, rows in enumerate(self.roles[tuple(columns)].values(), 1):
            parts[rows] = number
        return parts

    def tells_errors(self, columns: Columns, parts: Whole | None = None) -> bool:
        """Say whether errors, effects and coefficients of some items are told: figures that are no sums.

        Each of them is one more equation. Where people can exchange all that they said none of
        these tells anything; else they are told where people and levels are too many.

        Parameters
        ----------
        columns : tuple of int
        parts : array of int, optional
            Of which part each respondent is, where exchanges between these would be seen.
        """
        return self.is_large(columns) or self._ledger(columns).is_whole(parts)

    def is_large(self, columns: Columns) -> bool:
        """Say whether people and levels are too many for whole numbers to solve what is no sum."""
        answered = (~np.isnan(self.shares[:, columns])).any(axis=1).sum()
        return bool(answered * self.steps[list(columns)].min() >= MANY_STEPS)

    def kinds(self, columns: Columns) -> Whole:
        """Return a number for each respondent, alike for those who count alike in all that is published."""
        return self._ledger(columns).kinds()

    def enter(self, columns: Columns, *rows: Rows) -> bool:
        """Enter means of some of the respondents, and say whether they can be published beside all that is."""
        ledger = self._ledger(columns)
        before, was_whole = ledger.basis, ledger.is_whole()
        if not self._enter_rows(columns, rows):
            return False
        if was_whole and not self.is_large(columns) and not ledger.is_whole():
            ledger.basis = before
            return False
        return True

    def _enter_rows(self, columns: Columns, rows: Iterable[Rows]) -> bool:
        figures = [self._weights(columns, those, Order.RESPONDENT_FIRST) for those in rows]
        return self._ledger(columns).enter(*figures)

    def _is_open(self) -> bool:
        """Say whether all ledgers leave answers open, and see to it from now on."""
        ledgers = list(dict.fromkeys(ledger for ledger, _ in self.ledgers))
        for ledger in ledgers:
            ledger.is_strict = True
        return all(ledger.is_open() for ledger in ledgers)

    def _enter(self, criteria: Iterable[Columns]) -> None:
        for block in self.heard.blocks:
            if block.construct is not None and self._is_sound(block.columns):
                self._enter_one(block.columns, Order.RESPONDENT_FIRST)
        self._enter_all([items for items in criteria if self._is_sound(items)], [Order.RESPONDENT_FIRST])
        said = (~np.isnan(self.shares)).sum(axis=0)
        items = [(column,) for column in np.argsort(-said, kind="stable").tolist() if self._is_sound((column,))]
        self._enter_all(items, [Order.RESPONDENT_FIRST])
        given = self.heard.roles
        present = {role: np.array([one is role for one in given]) for role in Viewpoint if role in given}
        for block in self.heard.blocks:
            self.roles[block.columns] = self._by_role(block.columns, present)
        for block in self.heard.blocks:
            for column in block.columns:
                self.roles[column,] = self._by_role((column,), self.roles[block.columns])
            self._keep_common(self._ranked_with(block.columns[:1]))
        for block in self.heard.blocks:
            known = [columns for columns in (block.columns, *((one,) for one in block.columns)) if self.shows(columns)]
            self._enter_all(known, [Order.ITEM_FIRST, Order.POOLED])
            sound = [columns for columns in known if self._sizes_are_sound(block, columns)]
            self._enter_all(sound, [Order.ORGANIZATION_FIRST])

    def _ranked_with(self, columns: Columns) -> list[Columns]:
        """Return the items of a ranking, where some of them are looked at: all but one would tell the last."""
        ranked = next((block.columns for block in self.heard.blocks if block.construct == PRIORITIES), ())
        return [(one,) for one in ranked] if columns != ranked and not set(columns).isdisjoint(ranked) else []

    def _is_sound(self, columns: Columns) -> bool:
        """Say whether enough people, not too few of them alike, said something to all of it and to each item."""
        said = [self.shares[:, column] for column in columns]
        answered = [one[~np.isnan(one)] for one in (self.means(columns), *said)]
        return len(answered[0]) > 0 and all(may_be_shown(one, self.minimum) for one in answered if len(one))

    def _sizes_are_sound(self, block: Block, columns: Columns) -> bool:
        """Say whether people of organisations of each size may be shown, in each role that is.

        Where organisations come first, people count by the size of theirs, and whole numbers
        of answers divided by different sizes can be told apart. Of many organisations it is
        enough if those of a size can be shown, and answers in a role can be exchanged for those
        of another with the same two sizes.
        """
        means = self.means(columns)
        answered = ~np.isnan(means)
        sizes = np.zeros(len(means), dtype=np.int64)
        sizes[answered] = sizes_of(self.heard.units[answered])
        each = [rows & answered for rows in self._groups(self.roles[block.columns]) or [self.heard.everybody]]
        if all(may_be_spread(means[rows], sizes[rows], self.minimum) for rows in each):
            return True
        if len(set(self.heard.units[answered].tolist())) < MANY:
            return False
        present = [set(sizes[rows].tolist()) for rows in each]
        return may_be_spread(means[answered], sizes[answered], self.minimum) and all(
            may_be_shown(means[rows & (sizes == size)], self.minimum)
            or any(other is not own and size in other and len(own & other) > 1 for other in present)
            for rows, own in zip(each, present, strict=True)
            for size in own
        )

    def _enter_one(self, columns: Columns, order: Order) -> None:
        figure = self._weights(columns, self.heard.everybody, order)
        self.orders[columns, order] = self._ledger(columns).enter(figure)

    def _enter_all(self, several: Sequence[Columns], orders: Iterable[Order]) -> None:
        """Enter figures together, and where that cannot be done one after the other."""
        every = dict.fromkeys((columns, order) for order in orders for columns in several)
        new = [pair for pair in every if pair not in self.orders]
        for ledger in dict.fromkeys(self._ledger(columns) for columns, _ in new):
            own = [pair for pair in new if self._ledger(pair[0]) is ledger]
            if ledger.enter(*(self._weights(columns, self.heard.everybody, order) for columns, order in own)):
                self.orders.update(dict.fromkeys(own, True))
            else:
                for columns, order in own:
                    self._enter_one(columns, order)

    def _by_role(self, columns: Columns, asked: Roles) -> Roles:
        """Return the roles in which a mean may be shown, all others together being many enough too."""
        if columns in self.roles:
            return self.roles[columns]
        if not self.shows(columns):
            return {}
        said = self.means(columns)
        answered = ~np.isnan(said)
        shown = {role: rows for role, rows in asked.items() if may_be_shown(said[rows & answered], self.minimum)}
        while shown and not self._can_be_apart(columns, said, shown):
            shown.pop(min(shown, key=lambda role: int((shown[role] & answered).sum())))
        return shown

    def _keep_common(self, ranked: Sequence[Columns]) -> None:
        """Keep the roles in which all items of a ranking can be shown."""
        common = set(Viewpoint).intersection(*(self.roles[one] for one in ranked))
        for one in ranked:
            self.roles[one] = {role: rows for role, rows in self.roles[one].items() if role in common}

    def _can_be_apart(self, columns: Columns, said: Array, shown: Roles) -> bool:
        groups = [rows & ~np.isnan(said) for rows in self._groups(shown)]
        sound = all(may_be_shown(said[rows], self.minimum) for rows in groups if rows.any())
        return sound and self._enter_rows(columns, shown.values())

    def _groups(self, shown: Roles) -> list[Rows]:
        """Return who is shown apart, and all others together if there are any."""
        others = self.heard.everybody
        for rows in shown.values():
            others = others & ~rows
        return [*shown.values(), *([others] if shown and others.any() else [])]

    def _weights(self, columns: Columns, rows: Rows, order: Order) -> Array:
        """Return how much each answer counts in a mean, respondents by the items of its ledger."""
        known = np.zeros(self.shares.shape)
        known[:, columns] = ~np.isnan(self.shares[:, columns]) & rows[:, np.newaxis]
        if order is Order.ITEM_FIRST:
            known /= np.maximum(known.sum(axis=0), 1)
        elif order is not Order.POOLED:
            known /= np.maximum(known.sum(axis=1, keepdims=True), 1)
        if order is Order.ORGANIZATION_FIRST:
            _, units = np.unique(self.heard.units, return_inverse=True)
            people = np.bincount(units, weights=known.any(axis=1))
            known /= np.maximum(people, 1)[units][:, np.newaxis]
        return known[:, self.ledgers[columns[0]][1]]

    def _ledger(self, columns: Columns) -> Ledger:
        return self.ledgers[columns[0]][0]


def _criteria(instrument: Instrument) -> list[Columns]:
    """Return the items that inform each criterion, where they are several."""
    named = dict.fromkeys(criterion for item in instrument.items for criterion in item.about)
    found = [tuple(column for column, item in enumerate(instrument.items) if name in item.about) for name in named]
    return [columns for columns in dict.fromkeys(found) if len(columns) > 1]


def _ledgers(
    shares: Array, steps: Whole, sets: Iterable[Columns], minimum: int, *, is_strict: bool
) -> tuple[tuple[Ledger, Columns], ...]:
    """Return a ledger for all items that are averaged together, directly or through others, at the place of each."""
    home = [{column} for column in range(shares.shape[1])]
    for columns in sets:
        together = set().union(*(home[column] for column in columns))
        for column in together:
            home[column] = together
    parts = {min(one): tuple(sorted(one)) for one in home}
    found = {
        first: (Ledger(shares[:, columns], steps[list(columns)], minimum, is_strict=is_strict), columns)
        for first, columns in parts.items()
    }
    return tuple(found[min(one)] for one in home)
