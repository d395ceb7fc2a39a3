"""Collective impact, modelled: what partners do together, and how ready they are for it.

A score of this library is never a bare number: it says what it rests on, how complete its
evidence is, and how far it could move.

>>> import collective_impact as ci
>>> card = ci.readiness(ci.examples.load("rgv_focus"))
>>> card["shared_measurement"].coverage > 0
True

This module is a table of contents. Names load when they are first used, so that importing
the package costs next to nothing.
"""

from typing import TYPE_CHECKING

from collective_impact._lazy import lazily

if TYPE_CHECKING:
    from collective_impact import examples as examples
    from collective_impact import measurement as measurement
    from collective_impact import network as network
    from collective_impact import survey as survey
    from collective_impact import units as units
    from collective_impact.conditions._described import Description as Description
    from collective_impact.conditions._incidence import Matrix as Matrix
    from collective_impact.conditions._incidence import MatrixRow as MatrixRow
    from collective_impact.conditions._owing import Outstanding as Outstanding
    from collective_impact.conditions._owing import OwedReport as OwedReport
    from collective_impact.conditions._owing import outstanding as outstanding
    from collective_impact.conditions._partners import Aspect as Aspect
    from collective_impact.conditions._partners import Partner as Partner
    from collective_impact.conditions.finding import Finding as Finding
    from collective_impact.conditions.phases import Phase as Phase
    from collective_impact.errors import CollectiveImpactError as CollectiveImpactError
    from collective_impact.errors import Fault as Fault
    from collective_impact.errors import InvalidDocumentError as InvalidDocumentError
    from collective_impact.errors import InvalidError as InvalidError
    from collective_impact.errors import InvalidFrameworkError as InvalidFrameworkError
    from collective_impact.errors import InvalidInitiativeError as InvalidInitiativeError
    from collective_impact.errors import InvalidValueError as InvalidValueError
    from collective_impact.errors import Message as Message
    from collective_impact.errors import MissingExtraError as MissingExtraError
    from collective_impact.errors import UnitError as UnitError
    from collective_impact.errors import UnknownNameError as UnknownNameError
    from collective_impact.errors import locales as locales
    from collective_impact.io._accounts import Account as Account
    from collective_impact.io._accounts import Reading as Reading
    from collective_impact.io._accounts import Remark as Remark
    from collective_impact.io._calendar_in import CalendarReading as CalendarReading
    from collective_impact.io._calendar_in import read_calendar as read_calendar
    from collective_impact.io._observations_in import ObservationReading as ObservationReading
    from collective_impact.io._observations_in import read_observations as read_observations
    from collective_impact.io._reading import Check as Check
    from collective_impact.io._responses_in import ResponseReading as ResponseReading
    from collective_impact.io._responses_in import read_responses as read_responses
    from collective_impact.io._tables_in import TableReading as TableReading
    from collective_impact.io._tables_in import read_tables as read_tables
    from collective_impact.io._tables_out import Export as Export
    from collective_impact.io._tables_out import write_tables as write_tables
    from collective_impact.io._templates import template as template
    from collective_impact.io.documents import FormatWarning as FormatWarning
    from collective_impact.io.documents import check as check
    from collective_impact.io.documents import dumps as dumps
    from collective_impact.io.documents import from_dict as from_dict
    from collective_impact.io.documents import loads as loads
    from collective_impact.io.documents import read_json as read_json
    from collective_impact.io.documents import to_dict as to_dict
    from collective_impact.io.documents import write_json as write_json
    from collective_impact.model._change import REMOVE as REMOVE
    from collective_impact.model.activities import Activity as Activity
    from collective_impact.model.activities import Reinforcement as Reinforcement
    from collective_impact.model.agenda import Adoption as Adoption
    from collective_impact.model.agenda import CommonAgenda as CommonAgenda
    from collective_impact.model.agenda import Goal as Goal
    from collective_impact.model.agenda import Review as Review
    from collective_impact.model.backbone import Backbone as Backbone
    from collective_impact.model.backbone import Funding as Funding
    from collective_impact.model.backbone import Provision as Provision
    from collective_impact.model.backbone import StaffMember as StaffMember
    from collective_impact.model.evidence import ContributionClaim as ContributionClaim
    from collective_impact.model.evidence import Evidence as Evidence
    from collective_impact.model.evidence import SystemsChange as SystemsChange
    from collective_impact.model.extent import Disclosure as Disclosure
    from collective_impact.model.extent import Extent as Extent
    from collective_impact.model.indicators import Code as Code
    from collective_impact.model.indicators import Comparison as Comparison
    from collective_impact.model.indicators import Indicator as Indicator
    from collective_impact.model.indicators import Observation as Observation
    from collective_impact.model.initiative import Initiative as Initiative
    from collective_impact.model.instruments import Answer as Answer
    from collective_impact.model.instruments import Band as Band
    from collective_impact.model.instruments import Banding as Banding
    from collective_impact.model.instruments import Construct as Construct
    from collective_impact.model.instruments import Instrument as Instrument
    from collective_impact.model.instruments import Item as Item
    from collective_impact.model.instruments import Response as Response
    from collective_impact.model.meetings import Attendance as Attendance
    from collective_impact.model.meetings import Body as Body
    from collective_impact.model.meetings import Convening as Convening
    from collective_impact.model.money import Money as Money
    from collective_impact.model.period import Period as Period
    from collective_impact.model.stakeholders import Stakeholder as Stakeholder
    from collective_impact.model.ties import Tie as Tie
    from collective_impact.model.ties import Wave as Wave
    from collective_impact.model.vocabulary import ActivityStatus as ActivityStatus
    from collective_impact.model.vocabulary import BackboneFunction as BackboneFunction
    from collective_impact.model.vocabulary import BackboneStructure as BackboneStructure
    from collective_impact.model.vocabulary import BodyKind as BodyKind
    from collective_impact.model.vocabulary import ClaimStrength as ClaimStrength
    from collective_impact.model.vocabulary import Completeness as Completeness
    from collective_impact.model.vocabulary import Condition as Condition
    from collective_impact.model.vocabulary import ConveningStatus as ConveningStatus
    from collective_impact.model.vocabulary import Direction as Direction
    from collective_impact.model.vocabulary import EvidenceKind as EvidenceKind
    from collective_impact.model.vocabulary import Frequency as Frequency
    from collective_impact.model.vocabulary import FunderPosition as FunderPosition
    from collective_impact.model.vocabulary import Horizon as Horizon
    from collective_impact.model.vocabulary import IndicatorLevel as IndicatorLevel
    from collective_impact.model.vocabulary import InitiativeStatus as InitiativeStatus
    from collective_impact.model.vocabulary import NoAnswer as NoAnswer
    from collective_impact.model.vocabulary import ObservationStatus as ObservationStatus
    from collective_impact.model.vocabulary import Role as Role
    from collective_impact.model.vocabulary import Rounding as Rounding
    from collective_impact.model.vocabulary import Scope as Scope
    from collective_impact.model.vocabulary import Sector as Sector
    from collective_impact.model.vocabulary import StaffRole as StaffRole
    from collective_impact.model.vocabulary import StakeholderKind as StakeholderKind
    from collective_impact.model.vocabulary import Strategy as Strategy
    from collective_impact.model.vocabulary import SystemsChangeKind as SystemsChangeKind
    from collective_impact.model.vocabulary import TieKind as TieKind
    from collective_impact.model.vocabulary import Tier as Tier
    from collective_impact.model.vocabulary import TieStatus as TieStatus
    from collective_impact.model.vocabulary import Viewpoint as Viewpoint
    from collective_impact.network._graph import stakeholder_graph as stakeholder_graph
    from collective_impact.reports.page import Report as Report
    from collective_impact.reports.page import report as report
    from collective_impact.scoring.advice import Gap as Gap
    from collective_impact.scoring.advice import Unknown as Unknown
    from collective_impact.scoring.aligning import Alignment as Alignment
    from collective_impact.scoring.aligning import alignment as alignment
    from collective_impact.scoring.arrays import Scores as Scores
    from collective_impact.scoring.arrays import score as score
    from collective_impact.scoring.assessment import Readiness as Readiness
    from collective_impact.scoring.assessment import readiness as readiness
    from collective_impact.scoring.cards import Scorecard as Scorecard
    from collective_impact.scoring.comparing import compare as compare
    from collective_impact.scoring.comparisons import CardComparison as CardComparison
    from collective_impact.scoring.comparisons import FigureChange as FigureChange
    from collective_impact.scoring.comparisons import ReadingChange as ReadingChange
    from collective_impact.scoring.comparisons import ScoreChange as ScoreChange
    from collective_impact.scoring.comparisons import Shift as Shift
    from collective_impact.scoring.explanation import Part as Part
    from collective_impact.scoring.framework import Criterion as Criterion
    from collective_impact.scoring.framework import Framework as Framework
    from collective_impact.scoring.framework import Group as Group
    from collective_impact.scoring.profiles import Bottleneck as Bottleneck
    from collective_impact.scoring.profiles import Profile as Profile
    from collective_impact.scoring.progressing import Progress as Progress
    from collective_impact.scoring.progressing import progress as progress
    from collective_impact.scoring.readings import CriterionReading as CriterionReading
    from collective_impact.scoring.readings import ReadingKind as ReadingKind
    from collective_impact.scoring.schemas import json_schema as json_schema
    from collective_impact.scoring.scores import Node as Node
    from collective_impact.scoring.scores import Score as Score
    from collective_impact.scoring.standard import ALIGNMENT as ALIGNMENT
    from collective_impact.scoring.standard import COLLECTIVE_IMPACT_3 as COLLECTIVE_IMPACT_3
    from collective_impact.scoring.standard import FIVE_CONDITIONS as FIVE_CONDITIONS

