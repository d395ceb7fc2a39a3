"""The command line: ``python -m collective_impact``.

Exit codes: 0 fine, 1 faults in the document or errors in the tables, 2 wrong use.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import collective_impact as ci
from collective_impact.errors import InvalidValueError, locales

FINE, FAULTY, MISUSED = 0, 1, 2
STANDARD = "-"
FORMATS = ("markdown", "html", "json")
AUDIENCES = ("public", "committee", "backbone")
NO_PAGE = "possible with JSON: that is the scorecard, for programs and the backbone, with all its addresses"
DESCRIPTOR = "datapackage.json"
OTHER_SPREADSHEETS = frozenset({".numbers", ".ods", ".xls", ".xlsb"})
"""Not read; but whoever gives one is to hear what to save it as, and not that it is no JSON."""

NOT_FOR_DOCUMENTS = "possible with a document, which leaves nothing open; it is for tables"
SOURCE = "a document, a workbook, a file of separated values, a folder of them or a Data Package; - is a document"
KINDS = ("initiative", "scorecard", "progress", "framework", "instrument")

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
    except BrokenPipeError:  # whoever read has read enough
        return FINE
    except ci.InvalidError as error:
        _tell_faults(error.what, error.faults)
        return FAULTY
    except (ci.CollectiveImpactError, OSError) as error:
        _complain(f"collective_impact: {error}")
        return MISUSED
    return code


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says; reports are full of dashes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.closed:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


# Commands ------------------------------------------------------------------------------


def _assess(chosen: argparse.Namespace) -> int:
    from collective_impact.scoring.aligning import asks_alignment

    form = chosen.format or _form_of(chosen.output)
    for option in ("audience", "language"):
        if form == "json" and getattr(chosen, option) is not None:
            raise InvalidValueError(option, getattr(chosen, option), NO_PAGE)
    initiative, warnings, code = _read(chosen)
    if initiative is None:
        return code
    for warning in warnings:
        if warning.code.startswith("document."):  # what is improbable in the records is for the report to say
            _complain(f"{chosen.file}: {warning.message.text(_locale(chosen))}")
    framework = _framework(chosen.framework)
    card: ci.Readiness | ci.Alignment
    if asks_alignment(framework):
        card = ci.alignment(initiative, chosen.as_of, framework=framework)
    else:
        card = ci.readiness(initiative, framework=framework, as_of=chosen.as_of)
    if form == "json":
        _put(ci.dumps(card), chosen.output)
    else:
        _put(_page(initiative, card, chosen).written(form), chosen.output)
    return code


def _page(initiative: ci.Initiative, card: ci.Readiness | ci.Alignment, chosen: argparse.Namespace) -> ci.Report:
    """Return the page with a card; the one that it lacks is made for the same day."""
    given: dict[str, Any] = {"aligned" if isinstance(card, ci.Alignment) else "card": card}
    return ci.report(initiative, chosen.audience or "public", **given, locale=_locale(chosen))


def _locale(chosen: argparse.Namespace) -> str:
    """Return the language of what is said; commands for programs speak English."""
    return getattr(chosen, "language", None) or "en"


def _validate(chosen: argparse.Namespace) -> int:
    initiative, warnings, code = _read(chosen)
    if initiative is None or code != FINE:
        return code
    doubts = [f"  warning: {_place(chosen.file, warning)}: {warning.message}\n" for warning in warnings]
    _say(f"{chosen.file}: valid\n{''.join(doubts)}")
    return FINE


def _template(chosen: argparse.Namespace) -> int:
    ci.template(chosen.path, locale=chosen.language)
    return FINE


def _schema(chosen: argparse.Namespace) -> int:
    _put(json.dumps(ci.json_schema(chosen.kind), ensure_ascii=False, indent=2) + "\n", chosen.output)
    return FINE


def _example(chosen: argparse.Namespace) -> int:
    if chosen.name is None:
        _say("".join(f"{name}\n" for name in ci.examples.names()))
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


def _read(chosen: argparse.Namespace) -> tuple[ci.Initiative | None, Iterable[ci.Fault], int]:
    """Read a document or tables: what they hold, what is improbable in it, and the exit code so far.

    What is wrong goes to standard error. A document with faults holds nothing; of tables the rest is taken.
    """
    if _is_of_tables(chosen.file):
        reading = ci.read_tables(chosen.file, dates=chosen.dates, decimal=chosen.decimal)
        if reading.account:
            _complain(reading.account.text(_locale(chosen)))
        return reading.initiative, reading.initiative.warnings(), FAULTY if reading.account.errors else FINE
    for option in ("dates", "decimal"):
        if getattr(chosen, option) is not None:
            raise InvalidValueError(option, getattr(chosen, option), NOT_FOR_DOCUMENTS)
    found = ci.check(_input() if chosen.file == STANDARD else Path(chosen.file))
    _tell_faults(chosen.file, found.faults, _locale(chosen))
    return found.value, found.warnings, FINE if found.value is not None else FAULTY


def _is_of_tables(file: str) -> bool:
    from collective_impact.io._sheets import SUFFIXES

    path = Path(file)
    return path.is_dir() or path.name == DESCRIPTOR or path.suffix.lower() in SUFFIXES | OTHER_SPREADSHEETS


def _place(file: str, warning: ci.Fault) -> str:
    """Return where a warning belongs: its path in a document, the record's address in tables."""
    return (_is_of_tables(file) and warning.address) or warning.path


