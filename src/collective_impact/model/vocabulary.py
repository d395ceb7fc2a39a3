"""The field's terms, as enumerations whose members are their own spelling."""

from collective_impact.model._record import Vocabulary


class Condition(Vocabulary):
    """The five conditions of collective impact (Kania & Kramer 2011)."""

    COMMON_AGENDA = "common_agenda"
    SHARED_MEASUREMENT = "shared_measurement"
    MUTUALLY_REINFORCING_ACTIVITIES = "mutually_reinforcing_activities"
    CONTINUOUS_COMMUNICATION = "continuous_communication"
    BACKBONE_SUPPORT = "backbone_support"


class InitiativeStatus(Vocabulary):
    """Whether the initiative goes on."""

    ACTIVE = "active"
    COMPLETED = "completed"
    TERMINATED = "terminated"


class Completeness(Vocabulary):
    """How much of a collection is listed."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


class Horizon(Vocabulary):
    """When a goal is to be reached."""

    SHORT_TERM = "short_term"
    LONG_TERM = "long_term"


class Strategy(Vocabulary):
    """Whether something works through programs or on the system around them."""

    PROGRAM = "program"
    SYSTEM = "system"


class Sector(Vocabulary):
    """The part of society that a stakeholder belongs to."""

    NONPROFIT = "nonprofit"
    GOVERNMENT = "government"
    EDUCATION = "education"
    HEALTH = "health"
    BUSINESS = "business"
    PHILANTHROPY = "philanthropy"
    FAITH = "faith"
    LABOR = "labor"
    RESEARCH = "research"
    MEDIA = "media"
    COMMUNITY = "community"
    OTHER = "other"


class StakeholderKind(Vocabulary):
    """What a stakeholder is."""

    ORGANIZATION = "organization"
    INFORMAL_GROUP = "informal_group"
    PERSON = "person"


class Role(Vocabulary):
    """What a stakeholder does in the initiative."""

    BACKBONE = "backbone"
    CHAMPION = "champion"
    FUNDER = "funder"
    CONVENER = "convener"
    EVALUATOR = "evaluator"
    DATA_PARTNER = "data_partner"
    SERVICE_PROVIDER = "service_provider"
    ADVOCATE = "advocate"
    COMMUNITY_MEMBER = "community_member"


class FunderPosition(Vocabulary):
    """Whether a funder works inside the initiative or funds it from outside."""

    EMBEDDED = "embedded"
    EXTERNAL = "external"


class Direction(Vocabulary):
    """The direction in which an indicator is to move."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"


class IndicatorLevel(Vocabulary):
    """Whether an indicator is about a population or about those whom a program serves."""

    POPULATION = "population"
    PERFORMANCE = "performance"


class Tier(Vocabulary):
    """Whether an indicator is one of the few that the agenda is judged by."""

    CORE = "core"
    CONTRIBUTING = "contributing"


class Frequency(Vocabulary):
    """How often an indicator is observed."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"
    BIENNIAL = "biennial"

    @property
    def months(self) -> int:
        """The months between two observations."""
        return {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12, "biennial": 24}[self.value]


class ObservationStatus(Vocabulary):
    """What kind of figure an observation is, or why it has none."""

    ACTUAL = "actual"
    PROVISIONAL = "provisional"
    FORECAST = "forecast"
    SUPPRESSED = "suppressed"
    NOT_COLLECTED = "not_collected"


class ActivityStatus(Vocabulary):
    """How far an activity is."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    STOPPED = "stopped"


class ConveningStatus(Vocabulary):
    """Whether a convening took place."""

    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class BodyKind(Vocabulary):
    """What a body of the initiative is for."""

    STEERING_COMMITTEE = "steering_committee"
    WORKING_GROUP = "working_group"
    COMMUNITY_TABLE = "community_table"


class TieKind(Vocabulary):
    """What passes between two stakeholders."""

    COMMUNICATION = "communication"
    COLLABORATION = "collaboration"
    TRUST = "trust"
    REFERRAL = "referral"
    FUNDING = "funding"
    DATA_SHARING = "data_sharing"
    DISSEMINATION = "dissemination"
    COMPETITION = "competition"


class TieStatus(Vocabulary):
    """Whether a tie is known to be there, known not to be there, or neither."""

    OBSERVED = "observed"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class BackboneFunction(Vocabulary):
    """The six functions of a backbone (FSG and Greater Cincinnati Foundation 2012)."""

    GUIDE_VISION_AND_STRATEGY = "guide_vision_and_strategy"
    SUPPORT_ALIGNED_ACTIVITIES = "support_aligned_activities"
    ESTABLISH_SHARED_MEASUREMENT = "establish_shared_measurement"
    BUILD_PUBLIC_WILL = "build_public_will"
    ADVANCE_POLICY = "advance_policy"
    MOBILIZE_FUNDING = "mobilize_funding"


class BackboneStructure(Vocabulary):
    """How a backbone is set up (after the types of Hanleybrown, Kania & Kramer 2012)."""

    FUNDER = "funder"
    NEW_NONPROFIT = "new_nonprofit"
    EXISTING_NONPROFIT = "existing_nonprofit"
    GOVERNMENT = "government"
    SHARED = "shared"
    STEERING_COMMITTEE = "steering_committee"
    VOLUNTEER = "volunteer"
    PLATFORM = "platform"


class StaffRole(Vocabulary):
    """The three roles that a backbone needs (Kania & Kramer 2011), and others."""

    PROJECT_MANAGER = "project_manager"
    DATA_MANAGER = "data_manager"
    FACILITATOR = "facilitator"
    OTHER = "other"


class EvidenceKind(Vocabulary):
    """What a piece of evidence is."""

    DOCUMENT = "document"
    SURVEY = "survey"
    INTERVIEW = "interview"
    ADMINISTRATIVE = "administrative"
    OBSERVATION = "observation"
    EXPERT = "expert"


class Viewpoint(Vocabulary):
    """From where somebody rates or answers."""

    BACKBONE = "backbone"
    PARTNER = "partner"
    FUNDER = "funder"
    COMMUNITY = "community"
    EVALUATOR = "evaluator"


class NoAnswer(Vocabulary):
    """Why an answer has no value: four different things."""

    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    SKIPPED = "skipped"


class Rounding(Vocabulary):
    """What happens to a number half way between two that may stand."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


class SystemsChangeKind(Vocabulary):
    """The conditions of systems change (Kania, Kramer & Senge 2018)."""

    PRACTICE = "practice"
    POLICY = "policy"
    RESOURCE_FLOW = "resource_flow"
    RELATIONSHIP = "relationship"
    POWER = "power"
    MENTAL_MODEL = "mental_model"


class Scope(Vocabulary):
    """How far a systems change reaches."""

    ONE_ORGANIZATION = "one_organization"
    SEVERAL_ORGANIZATIONS = "several_organizations"


class ClaimStrength(Vocabulary):
    """How strong the evidence for a contribution is."""

    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"
