"""The command line: ``python -m collective_impact``.

Exit codes: 0 fine, 1 faults in the document, 2 wrong use.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import collective_impact as ci

FINE, FAULTY, MISUSED = 0, 1, 2
STANDARD = "-"
FORMATS = ("markdown", "html", "json")
AUDIENCES = ("public", "committee", "backbone")
KINDS = ("initiative", "scorecard", "framework", "instrument")

Command: TypeAlias = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process unless given.

    Returns
    -------
    int

    Examples
    --------
    >>> main(["example"])
    fictional_riverbend
    rgv_focus
    strive_2011
    0
    """
    _write_utf8()
    chosen = _parser().parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except ci.InvalidError as error:
        _tell_faults(error.what, error.faults)
        return FAULTY
    except (ci.CollectiveImpactError, OSError) as error:
        print(f"collective_impact: {error}", file=sys.stderr)
        return MISUSED
    return code


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says; reports are full of dashes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


# Commands ------------------------------------------------------------------------------


def _assess(chosen: argparse.Namespace) -> int:
    found = _checked(chosen.file)
    if found.value is None:
        return FAULTY
    for warning in found.warnings:
        if warning.code.startswith("document."):  # what is improbable in the records is for the report to say
            print(f"{chosen.file}: warning: {warning.message}", file=sys.stderr)
    card = ci.readiness(found.value, framework=_framework(chosen.framework), as_of=chosen.as_of)
    form = chosen.format or _form_of(chosen.output)
    text = ci.dumps(card) if form == "json" else ci.report(found.value, chosen.audience, card=card).written(form)
    _put(text, chosen.output)
    return FINE


def _validate(chosen: argparse.Namespace) -> int:
    found = _checked(chosen.file)
    if found.value is None:
        return FAULTY
    print(f"{chosen.file}: valid")
    for warning in found.warnings:
        print(f"  warning: {warning.path}: {warning.message}")
    return FINE


def _schema(chosen: argparse.Namespace) -> int:
    _put(json.dumps(ci.json_schema(chosen.kind), ensure_ascii=False, indent=2) + "\n", chosen.output)
    return FINE


def _example(chosen: argparse.Namespace) -> int:
    if chosen.name is None:
        print(*ci.examples.names(), sep="\n")
    else:
        _put(ci.examples.text(chosen.name), chosen.output)
    return FINE


def _new(chosen: argparse.Namespace) -> int:
    from collective_impact.reports.beginning import new_document

    if chosen.output is not None and Path(chosen.output).exists():  # it may have been filled in
        raise FileExistsError(f"{chosen.output} is there already")
    _put(new_document(chosen.name), chosen.output)
    return FINE


# What they share -----------------------------------------------------------------------


def _checked(file: str) -> ci.Check[ci.Initiative]:
    """Read a document; what is wrong with it goes to standard error."""
    found = ci.check(sys.stdin.buffer.read() if file == STANDARD else Path(file))
    _tell_faults(file, found.faults)
    return found


def _tell_faults(what: str, faults: Iterable[ci.Fault]) -> None:
    for fault in faults:
        print(f"{what}: {fault.path}: {fault.message}", file=sys.stderr)


def _framework(name: str) -> ci.Framework:
    from collective_impact.scoring.framework_files import shipped

    return ci.Framework.from_toml(name) if name.endswith(".toml") else shipped(name)


def _form_of(output: str | None) -> str:
    suffix = Path(output or "").suffix.casefold()
    return {".html": "html", ".json": "json"}.get(suffix, "markdown")


def _put(text: str, output: str | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    if output is None or output == STANDARD:
        sys.stdout.write(text)
    else:
        from collective_impact.io import _files

        _files.replace(output, text.encode("utf-8"))


# Options -------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="collective_impact",
        description="Score how far a collective impact initiative has come, and say what the score rests on.",
        epilog="Exit codes: 0 fine, 1 faults in the document, 2 wrong use.",
    )
    parser.add_argument("--version", action="version", version=f"collective_impact {ci.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_assess(commands)
    validate = _add(commands, "validate", _validate, "say what is wrong with a document, and what is improbable")
    validate.add_argument("file", metavar="FILE", help="a document; - is standard input")
    schema = _add(commands, "schema", _schema, "print the JSON Schema of a kind of document")
    schema.add_argument("kind", nargs="?", choices=KINDS, default="initiative", help="initiative unless given")
    _add_output(schema)
    example = _add(commands, "example", _example, "print the document of a bundled initiative")
    example.add_argument("name", metavar="NAME", nargs="?", help="without it, the names of all")
    _add_output(example)
    new = _add(commands, "new", _new, "begin: print a document of one page to fill in within an hour")
    new.add_argument("--name", help="what the initiative is called")
    _add_output(new)
    return parser


def _add_assess(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    assess = _add(commands, "assess", _assess, "score an initiative and print the report")
    assess.add_argument("file", metavar="FILE", help="a document; - is standard input")
    assess.add_argument("--as-of", metavar="DATE", help="later records are not used, for example 2019-06-30")
    assess.add_argument("--audience", choices=AUDIENCES, default="public", help="for whom the report is")
    assess.add_argument(
        "--framework", metavar="NAME", default="five_conditions", help="a framework of the package, or a TOML file"
    )
    assess.add_argument("--format", choices=FORMATS, help="json is the scorecard; else as the output's name ends")
    _add_output(assess)


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Command, purpose: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
    parser.set_defaults(run=run)
    return parser


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="PATH", help="write to this file")


if __name__ == "__main__":
    sys.exit(main())
