import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.networks import ADVICE, FRIENDSHIP, florentine_business, knoke_information, managers, with_missing

import collective_impact.network as net
from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.network import _partialling


def terms():
    """Return the five terms of the managers."""
    friends = net.layer(managers(FRIENDSHIP), name="friendship")
    return [net.same("department"), net.absdiff("age"), net.ego("tenure"), net.alter("level"), friends]


def families(graph):
    """Return business among families with a wealth that rises from one to the next, as if it were known."""
    graph.add_nodes_from((node, {"wealth": at**2, "side": at % 3}) for at, node in enumerate(sorted(graph)))
    return graph


def by_hand(y, tables, used):
    """Return intercept and coefficients, their t, R2 and adjusted R2 of ordinary least squares over some dyads."""
    design = np.column_stack([np.ones(used.sum()), *(table[used] for table in tables)])
    outcome = y[used]
    b = np.linalg.solve(design.T @ design, design.T @ outcome)
    left = outcome - design @ b
    df = len(outcome) - len(b)
    errors = np.sqrt(np.diag(np.linalg.inv(design.T @ design)) * (left @ left) / df)
    r2 = 1 - left @ left / np.sum((outcome - outcome.mean()) ** 2)
    return b, b / errors, r2, 1 - (1 - r2) * (len(outcome) - 1) / df


# Coefficients


def test_advice_among_managers():
    """As R sna 2.7.1: set.seed(1); netlm(advice, terms, nullhyp = "qapspp", reps = 2000); p within three errors."""
    found = net.mrqap(managers(ADVICE), terms(), permutations=2000)
    expected = [
        ("intercept", 1.264400917063, None, None),
        ("same department", 0.014084896387, 0.2490594173, 0.8085),
        ("difference in age", -0.006350090762, -2.3266891260, 0.1190),
        ("tenure of ego", -0.012515437880, -4.2158299084, 0.1080),
        ("level of alter", -0.236748765846, -5.6845350571, 0.0010),
        ("friendship", 0.169419003844, 3.0974048817, 0.0300),
    ]
    for (name, estimate, t, p), row in zip(expected, found.coefficients, strict=True):
        assert (name, pytest.approx(estimate)) == (row.term, row.estimate)
        assert row is found[name]
        if t is None:
            assert (None, None, None, None) == (row.t, row.p_low, row.p_high, row.p)
        else:
            assert pytest.approx(t) == row.t
            assert pytest.approx(p, abs=0.002 + 3 * np.sqrt(2 * p * (1 - p) / 2000)) == row.p
    assert (420, 0, 2000, 0) == (found.dyads, found.unknown, found.permutations, found.seed)


def test_fit_of_the_managers():
    """R2 and adjusted R2 are those of least squares, whose t are those of the table."""
    graph, n = managers(ADVICE), 21
    attributes = {
        name: np.array([graph.nodes[node][name] for node in range(1, 22)])
        for name in ("department", "age", "tenure", "level")
    }
    tables = [
        attributes["department"][:, None] == attributes["department"],
        np.abs(attributes["age"][:, None] - attributes["age"]),
        np.repeat(attributes["tenure"][:, None], n, axis=1),
        np.repeat(attributes["level"][None, :], n, axis=0),
        nx.to_numpy_array(managers(FRIENDSHIP), nodelist=range(1, 22)),
    ]
    b, t, r2, adjusted = by_hand(nx.to_numpy_array(graph, nodelist=range(1, 22)), tables, ~np.eye(n, dtype=bool))
    found = net.mrqap(graph, terms(), permutations=2)
    assert pytest.approx(b.tolist()) == [row.estimate for row in found.coefficients]
    assert pytest.approx(t[1:].tolist()) == [row.t for row in found.coefficients[1:]]
    assert pytest.approx((r2, adjusted)) == (found.r2, found.adjusted_r2)


