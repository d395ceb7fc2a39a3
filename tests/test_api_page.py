import re
from pathlib import Path

import pytest

import collective_impact as ci

PAGE = Path(__file__).parent.parent / "docs" / "api.md"
ENTRY = re.compile(r"^\.\. auto\w+:: collective_impact\.(?P<name>[\w.]+)$", re.MULTILINE)
ROOMS = {"examples", "measurement", "network", "survey", "units"}


def entries() -> list[str]:
    """Return the names that the page documents."""
    return [match["name"] for match in ENTRY.finditer(PAGE.read_text("utf-8"))]


def test_every_public_name_is_on_the_page():
    """Who looks for a name in the reference finds it, once."""
    top = [name for name in entries() if "." not in name and name not in ROOMS]
    assert sorted(set(ci.__all__) - ROOMS) == sorted(top)


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_public_name_of_a_room_is_on_the_page(room):
    """Rooms that are public as a whole are documented name by name, in the room or at the top."""
    public, home = getattr(ci, room), f"collective_impact.{room}"
    found = {
        name
        for name, value in vars(public).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith(home)
    }
    ours = {*getattr(public, "__all__", found)}
    assert ours
    assert ours <= {name.removeprefix(f"{room}.") for name in entries()}
