"""The types that users get, read by mypy and never run."""

from typing import Any, assert_type

import networkx as nx

import collective_impact as ci

initiative = ci.examples.load("rgv_focus")
assert_type(initiative, ci.Initiative)
assert_type(ci.read_json("initiative.json"), ci.Initiative)
assert_type(ci.loads(ci.dumps(initiative)), ci.Initiative)
assert_type(initiative.fingerprint(), str)

card = ci.readiness(initiative)
assert_type(card, ci.Readiness)
assert_type(card["shared_measurement"], ci.Score)
assert_type(card.overall, ci.Score)
assert_type(card.overall.value, float | None)

steps = ci.progress(initiative)
assert_type(steps["grad"], ci.Score)
assert_type(steps.portfolio, ci.measurement.Portfolio)
assert_type(steps.portfolio.sign_test(correlation=0.1).p_correlated, float | None)
assert_type(steps.attainment("grad").status, ci.measurement.AttainmentStatus)
assert_type(ci.outstanding(initiative).by_partner, dict[str, tuple[ci.OwedReport, ...]])
assert_type(ci.read_json("progress.json", kind=ci.Progress), ci.Progress)

assert_type(ci.FIVE_CONDITIONS, ci.Framework)

aligned = ci.alignment(initiative, "2020-01-31")
assert_type(aligned.by_stakeholder["ymca"], ci.Partner)
assert_type(aligned.by_stakeholder["ymca"].reports.value, float | None)
assert_type(aligned.drifting, tuple[ci.Partner, ...])
assert_type(aligned.matrix("measurement").to_columns(), dict[str, list[str]])
assert_type(aligned.what_if({"reporting": 100}), ci.Alignment)
assert_type(ci.read_json("alignment.json", kind=ci.Alignment), ci.Alignment)
assert_type(ci.compare(aligned, aligned)["agenda"].moved, float | None)
assert_type(ci.ALIGNMENT, ci.Framework)

# A misspelt name is found before the program runs; mypy would report an ignore that nothing needs.
_ = ci.reddiness  # type: ignore[attr-defined]

# Spellings are taken where terms, dates and periods belong; a score has no order and is no number.
assert_type(ci.Stakeholder(id="ymca", sector="nonprofit", joined="2020-01-31").sector, ci.Sector | None)
assert_type(ci.Observation(period="2018-19", value=92).period, ci.Period | None)
assert_type(ci.from_dict(ci.to_dict(card), ci.Readiness), ci.Readiness)
assert_type(initiative.with_stakeholders([ci.Stakeholder(id="ymca")]), ci.Initiative)
assert_type(card.what_if({"adoption": 100}), ci.Readiness)
assert_type(card.gaps(3), tuple[ci.Gap, ...])
_ = card.overall < card.overall  # type: ignore[operator]
_ = float(card.overall)  # type: ignore[arg-type]
_ = ci.Stakeholder("ymca")  # type: ignore[arg-type, call-arg]

# Graphs are plain graphs of networkx, and their ties are ties again.
graph = ci.stakeholder_graph(initiative, kind="trust", bodies=True, on="2020-01-31")
assert_type(graph, nx.DiGraph[str])
assert_type(ci.network.multigraph(initiative), nx.MultiDiGraph[str])
assert_type(ci.network.projection(ci.network.two_mode(initiative, "bodies")), nx.Graph[Any])
assert_type(ci.network.undirected(graph, rule="both"), nx.Graph[Any])
assert_type(ci.network.graphs([{"wave": 1}], by="wave", roster={1: ["ymca"]}), dict[tuple[Any, ...], nx.DiGraph[Any]])
assert_type(initiative.with_ties(ci.network.ties(graph, kind="trust")), ci.Initiative)
assert_type(ci.network.overlap(graph, graph, measure="coverage"), float | None)
assert_type(ci.network.stability(graph, graph).jaccard, float | None)
_ = ci.network.undirected(graph, rule="weakest")  # type: ignore[arg-type]
