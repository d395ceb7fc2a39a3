"""The words: every code has a sentence, every sentence its parameters, every language all of them."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import attrs
import pytest

import collective_impact as ci
from collective_impact import errors

PACKAGE = Path(ci.__file__).parent
TRANSLATIONS = [locale for locale in errors.locales() if locale != "en"]
ENGLISH = errors._words("en")
UNITS = "report.unit.many."
TABLES = {code.partition(".")[0] for code in ENGLISH}


def rooms(locale):
    """Return the files of a language, each with its codes and words."""
    folder = resources.files("collective_impact") / "locale" / locale
    return {file.name: dict(errors._flat(tomllib.loads(file.read_text("utf-8")))) for file in folder.iterdir()}


def english():
    """Return the English files, with what the code says in English where a file has no words."""
    files = rooms("en")
    for framework in (ci.FIVE_CONDITIONS, ci.ALIGNMENT):
        act = {f"act.{criterion.id}": criterion.act for criterion in framework.criteria}
        find_out = {f"find_out.{criterion.id}": criterion.find_out for criterion in framework.criteria}
        labels = {f"label.{criterion.id}": criterion.label for criterion in framework.criteria}
        files[f"{framework.id}.toml"] = act | find_out | labels | labels_above(framework)
    files["five_conditions.toml"] |= labels_above(ci.COLLECTIVE_IMPACT_3)
    del files["five_conditions.toml"]["label.top.collective_impact_3.preconditions"]  # it is not called otherwise there
    units = [code.removeprefix(UNITS) for code in files["reports.toml"] if code.startswith(UNITS)]
    one = {f"report.unit.one.{unit}": unit.replace("_", " ") for unit in units}
    return files | {"reports.toml": one | files["reports.toml"]}


def labels_above(framework):
    """Return what a framework and its top groups are called, by code."""
    top = {f"label.top.{framework.id}.{group.path}": group.label for group in (*framework.top, *framework.gates)}
    return top | {f"label.framework.{framework.id}": framework.name}


def names_in(sentence):
    """Return the parameters that a sentence speaks of."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


# The languages


def test_a_code_stands_in_one_file_only():
    """No room overwrites the words of another."""
    codes = [code for room in rooms("en").values() for code in room]
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("locale", errors.locales())
def test_every_sentence_is_well_formed(locale):
    """Braces hold names, nothing is empty, and nothing begins or ends with a space save what joins others."""
    for code, words in errors._words(locale).items():
        assert words == errors.Message(code, {}, words).template
        assert words.strip()
        assert words == words.strip() or code in ("report.joint", "report.separated")


@pytest.mark.parametrize("locale", TRANSLATIONS)
def test_every_language_has_all_sentences(locale):
    """The same files with the same codes as the English ones."""
    theirs = rooms(locale)
    assert sorted(english()) == sorted(theirs)
    for name, room in english().items():
        assert set(room) == set(theirs[name]), name


@pytest.mark.parametrize("locale", TRANSLATIONS)
def test_every_language_speaks_of_the_same_parameters(locale):
    """No translation drops what is spoken of, or speaks of what is not given."""
    theirs = errors._words(locale)
    for room in english().values():
        assert {code: names_in(words) for code, words in room.items()} == {
            code: names_in(theirs[code]) for code in room
        }


@pytest.mark.parametrize("locale", TRANSLATIONS)
def test_every_sentence_is_translated(locale):
    """What has words at all has other words in another language; what has none is the same."""
    theirs = errors._words(locale)
    alike = {code: words for room in english().values() for code, words in room.items() if words == theirs[code]}
    assert {} == {code: words for code, words in alike.items() if re.search("[a-z]{3}", re.sub(r"\{.*?\}", "", words))}


# The codes in the source


def trees() -> Iterator[tuple[str, ast.AST]]:
    """Yield every module of the package, parsed."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield str(path.relative_to(PACKAGE)), ast.parse(path.read_text("utf-8"))


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the package with the place where it stands."""
    for module, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{module}:{node.lineno}", node


def called(call):
    """Return the last part of the name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def pattern_of(node):
    """Return a text or a text with holes as a pattern; None where it is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values)
    return None


REPORT = {"say", "word", "line", "cell"}
"""The verbs of the reports, whose codes stand below "report"."""