def _tell_faults(what: str, faults: Iterable[ci.Fault], locale: str = "en") -> None:
    for fault in faults:
        _complain(f"{what}: {fault.path}: {fault.message.text(locale)}")


def _framework(name: str) -> ci.Framework:
    from collective_impact.scoring.framework_files import shipped

    return ci.Framework.from_toml(name) if name.endswith(".toml") else shipped(name)


def _form_of(output: str | None) -> str:
    """Return the form that a name asks for by its suffix; Markdown where it has none."""
    from collective_impact.reports.page import form_of

    return form_of(output) if output and Path(output).suffix else FORMATS[0]


def _put(text: str, output: str | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    if output is None or output == STANDARD:
        _say(text)
    else:
        from collective_impact.io import _files

        _files.replace(output, text.encode("utf-8"))


# Streams; each of them can be closed, and is then None -------------------------------------


def _input() -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise OSError("standard input is closed")
    return sys.stdin.buffer.read()


def _say(text: str) -> None:
    if sys.stdout is None or sys.stdout.closed:
        raise OSError("standard output is closed")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:  # what is left goes nowhere, or Python would try again at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise


def _complain(sentence: str) -> None:
    if sys.stderr is not None and not sys.stderr.closed:  # print would take standard output for it
        print(sentence, file=sys.stderr)


# Options -------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="collective_impact",
        description="Score how far a collective impact initiative has come, and say what the score rests on.",
        epilog="Exit codes: 0 fine, 1 faults in the document or errors in the tables, 2 wrong use.",
    )
    parser.add_argument("--version", action="version", version=f"collective_impact {ci.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_assess(commands)
    _add_source(_add(commands, "validate", _validate, "say what is wrong with a file, and what is improbable"))
    schema = _add(commands, "schema", _schema, "print the JSON Schema of a kind of document")
    schema.add_argument("kind", nargs="?", choices=KINDS, default="initiative", help="initiative unless given")
    _add_output(schema)
    example = _add(commands, "example", _example, "print the document of a bundled initiative")
    example.add_argument("name", metavar="NAME", nargs="?", help="without it, the names of all")
    _add_output(example)
    new = _add(commands, "new", _new, "begin: print a document of one page to fill in within an hour")
    new.add_argument("--name", help="what the initiative is called")
    _add_output(new)
    template = _add(commands, "template", _template, "begin with tables: write empty ones to fill in, with choices")
    template.add_argument("path", metavar="PATH", help="a workbook if it ends in .xlsx, else a folder of CSV files")
    words = "the language of titles and explanations; en unless given"
    template.add_argument("--language", choices=locales(), default="en", help=words)
    return parser


def _add_assess(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    assess = _add(commands, "assess", _assess, "score an initiative and print the report")
    _add_source(assess)
    assess.add_argument("--as-of", metavar="DATE", help="later records are not used, for example 2019-06-30")
    assess.add_argument("--audience", choices=AUDIENCES, help="for whom the report is; public unless given")
    assess.add_argument("--language", choices=locales(), help="the language of the report; en unless given")
    assess.add_argument(
        "--framework",
        metavar="NAME",
        default="five_conditions",
        help="a framework of the package, or a TOML file; one of alignment takes the place of the package's own",
    )
    assess.add_argument(
        "--format",
        choices=FORMATS,
        help="as the output's name ends unless given; json is no report but the scorecard with all its addresses,"
        " for programs and the backbone, so it takes no --audience and no --language",
    )
    _add_output(assess)


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Command, purpose: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
    parser.set_defaults(run=run)
    return parser


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=SOURCE)
    parser.add_argument("--dates", choices=("dmy", "mdy", "ymd"), help="how tables write a date such as 3/4/2020")
    parser.add_argument("--decimal", choices=(".", ","), help="the mark before decimals in tables")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="PATH", help="write to this file")


if __name__ == "__main__":
    sys.exit(main())