_HOME_OF = {
    "Description": "conditions._described",
    "Matrix": "conditions._incidence",
    "MatrixRow": "conditions._incidence",
    "Outstanding": "conditions._owing",
    "OwedReport": "conditions._owing",
    "outstanding": "conditions._owing",
    "Aspect": "conditions._partners",
    "Partner": "conditions._partners",
    "Finding": "conditions.finding",
    "Phase": "conditions.phases",
    "CollectiveImpactError": "errors",
    "Fault": "errors",
    "InvalidDocumentError": "errors",
    "InvalidError": "errors",
    "InvalidFrameworkError": "errors",
    "InvalidInitiativeError": "errors",
    "InvalidValueError": "errors",
    "Message": "errors",
    "MissingExtraError": "errors",
    "UnitError": "errors",
    "UnknownNameError": "errors",
    "locales": "errors",
    "Account": "io._accounts",
    "Reading": "io._accounts",
    "Remark": "io._accounts",
    "CalendarReading": "io._calendar_in",
    "read_calendar": "io._calendar_in",
    "ObservationReading": "io._observations_in",
    "read_observations": "io._observations_in",
    "Check": "io._reading",
    "ResponseReading": "io._responses_in",
    "read_responses": "io._responses_in",
    "TableReading": "io._tables_in",
    "read_tables": "io._tables_in",
    "Export": "io._tables_out",
    "write_tables": "io._tables_out",
    "template": "io._templates",
    "FormatWarning": "io.documents",
    "check": "io.documents",
    "dumps": "io.documents",
    "from_dict": "io.documents",
    "loads": "io.documents",
    "read_json": "io.documents",
    "to_dict": "io.documents",
    "write_json": "io.documents",
    "REMOVE": "model._change",
    "Activity": "model.activities",
    "Reinforcement": "model.activities",
    "Adoption": "model.agenda",
    "CommonAgenda": "model.agenda",
    "Goal": "model.agenda",
    "Review": "model.agenda",
    "Backbone": "model.backbone",
    "Funding": "model.backbone",
    "Provision": "model.backbone",
    "StaffMember": "model.backbone",
    "ContributionClaim": "model.evidence",
    "Evidence": "model.evidence",
    "SystemsChange": "model.evidence",
    "Disclosure": "model.extent",
    "Extent": "model.extent",
    "Code": "model.indicators",
    "Comparison": "model.indicators",
    "Indicator": "model.indicators",
    "Observation": "model.indicators",
    "Initiative": "model.initiative",
    "Answer": "model.instruments",
    "Band": "model.instruments",
    "Banding": "model.instruments",
    "Construct": "model.instruments",
    "Instrument": "model.instruments",
    "Item": "model.instruments",
    "Response": "model.instruments",
    "Attendance": "model.meetings",
    "Body": "model.meetings",
    "Convening": "model.meetings",
    "Money": "model.money",
    "Period": "model.period",
    "Stakeholder": "model.stakeholders",
    "Tie": "model.ties",
    "Wave": "model.ties",
    "ActivityStatus": "model.vocabulary",
    "BackboneFunction": "model.vocabulary",
    "BackboneStructure": "model.vocabulary",
    "BodyKind": "model.vocabulary",
    "ClaimStrength": "model.vocabulary",
    "Completeness": "model.vocabulary",
    "Condition": "model.vocabulary",
    "ConveningStatus": "model.vocabulary",
    "Direction": "model.vocabulary",
    "EvidenceKind": "model.vocabulary",
    "Frequency": "model.vocabulary",
    "FunderPosition": "model.vocabulary",
    "Horizon": "model.vocabulary",
    "IndicatorLevel": "model.vocabulary",
    "InitiativeStatus": "model.vocabulary",
    "NoAnswer": "model.vocabulary",
    "ObservationStatus": "model.vocabulary",
    "Role": "model.vocabulary",
    "Rounding": "model.vocabulary",
    "Scope": "model.vocabulary",
    "Sector": "model.vocabulary",
    "StaffRole": "model.vocabulary",
    "StakeholderKind": "model.vocabulary",
    "Strategy": "model.vocabulary",
    "SystemsChangeKind": "model.vocabulary",
    "TieKind": "model.vocabulary",
    "Tier": "model.vocabulary",
    "TieStatus": "model.vocabulary",
    "Viewpoint": "model.vocabulary",
    "stakeholder_graph": "network._graph",
    "Report": "reports.page",
    "report": "reports.page",
    "Gap": "scoring.advice",
    "Unknown": "scoring.advice",
    "Alignment": "scoring.aligning",
    "alignment": "scoring.aligning",
    "Scores": "scoring.arrays",
    "score": "scoring.arrays",
    "Readiness": "scoring.assessment",
    "readiness": "scoring.assessment",
    "Scorecard": "scoring.cards",
    "CardComparison": "scoring.comparisons",
    "FigureChange": "scoring.comparisons",
    "ReadingChange": "scoring.comparisons",
    "ScoreChange": "scoring.comparisons",
    "Shift": "scoring.comparisons",
    "compare": "scoring.comparing",
    "Part": "scoring.explanation",
    "Criterion": "scoring.framework",
    "Framework": "scoring.framework",
    "Group": "scoring.framework",
    "Bottleneck": "scoring.profiles",
    "Profile": "scoring.profiles",
    "Progress": "scoring.progressing",
    "progress": "scoring.progressing",
    "CriterionReading": "scoring.readings",
    "ReadingKind": "scoring.readings",
    "json_schema": "scoring.schemas",
    "Node": "scoring.scores",
    "Score": "scoring.scores",
    "ALIGNMENT": "scoring.standard",
    "COLLECTIVE_IMPACT_3": "scoring.standard",
    "FIVE_CONDITIONS": "scoring.standard",
}
_ROOMS = ("examples", "measurement", "network", "survey", "units")

__version__ = "0.1.0"
__all__ = sorted([*_HOME_OF, *_ROOMS])  # noqa: PLE0605 - the table above is the one list of names


if not TYPE_CHECKING:  # a type checker would take any misspelt name for an object
    __getattr__ = lazily(__name__, {**_HOME_OF, **dict.fromkeys(_ROOMS, "")})


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
