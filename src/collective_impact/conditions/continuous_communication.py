"""The fourth condition, continuous communication: where and how often people meet, and who is there.

In place stands `forums` (and a common language, which is judged or surveyed); in practice
`rhythm`, `endurance`, `attendance`, `authority`, `structure` and `reach` (and trust, which
is surveyed). Meetings that are planned or cancelled never count.
"""

from datetime import date

import attrs

from collective_impact.conditions import _backbone, _connection, _listing, _meetings, _rhythm, _view
from collective_impact.conditions._counting import Part, all_of, share, written
from collective_impact.conditions.finding import Finding
from collective_impact.errors import Message
from collective_impact.model.initiative import Initiative
from collective_impact.model.meetings import Convening
from collective_impact.model.vocabulary import BodyKind, StakeholderKind

__all__ = ["attendance", "authority", "endurance", "forums", "reach", "rhythm", "structure"]


def forums(initiative: Initiative, as_of: date) -> Finding:  # noqa: ARG001 - bodies have no date
    """Return how many of the places to talk there are.

    The share of three that exist: a steering body, working groups, and a channel between
    meetings.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Not used: bodies have no date.

    Returns
    -------
    Finding
        A share of three, 0 to 1. A body of unknown kind may be either.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> steering = ci.Body(id="steering", kind="steering_committee", channel=True)
    >>> found = forums(ci.Initiative(id="reads", bodies=[steering]), date(2020, 1, 1))
    >>> round(found.value, 3)
    0.667
    """
    answers = [
        _backbone.body_of(initiative, [BodyKind.STEERING_COMMITTEE]),
        _backbone.body_of(initiative, [BodyKind.WORKING_GROUP]),
        _backbone.body_that(initiative, [(body, body.channel) for body in initiative.bodies]),
    ]
    return share(answers, "continuous_communication.forums")


def rhythm(initiative: Initiative, as_of: date) -> Finding:
    """Return how often the bodies meet, by what is due of each.

    The mean over the bodies (never over all meetings in one pool) of (183 - d) / (183 - best),
    between 0 and 1, where d are the days between two meetings on the median day of the last
    12 months, and best is 31 days for working groups and 92 for steering bodies, community
    tables and meetings of all members (all ours; monthly or every two weeks is the reported
    norm). The gap since the last meeting counts as far as it has come, so that a body that
    meets no more loses its rhythm, and no further meeting ever lengthens the gap of any day.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Meetings held until this date count.

    Returns
    -------
    Finding
        A mean, 0 to 1. A body with one meeting has no rhythm yet, only an upper bound; a
        body without any in a complete list of meetings has 0. The sentence names the body
        with the longest gap.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     bodies=[ci.Body(id="tutors", kind="working_group")],
    ...     convenings=[ci.Convening(on=f"2019-{month:02}-05", body="tutors") for month in range(1, 13)],
    ... )
    >>> rhythm(reads, date(2019, 12, 31)).value, rhythm(reads, date(2020, 8, 1)).value
    (1.0, 0.0)
    """
    return _rhythm.of_bodies(initiative, as_of)


def endurance(initiative: Initiative, as_of: date) -> Finding:
    """Return how steadily people have kept meeting.

    The share of the quarters since the start with a meeting; of the last 12 (ours) where
    there are more. Quarters are counted back from the date; one that was begun before the
    start does not count, unless it is the only one.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Meetings held until this date count.

    Returns
    -------
    Finding
        A share of the quarters, 0 to 1. Where the start is not recorded, the first meeting
        stands for it, and the bounds allow for any other.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> meetings = [ci.Convening(on="2019-02-14"), ci.Convening(on="2019-11-07")]
    >>> reads = ci.Initiative(id="reads", started="2019-01-01", convenings=meetings)
    >>> endurance(reads, date(2019, 12, 31)).value
    0.5
    """
    return _rhythm.of_quarters(initiative, as_of)


