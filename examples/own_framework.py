"""A framework of your own: other weights and goalposts, other words, and a measure that you wrote.

Run: python examples/own_framework.py
"""

from datetime import date

import collective_impact as ci


def paid_for_their_time(initiative: ci.Initiative, as_of: date) -> ci.Finding:
    """Find the share of the persons among the members who are paid for taking part.

    A measure is a pure function of an initiative and a date. What is not recorded counts once
    as worst and once as best, and the addresses say what the finding rests on.
    """
    persons = [member for member in initiative.members(as_of) if member.kind is ci.StakeholderKind.PERSON]
    if not persons:
        return ci.Finding(note=ci.Message("mine.no_persons", {}, "no person is a member"))
    known = [person for person in persons if person.compensated is not None]
    paid = sum(person.compensated is True for person in known)
    return ci.Finding(
        value=paid / len(known) if known else None,
        low=paid / len(persons),
        high=(paid + len(persons) - len(known)) / len(persons),
        n=len(persons),
        coverage=len(known) / len(persons),
        rests_on=[f"stakeholders/{person.key}" for person in known],
        note=ci.Message("mine.paid", {"paid": paid, "of": len(persons)}, "{paid} of {of} persons are paid"),
    )


PAID = ci.Criterion(
    id="backbone_support.paid_for_their_time",
    group="backbone_support/in_practice",
    label="Paid for their time",
    question="Are people who come as persons paid for their time?",
    measure="mine.paid",
    equity=True,
    act="Budget for the time of residents, and pay them.",
    find_out="Record who is compensated.",
)

OURS = (
    ci.FIVE_CONDITIONS.without("backbone_support.staffing")
    .with_weights({"common_agenda.inclusion": 2})
    .with_goalposts({"shared_measurement.use": (0, 1)})
    .relabelled({"backbone_support": "Anchor team"})
    .with_criteria(PAID, measures={"mine.paid": paid_for_their_time})
    .renamed("riverbend", version="1", name="The five conditions as Riverbend asks them")
)


def main() -> None:
    """Print the profile in both frameworks, and what our own criterion found."""
    initiative = ci.examples.load("fictional_riverbend")
    print(ci.readiness(initiative))
    ours = ci.readiness(initiative, framework=OURS)
    print(ours)
    print(f"\n{PAID.label}: {ours.nodes['paid_for_their_time']}")
    for reading in ours.nodes.node("paid_for_their_time").readings:
        print(f"  {reading.kind}: {reading.note}")


if __name__ == "__main__":
    main()
