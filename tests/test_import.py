import ast
import inspect
import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

import collective_impact as ci

PACKAGE = Path(ci.__file__).parent
HEAVY = {"cattrs", "matplotlib", "networkx", "numpy", "openpyxl", "pint", "scipy"}

LOADED_BY = """
import json, sys
before = set(sys.modules)
import {module}
print(json.dumps(sorted({{name.partition(".")[0] for name in set(sys.modules) - before}})))
"""


def loaded_by(module: str) -> set[str]:
    """Return the packages that importing a module loads into a fresh interpreter."""
    run = [sys.executable, "-c", LOADED_BY.format(module=module)]
    return set(json.loads(subprocess.run(run, capture_output=True, check=True, text=True).stdout))


def names_for_type_checkers() -> set[str]:
    """Return the names that reading the table of contents without running it finds."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))):
        match node:
            case ast.Import() | ast.ImportFrom():
                names.update(alias.asname or alias.name for alias in node.names)
            case ast.Name(id=name, ctx=ast.Store()) | ast.FunctionDef(name=name):
                names.add(name)
    return names


def test_importing_the_package_loads_nothing_heavy():
    """Who only imports the package pays for none of the large libraries."""
    assert set() == loaded_by("collective_impact") & HEAVY


@pytest.mark.parametrize("floor", ["errors", "model"])
def test_the_lowest_floors_need_only_attrs(floor):
    """What exists can be said with attrs and the standard library."""
    ours = {"attr", "attrs", "collective_impact"}
    assert set() == loaded_by(f"collective_impact.{floor}") - ours - sys.stdlib_module_names


def test_every_public_name_resolves():
    """The table of contents promises no name that is not there."""
    assert [] == [name for name in ci.__all__ if not hasattr(ci, name)]


def test_every_public_name_is_listed():
    """`dir()` shows the public names before anyone has used them."""
    assert set() == set(ci.__all__) - set(dir(ci))


def test_every_public_name_is_visible_to_type_checkers():
    """A name that resolves lazily is also written where tools that do not run code can read it."""
    assert set() == set(ci.__all__) - names_for_type_checkers()


def test_a_wrong_name_is_an_attribute_error():
    """Asking for what is not there fails as for any module, and says what was asked for."""
    with pytest.raises(AttributeError, match="reddiness"):
        _ = ci.reddiness


def test_no_module_has_the_name_of_a_public_function():
    """`import collective_impact.x` can never put a module in the place of a function."""
    functions = {name for name in ci.__all__ if inspect.isfunction(getattr(ci, name))}
    modules = {path.stem for path in PACKAGE.rglob("*.py")} | {path.parent.name for path in PACKAGE.rglob("*.py")}
    assert set() == functions & modules


def test_the_package_says_that_it_is_typed():
    """Type checkers of our users read our annotations."""
    assert resources.files("collective_impact").joinpath("py.typed").is_file()


def test_type_checkers_see_what_resolves():
    """The names that type checkers read are those that resolve at run time, each from the same module."""
    tree = ast.parse(Path(ci.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imports = [(node.module, name.asname) for node in block.body for name in node.names]
    seen = {(f"{module}.{name}" if module == "collective_impact" else module, name) for module, name in imports}
    lazy = {(f"collective_impact.{home}", name) for name, home in ci._HOME_OF.items()}
    rooms = {(f"collective_impact.{room}", room) for room in ci._ROOMS}
    assert lazy | rooms == seen
