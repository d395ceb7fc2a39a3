"""What people say: questionnaires as data, scores of constructs, agreement and reliability.

Answers stay with those who gave them: nothing here shows what fewer than five people said.
"""

from typing import TYPE_CHECKING

from collective_impact._lazy import lazily

if TYPE_CHECKING:
    from collective_impact.survey._aggregation import Order as Order
    from collective_impact.survey._agreement import Agreement as Agreement
    from collective_impact.survey._agreement import Consensus as Consensus
    from collective_impact.survey._agreement import agreement as agreement
    from collective_impact.survey._agreement import consensus as consensus
    from collective_impact.survey._by_chance import ByChance as ByChance
    from collective_impact.survey._chance_agreement import ChanceCorrected as ChanceCorrected
    from collective_impact.survey._chance_agreement import gwet as gwet
    from collective_impact.survey._changes import Compared as Compared
    from collective_impact.survey._changes import Departure as Departure
    from collective_impact.survey._changes import Design as Design
    from collective_impact.survey._changes import WaveChange as WaveChange
    from collective_impact.survey._changes import WaveComparison as WaveComparison
    from collective_impact.survey._concordance import Concordance as Concordance
    from collective_impact.survey._concordance import kendalls_w as kendalls_w
    from collective_impact.survey._construct_reliability import Reliability as Reliability
    from collective_impact.survey._construct_reliability import reliability as reliability
    from collective_impact.survey._constructs import construct_scores as construct_scores
    from collective_impact.survey._covariances import MissingAnswers as MissingAnswers
    from collective_impact.survey._gap import perception_gap as perception_gap
    from collective_impact.survey._icc import Icc as Icc
    from collective_impact.survey._icc import IccForm as IccForm
    from collective_impact.survey._icc import MeanSquares as MeanSquares
    from collective_impact.survey._icc import icc as icc
    from collective_impact.survey._instruments import instrument as instrument
    from collective_impact.survey._instruments import instruments as instruments
    from collective_impact.survey._item_agreement import item_agreement as item_agreement
    from collective_impact.survey._item_views import ItemAgreement as ItemAgreement
    from collective_impact.survey._item_views import ItemAgreements as ItemAgreements
    from collective_impact.survey._kappa import cohen_kappa as cohen_kappa
    from collective_impact.survey._kappa import fleiss_kappa as fleiss_kappa
    from collective_impact.survey._krippendorff import KrippendorffAlpha as KrippendorffAlpha
    from collective_impact.survey._krippendorff import krippendorff_alpha as krippendorff_alpha
    from collective_impact.survey._krippendorff_kernels import Metric as Metric
    from collective_impact.survey._reliability import Alpha as Alpha
    from collective_impact.survey._reliability import ItemRest as ItemRest
    from collective_impact.survey._reliability import Omega as Omega
    from collective_impact.survey._reliability import ReliabilityCoefficient as ReliabilityCoefficient
    from collective_impact.survey._reliability import cronbach_alpha as cronbach_alpha
    from collective_impact.survey._reliability import item_rest as item_rest
    from collective_impact.survey._reliability import mcdonald_omega as mcdonald_omega
    from collective_impact.survey._scores import BandChance as BandChance
    from collective_impact.survey._scores import ConstructScores as ConstructScores
    from collective_impact.survey._scores import Missing as Missing
    from collective_impact.survey._scores import SurveyScore as SurveyScore
    from collective_impact.survey._views import PerceptionGap as PerceptionGap
    from collective_impact.survey._views import RoleGap as RoleGap
    from collective_impact.survey._views import RoleView as RoleView
    from collective_impact.survey._views import Seen as Seen
    from collective_impact.survey._waves import compare_waves as compare_waves
    from collective_impact.survey._within_group import AverageDeviation as AverageDeviation
    from collective_impact.survey._within_group import WithinGroup as WithinGroup
    from collective_impact.survey._within_group import average_deviation as average_deviation
    from collective_impact.survey._within_group import rwg as rwg
    from collective_impact.survey._within_group import rwg_j as rwg_j

_HOME_OF = {
    "Agreement": "_agreement",
    "Alpha": "_reliability",
    "AverageDeviation": "_within_group",
    "BandChance": "_scores",
    "ByChance": "_by_chance",
    "ChanceCorrected": "_chance_agreement",
    "Compared": "_changes",
    "Concordance": "_concordance",
    "Consensus": "_agreement",
    "ConstructScores": "_scores",
    "Departure": "_changes",
    "Design": "_changes",
    "Icc": "_icc",
    "IccForm": "_icc",
    "ItemAgreement": "_item_views",
    "ItemAgreements": "_item_views",
    "ItemRest": "_reliability",
    "KrippendorffAlpha": "_krippendorff",
    "MeanSquares": "_icc",
    "Metric": "_krippendorff_kernels",
    "Missing": "_scores",
    "MissingAnswers": "_covariances",
    "Omega": "_reliability",
    "Order": "_aggregation",
    "PerceptionGap": "_views",
    "Reliability": "_construct_reliability",
    "ReliabilityCoefficient": "_reliability",
    "RoleGap": "_views",
    "RoleView": "_views",
    "Seen": "_views",
    "SurveyScore": "_scores",
    "WaveChange": "_changes",
    "WaveComparison": "_changes",
    "WithinGroup": "_within_group",
    "agreement": "_agreement",
    "average_deviation": "_within_group",
    "cohen_kappa": "_kappa",
    "compare_waves": "_waves",
    "consensus": "_agreement",
    "construct_scores": "_constructs",
    "cronbach_alpha": "_reliability",
    "fleiss_kappa": "_kappa",
    "gwet": "_chance_agreement",
    "icc": "_icc",
    "instrument": "_instruments",
    "instruments": "_instruments",
    "item_agreement": "_item_agreement",
    "item_rest": "_reliability",
    "kendalls_w": "_concordance",
    "krippendorff_alpha": "_krippendorff",
    "mcdonald_omega": "_reliability",
    "perception_gap": "_gap",
    "reliability": "_construct_reliability",
    "rwg": "_within_group",
    "rwg_j": "_within_group",
}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 - the table above is the one list of names

if not TYPE_CHECKING:  # pragma: no branch - a type checker would take any misspelt name for an object
    __getattr__ = lazily(__name__, _HOME_OF)


def __dir__() -> list[str]:
    return list(__all__)