def attendance(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of those who are expected come.

    The mean, over the meetings of the last 24 months (ours), of the share of expected
    members that were present. Expected are those who are listed as such; else the members
    of the body, or all members where all met, that belonged on the day or had left in the
    24 months before. Where no names are recorded, the number of heads serves.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Meetings held until this date count.

    Returns
    -------
    Finding
        A mean share, 0 to 1; 0 where no meeting was held in that time. Guests do not count.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id=name) for name in ("ymca", "library", "bank", "mall")],
    ...     convenings=[
    ...         ci.Convening(on="2019-03-01", attendances=[ci.Attendance(stakeholder="ymca")]),
    ...         ci.Convening(on="2019-06-01", head_count=3),
    ...     ],
    ... )
    >>> attendance(reads, date(2020, 1, 1)).value  # one of four, and three of four
    0.5
    """
    held = _meetings.Held.until(initiative, as_of)
    if not held.recent:
        return held.none("continuous_communication.none_held")
    register = _meetings.Register(initiative, as_of)
    parts = [_attended(register, meeting) for meeting in held.recent]
    return _listing.averaged(parts, "continuous_communication.attendance", extent=held.extent, listed=held.listed)


def _attended(register: _meetings.Register, meeting: Convening) -> Part:
    seats = register.expected(meeting)
    heads = meeting.head_count
    if heads is None or seats is None or meeting.attendances or register.knows_names(meeting):
        return _meetings.present(register, meeting, seats, lambda _: True)
    expected = len(seats.people) + (seats.unlisted or 0)
    if seats.unlisted is None or not expected:
        return _listing.answered(_meetings.address(meeting), None)
    came = min(heads / expected, 1.0)
    return Part(_meetings.address(meeting), came, came, came, 1.0)


def authority(initiative: Initiative, as_of: date) -> Finding:
    """Return how far those are there who can commit their organisation.

    The mean, over the meetings of the last 24 months (ours), of the share of seats of
    expected organisations on which somebody sat who may commit the organisation. Persons
    and informal groups need no mandate and have no such seat.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Meetings held until this date count.

    Returns
    -------
    Finding
        A mean share, 0 to 1; 0 where no meeting was held in that time, and not applicable
        where no organisation was expected at any. Who was not there had no mandate; a head
        count says nothing of mandates.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> came = [ci.Attendance(stakeholder="ymca", mandated=True), ci.Attendance(stakeholder="ana")]
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[
    ...         ci.Stakeholder(id="ymca"),
    ...         ci.Stakeholder(id="library"),
    ...         ci.Stakeholder(id="ana", kind="person"),
    ...     ],
    ...     convenings=[ci.Convening(on="2019-03-01", attendances=came)],
    ... )
    >>> authority(reads, date(2020, 1, 1)).value
    0.5
    """
    held = _meetings.Held.until(initiative, as_of)
    if not held.recent:
        return held.none("continuous_communication.none_held")
    register = _meetings.Register(initiative, as_of)
    parts = []
    for meeting in held.recent:
        seats = _of_organizations(register.expected(meeting))
        if seats is None or seats.people or seats.unlisted != 0:
            parts.append(_meetings.present(register, meeting, seats, lambda attendance: attendance.mandated))
    if parts or not held.extent.is_complete:
        return _listing.averaged(parts, "continuous_communication.authority", extent=held.extent, listed=held.listed)
    return Finding(
        applicable=False,
        rests_on=tuple(sorted(map(_meetings.address, held.recent))),
        note=Message("continuous_communication.no_organizations", {}),
    )


def _of_organizations(seats: _meetings.Seats | None) -> _meetings.Seats | None:
    if seats is None:
        return None
    people = tuple(person for person in seats.people if person.kind is StakeholderKind.ORGANIZATION)
    return attrs.evolve(seats, people=people)


def structure(initiative: Initiative, as_of: date) -> Finding:
    """Return how many meetings are prepared and led.

    The share of the meetings of the last 24 months (ours) with an agenda that went out in
    advance and a facilitator who is named.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Meetings held until this date count.

    Returns
    -------
    Finding
        A share of the meetings, 0 to 1; 0 where none was held in that time. An empty name
        of a facilitator is a recorded none.

    References
    ----------
    Kania & Kramer (2011), Collective Impact, Stanford Social Innovation Review 9(1).

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> led = ci.Convening(on="2019-03-01", agenda_shared=True, facilitator="Ana Ruiz")
    >>> loose = ci.Convening(on="2019-06-01", agenda_shared=False)
    >>> structure(ci.Initiative(id="reads", convenings=[led, loose]), date(2020, 1, 1)).value
    0.5
    """
    held = _meetings.Held.until(initiative, as_of)
    if not held.recent:
        return held.none("continuous_communication.none_held")
    answers = [
        (_meetings.address(meeting), all_of((meeting.agenda_shared, written(meeting.facilitator))))
        for meeting in held.recent
    ]
    return share(answers, "continuous_communication.structure", extent=held.extent, listed=held.listed)


def reach(initiative: Initiative, as_of: date) -> Finding:
    """Return how many of the members are within reach of each other.

    The share of members in the largest component of ties of communication, as they were
    reported in the last wave. A tie counts where either side observed it. Who left in the
    last 24 months (ours) counts as out of reach, and so does everybody where no two are
    tied.

    Parameters
    ----------
    initiative : Initiative
    as_of : date
        Waves that were over on this date count, and members that belong on it.

    Returns
    -------
    Finding
        A share of the members, 0 to 1. No value unless two thirds of them reported; who did
        not report could be tied to anybody.

    References
    ----------
    Preskill, Parkhurst & Splansky Juster (2014), Guide to Evaluating Collective Impact, FSG.

    Examples
    --------
    >>> import collective_impact as ci
    >>> from datetime import date
    >>> names = ("ymca", "library", "bank", "mall")
    >>> reads = ci.Initiative(
    ...     id="reads",
    ...     stakeholders=[ci.Stakeholder(id=name) for name in names],
    ...     waves=[ci.Wave(id="spring", ends="2019-05-31", answered=names)],
    ...     ties=[
    ...         ci.Tie(source="ymca", target="library", kind="communication", wave="spring"),
    ...         ci.Tie(source="bank", target="library", kind="communication", wave="spring"),
    ...     ],
    ... )
    >>> reach(reads, date(2020, 1, 1)).value
    0.75
    """
    owed = [*_view.owed(initiative, as_of)]
    left = sum(not belongs for _, belongs in owed)

    def largest(sizes: _connection.Sizes, of: int) -> float:
        most = max(sizes, default=0)
        return most / (of + left) if most >= _connection.PAIR else 0.0

    people = [person for person, belongs in owed if belongs]
    return _connection.connection(initiative, as_of, people, largest, "continuous_communication.reach")
