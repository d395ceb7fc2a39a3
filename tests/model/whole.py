"""One small initiative in which every type of the model occurs."""

from collective_impact.model.activities import Activity, Reinforcement
from collective_impact.model.agenda import Adoption, CommonAgenda, Goal, Review
from collective_impact.model.backbone import Backbone, Funding, Provision, StaffMember
from collective_impact.model.evidence import ContributionClaim, Evidence, SystemsChange
from collective_impact.model.extent import Disclosure, Extent
from collective_impact.model.indicators import Code, Comparison, Indicator, Observation
from collective_impact.model.initiative import Initiative
from collective_impact.model.instruments import Answer, Band, Banding, Construct, Instrument, Item, Response
from collective_impact.model.meetings import Attendance, Body, Convening
from collective_impact.model.money import Money
from collective_impact.model.stakeholders import Stakeholder
from collective_impact.model.ties import Tie, Wave

GRADUATION = Indicator(
    id="grad",
    name="Four-year graduation",
    unit="percent",
    direction="increase",
    level="population",
    tier="core",
    goals=["finish"],
    baseline=Observation(period="2011/12", value=87, source="scorecard 2013"),
    target=Observation(period="2020", value=95),
    observations=[
        Observation(period="2017-18", value=90, reporter="district", numerator=900, denominator=1000),
        Observation(period="2018-19", value=92, reporter="district"),
        Observation(period="2018-19", low=90, high=94, group="Starr County"),
    ],
    comparisons=[Comparison(name="Texas", observations=[Observation(period="2018-19", value=90)])],
    reporters=["district"],
    frequency="annual",
    publication_lag=200,
    codes=[Code(vocabulary="SDG", code="4.1.2")],
)

WHOLE = Initiative(
    id="reads",
    name="Everybody reads",
    place="Hidalgo",
    population="children under ten",
    started="2012-05-01",
    agenda=CommonAgenda(
        problem="Too few children read well",
        vision="All of them do",
        sources=["charter.pdf"],
        goals=[Goal(id="finish", statement="All finish school", horizon="long_term", closes_gap_for="Starr County")],
        principles=["nothing about us without us"],
        adoptions=[Adoption(stakeholder="ymca", on="2012-06-01"), Adoption(stakeholder="district")],
        reviews=[Review(on="2014-01-15", changed=True)],
    ),
    stakeholders=[
        Stakeholder(
            id="ymca",
            name="YMCA",
            aliases=["Y"],
            sector="nonprofit",
            roles=["backbone", "convener"],
            budget=Money(amount=1_500_000, currency="USD", year=2012),
            joined="2012-05-01",
        ),
        Stakeholder(id="district", sector="education", staff_fte=2.5, left="2021-01-01"),
        Stakeholder(id="garza", kind="person", affected=True, compensated=False),
    ],
    indicators=[GRADUATION, Indicator(id="attend")],
    activities=[
        Activity(
            id="tutoring",
            led_by="ymca",
            partners=["district"],
            goals=["finish"],
            advances=["grad"],
            reinforces=[Reinforcement(activity="meals", confirmed_by=["district"])],
            starts="2013-01-01",
            cost=Money(amount=10_000, currency="USD"),
        ),
        Activity(id="meals", led_by="district", advances=["attend"], status="under_way"),
    ],
    convenings=[
        Convening(
            on="2014-03-01",
            body="steering",
            expected=["ymca", "garza"],
            attendances=[Attendance(stakeholder="ymca", mandated=True), Attendance(stakeholder="garza")],
            decisions=["go on"],
        ),
        Convening(id="kickoff", on="2012-05-01", head_count=40),
    ],
    ties=[
        Tie(source="ymca", target="district", kind="referral", strength=2, wave="w1", reporter="ymca"),
        Tie(source="ymca", target="garza", kind="trust", directed=False),
    ],
    bodies=[Body(id="steering", kind="steering_committee", members=["ymca", "garza"], goals=["finish"])],
    backbone=Backbone(
        organizations=["ymca"],
        provisions=[Provision(function="guide_vision_and_strategy", providers=["ymca"], confirmed_by=["garza"])],
        staff=[StaffMember(id="director", role="project_manager", fte=1, paid=True)],
        funding=[Funding(id="grant", funder="district", amount=Money(amount=1, currency="USD"))],
    ),
    waves=[Wave(id="w1", starts="2014-01-01", ends="2014-02-01", invited=["ymca", "garza"], answered=["ymca"])],
    instruments=[
        Instrument(
            id="pulse",
            levels=["no", "partly", "yes"],
            items=[Item(id="q1", construct="trust"), Item(id="q2")],
            constructs=[Construct(id="trust")],
            banding=Banding(bands=[Band(name="low", low=1, high=1.9), Band(name="high", low=2, high=3)], decimals=1),
        )
    ],
    responses=[
        Response(
            instrument="pulse",
            respondent="r1",
            organization="ymca",
            wave="w1",
            answers=[Answer(item="q1", value=3), Answer(item="q2", reason="dont_know")],
        )
    ],
    evidence=[Evidence(id="minutes", about="common_agenda", rating=3, kind="document", rater="a visitor")],
    systems_changes=[SystemsChange(id="policy", kind="policy", formal=True, evidence=["minutes"])],
    contribution_claims=[
        ContributionClaim(id="claim", outcome="grad", rival_explanations=["a new test"], evidence=["minutes"])
    ],
    extents=[Extent(collection="stakeholders", completeness="partial", total=300)],
    disclosure=Disclosure(minimum_count=10),
)

EACH_TYPE = (
    WHOLE,
    WHOLE.agenda,
    WHOLE.agenda.goals[0],
    WHOLE.agenda.adoptions[0],
    WHOLE.agenda.reviews[0],
    WHOLE.stakeholders[0],
    WHOLE.stakeholders[0].budget,
    GRADUATION,
    GRADUATION.observations[0],
    GRADUATION.observations[0].period,
    GRADUATION.comparisons[0],
    GRADUATION.codes[0],
    WHOLE.activities[0],
    WHOLE.activities[0].reinforces[0],
    WHOLE.convenings[0],
    WHOLE.convenings[0].attendances[0],
    WHOLE.ties[0],
    WHOLE.bodies[0],
    WHOLE.backbone,
    WHOLE.backbone.provisions[0],
    WHOLE.backbone.staff[0],
    WHOLE.backbone.funding[0],
    WHOLE.waves[0],
    WHOLE.instruments[0],
    WHOLE.instruments[0].items[0],
    WHOLE.instruments[0].constructs[0],
    WHOLE.instruments[0].banding,
    WHOLE.instruments[0].banding.bands[0],
    WHOLE.responses[0],
    WHOLE.responses[0].answers[0],
    WHOLE.evidence[0],
    WHOLE.systems_changes[0],
    WHOLE.contribution_claims[0],
    WHOLE.extents[0],
    WHOLE.disclosure,
)
"""One value of every type."""
