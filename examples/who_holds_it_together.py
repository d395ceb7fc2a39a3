"""From an initiative's file to what its network owes to the backbone, who is missing, and who should meet.

Run: python examples/who_holds_it_together.py initiative.json [kind of tie]
(without a file, a bundled example is looked at; without a kind, communication).
"""

import sys

import collective_impact as ci

SHOWN = 3
UNUSUAL = 0.05


def print_dependence(initiative: ci.Initiative, kind: str) -> None:
    """Print what would be lost with the backbone, and with whom else most would."""
    found = ci.network.backbone_dependence(initiative, kind)
    print(found)
    if found.effects:
        print("\nWhat is unusual beside as many taken out at random:")
        for effect in found.effects:
            if effect.p <= UNUSUAL:
                print(f"  {effect.measure}: {effect.value:.2f}, at random {effect.expected:.2f} (p = {effect.p:.3f})")
    apart = sorted(found.others, key=lambda loss: loss["distance_fragmentation"].value, reverse=True)
    print("\nOf the others the network would miss most, by how far apart it would leave the rest:")
    for loss in apart[:SHOWN]:
        print(f"  {loss.node}: {loss['distance_fragmentation'].value:.2f}")


def print_introductions(initiative: ci.Initiative, kind: str) -> None:
    """Print who should meet so that partners hang together without the backbone."""
    partners = ci.network.stakeholder_graph(initiative, kind)
    gone = [person.id for person in initiative.stakeholders if not person.belongs(None)]
    partners.remove_nodes_from([*gone, *initiative.backbone_organizations])
    print(ci.network.introductions(partners, SHOWN))


def main() -> None:
    """Print the three, for one initiative and one kind of tie."""
    _, file, kind, *_ = [*sys.argv, "", ""]
    initiative = ci.read_json(file) if file else ci.examples.load("fictional_riverbend")
    kind = kind or "communication"
    if not any(tie.kind == kind for tie in initiative.ties):
        print(f"No tie of {kind} is recorded in {initiative.id}. That is no finding: ask the members first.")
        return

    print_dependence(initiative, kind)
    print()
    print(ci.network.who_is_missing(initiative, kind))
    print("\nAmong partners alone:")
    print_introductions(initiative, kind)


if __name__ == "__main__":
    main()