def test_an_undirected_network_uses_each_pair_once():
    """The coefficients are those of the upper triangle; a node of either end counts alike."""
    graph = families(florentine_business())
    nodes = sorted(graph)
    wealth = np.array([graph.nodes[node]["wealth"] for node in nodes])
    side = np.array([graph.nodes[node]["side"] for node in nodes])
    marriages = nx.florentine_families_graph()
    marriages.add_node("Pucci")
    tables = [side[:, None] == side, wealth[:, None] + wealth, nx.to_numpy_array(marriages, nodelist=nodes)]
    b, t, r2, _ = by_hand(nx.to_numpy_array(graph, nodelist=nodes), tables, np.triu(np.ones((16, 16), bool), 1))
    listed = [net.same("side"), net.alter("wealth"), net.layer(marriages, name="marriage")]
    found = net.mrqap(graph, listed, permutations=200)
    assert pytest.approx(b.tolist()) == [row.estimate for row in found.coefficients]
    assert pytest.approx(t[1:].tolist()) == [row.t for row in found.coefficients[1:]]
    assert pytest.approx(r2) == found.r2
    assert 120 == found.dyads
    assert 0.01 > found["marriage"].p
    assert [row.estimate for row in net.mrqap(graph, [net.ego("wealth")], permutations=1).coefficients] == [
        row.estimate for row in net.mrqap(graph, [net.alter("wealth")], permutations=1).coefficients
    ]


def test_reciprocity_is_the_network_itself_returned():
    """Of the ties of information among ten organisations, those that are returned: the slope of two by two counts."""
    graph = knoke_information()
    found = net.mrqap(graph, [net.layer(graph, returned=True, name="returned")], permutations=50)
    mutual = sum(graph.has_edge(b, a) for a, b in graph.edges)
    expected = mutual / 49 - (49 - mutual) / 41  # of ties, and of the 41 other arcs, how many have an arc back
    assert pytest.approx(expected) == found["returned"].estimate


def test_strengths_can_be_explained_and_explain():
    """A tie without strength is left out, in the network to explain as in a layer."""
    graph = nx.DiGraph([(0, 1, {"strength": 3}), (1, 2, {"strength": 1}), (2, 0), (0, 2, {"strength": 2})])
    other = nx.DiGraph([(0, 1, {"strength": 4}), (1, 2, {"strength": 1}), (1, 0, {"strength": 2}), (2, 1)])
    found = net.mrqap(graph, [net.layer("trust", strength="strength")], strength="strength", layers={"trust": other})
    # 01 02 10 12, without 20 and 21: strengths 3 2 0 1 beside 4 0 2 1
    slope, intercept = np.polyfit([4, 0, 2, 1], [3, 2, 0, 1], 1)
    assert pytest.approx([intercept, slope]) == [row.estimate for row in found.coefficients]
    assert (4, 2) == (found.dyads, found.unknown)


# p


@st.composite
def regressions(draw):
    """Return a network among few nodes with two attributes, some unknown, and unknown arcs."""
    n = draw(st.integers(4, 7))
    graph = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    ends = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))
    numbers = st.one_of(st.integers(0, 5), st.none()) if draw(st.booleans()) else st.integers(0, 5)
    graph.add_nodes_from((node, {"size": draw(numbers), "age": draw(st.integers(0, 9))}) for node in range(n))
    graph.add_edges_from(draw(st.lists(ends, min_size=3, max_size=20)))
    graph.graph["unknown"] = tuple(draw(st.lists(ends, max_size=3)))
    return graph


@given(regressions(), st.randoms())
def test_every_permutation_has_the_t_of_a_regression_of_its_own(graph, chance):
    """Projecting once gives the t of least squares on the rearranged residual beside the other terms."""
    listed = [net.ego("size"), net.absdiff("age")]
    try:
        from collective_impact.network._mrqap import _dyads

        used, tables = _dyads(graph, listed, None, {})
        fit = _partialling.Fit.of(tables[0][used], [table[used] for table in tables[1:]], ["size", "age"])
    except InvalidValueError:
        return
    order = np.arange(len(used))
    chance.shuffle(order)
    directed = graph.is_directed()
    found = _partialling.t_values(fit, used, order[None, :], directed=directed)[0]
    for at in (0, 1):
        own, other = tables[1 + at], tables[2 - at]
        design = np.column_stack([np.ones(used.sum()), other[used]])
        left = np.zeros(used.shape)
        left[used] = own[used] - design @ np.linalg.lstsq(design, own[used], rcond=None)[0]
        left = left if directed else left + left.T
        moved = left[np.ix_(order, order)][used]
        _, size, *_ = np.linalg.lstsq(design, moved, rcond=None)
        if np.isnan(found[at]) or abs(found[at]) > 1e5 or size.size == 0 or size[0] < 1e-9:
            continue
        outcome = tables[0][used]
        full = np.column_stack([design, moved])
        b, rest, *_ = np.linalg.lstsq(full, outcome, rcond=None)
        error = np.sqrt(rest[0] / fit.df * np.linalg.inv(full.T @ full)[2, 2])
        assert pytest.approx(b[2] / error, rel=1e-6, abs=1e-6) == found[at]


