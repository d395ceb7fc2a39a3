"""The report: one page about an initiative that a steering committee can read."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

import attrs
from attrs import field

from collective_impact.errors import InvalidValueError, Message, UnknownNameError, locales
from collective_impact.io import _files
from collective_impact.model.initiative import Initiative
from collective_impact.reports import _about, _advice, _alignment, _indicators, _partners, _readiness
from collective_impact.reports._html import Html
from collective_impact.reports._markdown import Markdown
from collective_impact.reports._setting import Audience, Setting
from collective_impact.reports.sections import Section
from collective_impact.scoring.aligning import Alignment, alignment
from collective_impact.scoring.assessment import readiness
from collective_impact.scoring.profiles import Profile

AudienceName: TypeAlias = Literal["public", "committee", "backbone"]


@attrs.frozen(kw_only=True)
class Report:
    """A page about an initiative, as sections that can be drawn in several ways.

    Make one with `report`. It remembers the initiative, so that it can be `redacted`: share
    what it writes, or the redacted report, which has forgotten it.

    Parameters
    ----------
    title, under : Message
        The heading, and the line below it.
    as_of : date
        Later records were not used.
    audience : Audience
    locale : str
        The language that it is in.
    sections : tuple of Section
    is_redacted : bool
        Whether it can be shared without telling who anybody is.

    Examples
    --------
    >>> import collective_impact as ci
    >>> page = ci.report(ci.examples.load("rgv_focus"))
    >>> page.save("report.html")
    >>> print(page.section("limits").blocks[0].lines[0].text)
    The score has not been shown to predict outcomes.
    """

    title: Message
    under: Message
    as_of: date
    audience: Audience
    locale: str
    sections: tuple[Section, ...]
    is_redacted: bool = False
    _setting: Setting | None = field(default=None, repr=False, eq=False)

    def section(self, key: str) -> Section:
        """Return a section by its key, such as ``"indicators"``.

        Raises
        ------
        UnknownNameError
            The report has no such section.
        """
        keyed = {section.key: section for section in self.sections}
        if key not in keyed:
            raise UnknownNameError("section", key, keyed)
        return keyed[key]

    def redacted(self) -> "Report":
        """Return the report for sharing with people who are not to recognise anybody.

        Addresses of records are counted, not named; partners, by any of their names, are
        called "partner 1" and so on, also inside quoted texts; sentences that speak of single
        partners or records, and the list of sources, are left out; the initiative's own rule
        of disclosure holds. The initiative keeps its own name, place and description, and a
        name that the file does not list as a partner's stays wherever it stands: read it
        before you share it.

        Returns
        -------
        Report

        Examples
        --------
        >>> import collective_impact as ci
        >>> page = ci.report(ci.examples.load("rgv_focus"), audience="backbone")
        >>> "Educate Texas" in page.to_markdown(), "Educate Texas" in page.redacted().to_markdown()
        (True, False)
        """
        if self._setting is None:
            return self
        return attrs.evolve(_written(attrs.evolve(self._setting, redacted=True)), setting=None)

    def to_markdown(self) -> str:
        """Return the page as Markdown."""
        return Markdown(self.sections, self.locale).page(self.title, self.under, RECORDS)

    def to_html(self) -> str:
        """Return the page as a whole HTML document, which needs no other file."""
        return Html(self.sections, self.locale).page(self.title, self.under, RECORDS)

    def to_dict(self) -> dict[str, object]:
        """Return the page as plain data: each row with its numbers and all its addresses."""
        return {
            "title": self.title.to_dict(self.locale),
            "under": self.under.to_dict(self.locale),
            "as_of": self.as_of.isoformat(),
            "audience": self.audience.value,
            "locale": self.locale,
            "is_redacted": self.is_redacted,
            "sections": [section.to_dict(self.locale) for section in self.sections],
        }

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the page to a file, whole or not at all.

        Parameters
        ----------
        path : str or path
            Its suffix says how: ``.md`` (or ``.markdown``), ``.html`` or ``.json``.

        Raises
        ------
        InvalidValueError
            The suffix is another.
        OSError
            The file cannot be written, as the operating system says it.
        """
        _files.replace(path, self.written(form_of(path)).encode("utf-8"))

    def written(self, form: str) -> str:
        """Return the page as ``"markdown"``, ``"html"`` or ``"json"``."""
        if form == "json":
            return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        return self.to_html() if form == "html" else self.to_markdown()

    def __str__(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        """Return the page for notebooks."""
        return Html(self.sections, self.locale).article(self.title, self.under, RECORDS)


SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".json": "json"}
RECORDS = Message("report.records.title")


