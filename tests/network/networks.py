"""Real networks that have been printed, entered as facts, with what was published about them.

networkx brings others: `florentine_families_graph` (marriages), `karate_club_graph`,
`davis_southern_women_graph` and `les_miserables_graph`.
"""

import networkx as nx

KNOKE = ("COUN", "COMM", "EDUC", "INDU", "MAYR", "WRO", "NEWS", "UWAY", "WELF", "WEST")
KNOKE_INFORMATION = """
0100101010
1011101110
0101111001
1100101000
1111001111
0010001010
0101100000
1101101010
0100101000
1110101000
"""

FLORENTINE_BUSINESS = (
    ("Barbadori", "Castellani"),
    ("Barbadori", "Ginori"),
    ("Barbadori", "Medici"),
    ("Barbadori", "Peruzzi"),
    ("Bischeri", "Guadagni"),
    ("Bischeri", "Lamberteschi"),
    ("Bischeri", "Peruzzi"),
    ("Castellani", "Lamberteschi"),
    ("Castellani", "Peruzzi"),
    ("Ginori", "Medici"),
    ("Guadagni", "Lamberteschi"),
    ("Lamberteschi", "Peruzzi"),
    ("Medici", "Pazzi"),
    ("Medici", "Salviati"),
    ("Medici", "Tornabuoni"),
)

ADVICE = """
010100010000000101001
000001100000000000001
110101111111010011011
110001010111000111011
110001110110110111111
000000000000000000001
010001000011010011001
010101100110000001001
110001110111010111001
111110010010101111110
110000100000000000000
000000100000000000001
110010001000010001000
010000100000000001001
111111111111110111111
110000000100000001000
110100100000000000001
111110111110111100111
111010100110011001010
110001010011011111001
011101110001010011010
"""

FRIENDSHIP = """
010100010001000100000
100000000000000001001
000000000000010000100
110000010001000110000
010000001010010010101
010000101001000010001
000000000000000000000
000100000000000000000
000000000000000000000
001010011001000100010
111110011001101011100
100100000000000010001
000010000010000000000
000000100000001000000
101011001010010000100
110000000000000000000
111111111111011100111
010000000000000000000
111010000011011000010
000000000010000001000
010000000001000011000
"""

AGE = (33, 42, 40, 33, 32, 59, 55, 34, 62, 37, 46, 34, 48, 43, 40, 27, 30, 33, 32, 38, 36)
# fmt: off
TENURE = (
    9.333, 19.583, 12.75, 7.5, 3.333, 28.0, 30.0, 11.333, 5.417, 9.25, 27.0,
    8.917, 0.25, 10.417, 8.417, 4.667, 12.417, 9.083, 4.833, 11.667, 12.5,
)
# fmt: on
DEPARTMENT = (4, 4, 2, 4, 2, 1, 0, 1, 2, 3, 3, 1, 2, 2, 2, 4, 1, 3, 2, 2, 1)
LEVEL = (3, 2, 3, 3, 3, 3, 1, 3, 3, 3, 3, 3, 3, 2, 3, 3, 3, 2, 3, 3, 2)


def of_rows(rows, nodes):
    """Return the directed graph of a matrix that is written as rows of 0 and 1."""
    graph = nx.DiGraph()
    graph.add_nodes_from(nodes)
    for source, row in zip(nodes, rows.split(), strict=True):
        graph.add_edges_from((source, target) for target, tie in zip(nodes, row, strict=True) if tie == "1")
    return graph


def knoke_information():
    """Return who gives information to whom among ten organisations of Indianapolis; directed.

    Knoke & Wood (1981), Organized for Action: Commitment in Voluntary Associations; printed in
    Hanneman & Riddle (2005), Introduction to Social Network Methods, chapter 5.
    """
    return of_rows(KNOKE_INFORMATION, KNOKE)


def florentine_business():
    """Return the business ties of sixteen Florentine family firms, five of them without any; undirected.

    Padgett & Ansell (1993); printed in Wasserman & Faust (1994), Social Network Analysis, table B.6.
    """
    graph = nx.Graph(FLORENTINE_BUSINESS)
    graph.add_nodes_from(["Acciaiuoli", "Albizzi", "Pucci", "Ridolfi", "Strozzi"])
    return graph


def managers(rows=ADVICE):
    """Return the advice (or friendship) that 21 managers of one company said they sought; directed.

    Krackhardt (1987), Cognitive social structures, Social Networks 9; printed in Wasserman &
    Faust (1994), tables B.1 to B.4. Managers are numbered from 1, as there.
    """
    graph = of_rows(rows, range(1, 22))
    columns = {"age": AGE, "tenure": TENURE, "department": DEPARTMENT, "level": LEVEL}
    for name, values in columns.items():
        nx.set_node_attributes(graph, dict(zip(graph, values, strict=True)), name)
    return graph


def with_missing(graph, *missing):
    """Return a directed network as it would have been seen had some not answered: their rows are open."""
    seen = graph.copy()
    seen.remove_edges_from([(node, other) for node in missing for other in graph[node]])
    nx.set_node_attributes(seen, {node: node not in missing for node in seen}, "answered")
    return seen