SAYERS = {"Message", "saying", "noted", "_error", *REPORT}
"""What takes a code with the parameters of its sentence."""

IS_CODE = re.compile(rf"({'|'.join(TABLES)})\\\.[a-z.]")


def codes_in(call):
    """Return the codes that a call names, as patterns."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if called(call) in REPORT:
        return [rf"report\.{pattern}" for pattern in map(pattern_of, branches(call.args[:1])) if pattern is not None]
    patterns = [pattern for pattern in map(pattern_of, branches(given)) if pattern is not None]
    return [pattern for pattern in patterns if IS_CODE.match(pattern) and " " not in pattern]


def branches(nodes):
    """Yield nodes, and the two ways of a choice in the place of the choice."""
    for node in nodes:
        yield from (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)


def has_words(call, pattern):
    """Say whether a pattern names a sentence; in calls of our own it may name the table that sentences stand in."""
    below = "" if called(call) in SAYERS else r"(\.[a-z0-9_]+)?"
    return any(re.fullmatch(f"{pattern}{below}", code) for code in ENGLISH)


def test_every_code_in_the_source_has_words():
    """Whatever is said, somebody has written the words for it."""
    named = [(place, call, pattern) for place, call in calls() for pattern in codes_in(call)]
    assert len(named) > len(ENGLISH) / 2  # so that this test cannot pass by seeing nothing
    assert [] == [(place, pattern) for place, call, pattern in named if not has_words(call, pattern)]


def test_every_sentence_is_said_somewhere():
    """No words stay behind when the code that said them goes."""
    texts = {
        pattern
        for _, tree in trees()
        for node in ast.walk(tree)
        if (pattern := pattern_of(node)) is not None and re.search("[a-z]", pattern) and " " not in pattern
    }
    word, last = "|".join(sorted(texts)), "|".join(text.removeprefix(r".+\.") for text in sorted(texts))
    said = re.compile(rf"(report\.)?({word})(\.({last}))?")
    assert [] == [code for code in ENGLISH if not said.fullmatch(code)]


def given_to(call):
    """Return the parameters that a call gives with a code; None where they cannot be read off."""
    if called(call) in ("Message", "noted"):
        params = call.args[1] if len(call.args) > 1 else ast.Dict(keys=[])
        names = {getattr(key, "value", None) for key in params.keys} if isinstance(params, ast.Dict) else {None}
        return None if None in names else names
    names = {keyword.arg for keyword in call.keywords}
    return None if None in names else names | {"given"} if called(call) == "_error" else names


def test_every_sentence_gets_its_parameters():
    """Where code and parameters stand side by side, nothing that the words speak of is missing."""
    checked = []
    for place, call in calls():
        if called(call) in SAYERS and (given := given_to(call)) is not None:
            for code in (re.sub(r"\\", "", pattern) for pattern in codes_in(call)):
                checked.append(code)
                assert names_in(ENGLISH.get(code, "")) <= given, (place, code)
    assert len(checked) > 50  # as above


# What is really said


@pytest.fixture
def strict(monkeypatch):
    """Make a sentence fail that lacks words or a parameter, and collect the codes of the others."""
    said = set()
    text = errors.Message.text

    def strictly(message, locale="en"):
        said.add(message.code)
        own = message.template and (locale == "en" or message.code.startswith("report.unit."))
        assert own or message.code in errors._words(locale), message.code
        return text(message, locale)

    monkeypatch.setattr(errors.Message, "text", strictly)
    monkeypatch.setattr(errors._spoken._Spoken, "__missing__", _lacks)
    return said


def _lacks(_, name):
    raise AssertionError(name)


def messages(value):
    """Yield every sentence that a value holds."""
    if isinstance(value, errors.Message):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from messages(part)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from messages(getattr(value, field.name))


@pytest.mark.parametrize("locale", errors.locales())
@pytest.mark.parametrize("name", ci.examples.names())
def test_everything_that_is_said_of_an_example_has_its_words(name, locale, strict):
    """Cards and reports of real initiatives speak in full sentences of every language."""
    initiative = ci.examples.load(name)
    for message in messages(ci.readiness(initiative)):
        message.text(locale)
    for audience in ("public", "committee", "backbone"):
        assert ci.report(initiative, audience=audience, locale=locale).to_markdown()
    assert len(strict) > 50