def form_of(path: str | os.PathLike[str]) -> str:
    """Return the form that a file's name asks for.

    Raises
    ------
    InvalidValueError
        Its suffix asks for none.
    """
    suffix = Path(path).suffix.casefold()
    if suffix not in SUFFIXES:
        raise InvalidValueError("path", str(path), f"a path that ends in {', '.join(SUFFIXES)}")
    return SUFFIXES[suffix]


def report(  # noqa: PLR0913 - two cards, their date and a language, each by its name
    initiative: Initiative,
    audience: Audience | AudienceName = Audience.PUBLIC,
    *,
    card: Profile | None = None,
    aligned: Alignment | None = None,
    as_of: date | str | None = None,
    locale: str = "en",
) -> Report:
    """Return one page about an initiative that a steering committee can read.

    Parameters
    ----------
    initiative : Initiative
    audience : {"public", "committee", "backbone"}
        Only the backbone's own version has a row for each partner, names those of whom no act
        is recorded, persons, who reported which figure, and what looks doubtful in the file, and
        tells anything of who trusts, or competes with, whom. A committee is told how many
        partners are not active. Nobody is told who answered a survey what. Figures from
        which few people could be known are for the backbone alone, by the initiative's rule of
        disclosure (see `measurement.disclosed`); the page says how many are withheld.
    card : Profile, optional
        How ready the initiative is; `readiness` of it unless given.
    aligned : Alignment, optional
        Whether its partners pull the same way; `alignment` of it on the same date unless given.
    as_of : date or str, optional
        Later records are not used; without a card only.
    locale : str
        The language. Where the package lacks it, or some of its words, they are English.

    Returns
    -------
    Report

    Raises
    ------
    InvalidValueError
        A card is of another initiative, of another kind or as of another day than the other,
        or both a card and another date are given.

    References
    ----------
    Hanleybrown, Kania & Kramer (2012), Channeling Change, Stanford Social Innovation Review.

    Examples
    --------
    >>> import collective_impact as ci
    >>> page = ci.report(ci.examples.load("strive_2011"), audience="committee")
    >>> print(page.to_markdown().splitlines()[0])
    # Strive (the Strive Partnership), as described in 2011: readiness and alignment
    """
    if card is None:
        card = readiness(initiative, as_of=as_of if aligned is None else aligned.as_of)
    elif as_of is not None:
        raise InvalidValueError("as_of", as_of, "needed beside a card, which has its own date")
    if aligned is None:
        aligned = alignment(initiative, card.as_of)
    _refuse_others(initiative, card, aligned)
    language = locale.partition("-")[0].partition("_")[0].casefold()
    return _written(
        Setting(
            initiative=initiative,
            card=card,
            aligned=aligned,
            audience=Audience(audience),
            locale=language if language in locales() else "en",
        )
    )


def _refuse_others(initiative: Initiative, card: Profile, aligned: Alignment) -> None:
    """Refuse cards that do not belong on one page."""
    if isinstance(card, Alignment):
        raise InvalidValueError("card", "an Alignment", "a Readiness; what is given as aligned is an Alignment")
    for name, one in (("card", card), ("aligned", aligned)):
        if one.initiative != initiative.id:
            raise InvalidValueError(name, one.initiative, f"a card of initiative {initiative.id!r}")
    if aligned.as_of != card.as_of:
        raise InvalidValueError("aligned", str(aligned.as_of), f"a card as of {card.as_of}, as the other is")


def _written(given: Setting) -> Report:
    setting = given.for_readers()
    parts = (
        _about.about(setting),
        _readiness.profile(setting),
        _advice.improvements(setting),
        _advice.questions(setting),
        _alignment.aligned(setting),
        _partners.partners(setting),
        _partners.drifting(setting),
        _indicators.section(setting),
        _about.at_the_table(setting),
        _advice.not_known(setting),
        _advice.warnings(setting),
        _advice.limits(setting),
        _advice.sources(setting),
    )
    readers = setting.word("readers.redacted" if setting.redacted else f"readers.{setting.audience.value}")
    undated = any(warning.code == "card.as_of_unknown" for warning in setting.card.warnings)
    under = setting.say("undated" if undated else "under", day=setting.day(setting.card.as_of), readers=readers)
    return Report(
        title=setting.say("title", name=setting.initiative.name or setting.initiative.id),
        under=under,
        as_of=setting.card.as_of,
        audience=setting.audience,
        locale=setting.locale,
        sections=tuple(part for part in parts if part is not None),
        is_redacted=setting.redacted,
        setting=given,
    )