def test_blocks_of_permutations_do_not_matter(monkeypatch):
    """One at a time or all at once, the values are the same but for rounding."""
    at_once = net.mrqap(managers(ADVICE), terms(), permutations=30)
    monkeypatch.setattr(_partialling, "BLOCK", 1)
    assert [row.p for row in at_once.coefficients] == [
        row.p for row in net.mrqap(managers(ADVICE), terms(), permutations=30).coefficients
    ]


def test_what_has_nothing_to_do_with_ties_has_any_p():
    """Of fifty networks and attributes drawn apart, p is about evenly spread, beside a term that does matter."""
    found = []
    for seed in range(50):
        rng = np.random.default_rng(seed)
        graph = nx.gnp_random_graph(14, 0.3, seed=seed, directed=True)
        nx.set_node_attributes(graph, dict(enumerate(rng.integers(0, 3, 14).tolist())), "sector")
        like = nx.DiGraph(graph)
        like.remove_edges_from(list(graph.edges)[::3])
        row = net.mrqap(graph, [net.layer(like), net.same("sector")], permutations=99)
        assert 0.02 > row["layer"].p
        found.append(row["same sector"].p)
    assert pytest.approx(0.5, abs=3 / np.sqrt(12 * 50)) == np.mean(found)


def test_order_of_nodes_changes_nothing():
    """The same seed gives the same p, whatever the order in which nodes and ties were added."""
    graph = managers(ADVICE)
    turned = nx.DiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges)))
    found = net.mrqap(graph, terms(), permutations=40, seed=2)
    assert found == net.mrqap(turned, terms(), permutations=40, seed=2)
    assert found != net.mrqap(graph, terms(), permutations=40, seed=3)


def test_a_perfect_fit_has_no_t():
    """A network explained by itself leaves no error; p still says how rare that is."""
    graph = managers(FRIENDSHIP)
    found = net.mrqap(graph, [net.layer(graph), net.same("department")], permutations=99)
    assert pytest.approx(1.0) == found.r2
    assert (None, 0.01) == (found["layer"].t, found["layer"].p)
    assert pytest.approx(1.0) == found["layer"].estimate


def test_a_rearranged_term_that_others_explain_counts_as_far_out():
    """Among four of whom one differs, every order of who differs is the other term or leaves something."""
    graph = nx.DiGraph([(0, 1), (1, 2), (2, 3), (3, 1)])
    one = {0: 1, 1: 0, 2: 0, 3: 0}
    two = {0: 0, 1: 1, 2: 0, 3: 0}
    listed = [net.ego(one, name="one"), net.ego(two, name="two")]
    fit = net.mrqap(graph, listed, permutations=200)
    assert all(0 < row.p <= 1 for row in fit.coefficients[1:])


# What is left out


def test_unknown_attributes_and_arcs_are_left_out_and_counted():
    """A node of unknown sector has no dyad that is the same or not; one that did not answer has no arcs."""
    graph = managers(ADVICE)
    graph.nodes[4]["department"] = None
    found = net.mrqap(graph, [net.same("department")], permutations=10)
    assert (380, 40) == (found.dyads, found.unknown)
    found = net.mrqap(with_missing(managers(ADVICE), 3), [net.same("department"), net.ego("age")], permutations=10)
    assert (400, 20) == (found.dyads, found.unknown)
    assert ["network.missing_respondents"] == [warning.code for warning in found.warnings]
    assert 20 == found.respondents


# In words


def test_it_prints_as_a_table():
    """A row for each term, and below what it rests on; columns for a data frame."""
    found = net.mrqap(managers(ADVICE), terms()[:1], permutations=9)
    part = nx.get_node_attributes(managers(ADVICE), "department")
    apart = [managers(ADVICE).has_edge(a, b) for a in part for b in part if part[a] != part[b]]
    head, intercept, same, foot = str(found).splitlines()
    assert ["estimate", "t", "p"] == head.split()
    assert ["intercept", f"{np.mean(apart):.3g}", "–", "–"] == intercept.split()
    assert same.startswith("same department")
    assert foot.endswith("420 dyads, 0 left out; 9 permutations, seed 0")
    assert ["term", "estimate", "t", "p_low", "p_high", "p"] == list(found.to_columns())
    assert ["intercept", "same department"] == found.to_columns()["term"]
    with pytest.raises(UnknownNameError, match="did you mean 'same department'"):
        found["same departmant"]


def test_terms_name_themselves():
    """A layer by its kind or name; a mapping by what the caller says."""
    assert "size" == net.ego({"a": 1}, name="size").name
    assert "attribute of ego" == net.ego({"a": 1}).name
    assert "layer" == net.layer(nx.Graph()).name
    assert "trust returned" == net.layer("trust", returned=True).name
    assert "Florentine" == net.layer(nx.Graph(name="Florentine")).name


# What cannot be computed


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ([], "a list of terms"),
        (net.same("department"), "a list of terms"),
        ("department", "a list of terms"),
        (["department"], "a list of terms"),
        ([net.ego("age"), net.ego("age")], "no two have the same name"),
        ([net.ego("age"), net.ego("double"), net.same("department")], r"\['age of ego', 'double of ego'\]"),
        ([net.ego("one"), net.ego("age")], r"\['one of ego'\].*not the same"),
        ([net.ego("name")], "name of 1: 'manager 1' is not a number"),
        ([net.ego("endless")], "endless of 1: inf is not a number"),
    ],
    ids=["none", "no list", "a name", "names", "twice", "collinear", "constant", "text", "infinite"],
)
def test_terms_that_say_nothing_are_refused_by_name(listed, said):
    """What follows from other terms, does not vary or is no number is named."""
    graph = managers(ADVICE)
    for node, data in graph.nodes(data=True):
        data.update(double=2 * data["age"] + 1, one=1, name=f"manager {node}", endless=float("inf"))
    with pytest.raises(InvalidValueError, match=said):
        net.mrqap(graph, listed)


def test_a_network_that_says_nothing_is_refused():
    """Without variation, or with fewer known dyads than coefficients, there is nothing to explain."""
    graph = nx.DiGraph()
    graph.add_nodes_from((node, {"age": node}) for node in range(4))
    with pytest.raises(InvalidValueError, match="all known dyads are alike"):
        net.mrqap(graph, [net.ego("age")])
    with pytest.raises(InvalidValueError, match="known dyads: 0"):
        net.mrqap(nx.DiGraph(), [net.ego({})])
    with pytest.raises(InvalidValueError, match="permutations"):
        net.mrqap(graph, [net.ego("age")], permutations=0)


def test_layers_must_fit():
    """The same nodes, a known name, and no directed layer for an undirected network."""
    graph = nx.Graph([(0, 1), (1, 2)])
    with pytest.raises(UnknownNameError, match="did you mean 'trust'"):
        net.mrqap(graph, [net.layer("trusts")], layers={"trust": graph})
    with pytest.raises(InvalidValueError, match="same nodes"):
        net.mrqap(graph, [net.layer(nx.Graph([(0, 1)]))])
    with pytest.raises(InvalidValueError, match="undirected"):
        net.mrqap(graph, [net.layer(nx.DiGraph([(0, 1), (1, 2)]))])
    with pytest.raises(UnknownNameError, match="size"):
        net.mrqap(graph, [net.ego("size")])
    strong = nx.Graph([(0, 1, {"strength": 1}), (1, 2, {"strength": 2})])
    with pytest.raises(UnknownNameError, match="did you mean 'strength'"):
        net.mrqap(strong, [net.layer(graph)], strength="stength")
