"""What stands in tables in the place of a figure or around one, in English, Spanish, German and French."""

_SUPPRESSED = """
*|**|***|‡|s|d|ds|tfs|suppressed|data suppressed|withheld|masked|redacted|confidential
too few students|too few to report
suprimido|suprimida|dato suprimido|confidencial|protegido|protegida|secreto estadistico
unterdruckt|geheim|geheim gehalten|gesperrt|vertraulich|geheimhaltung
supprime|supprimee|masque|masquee|confidentiel|confidentielle|secret statistique
"""

_NOT_COLLECTED = """
na|n/a|n.a.|nr|n/r|n.r.|not available|not applicable|not collected|not administered|not reported|not tested|not measured
no data|data not available|data not collected
n/d|n.d.|nd|s/d|s.d.|sin dato|sin datos|no disponible|no aplica|no aplicable|no recogido|no recopilado
no administrado|no administrada|no medido|no se administro|no se midio
k.a.|ka|n.v.|keine angabe|keine angaben|keine daten|nicht erhoben|nicht verfugbar|nicht durchgefuhrt
nicht gemessen|entfallt
non disponible|non collecte|non collectee|non recueilli|non recueillie|non administre|non administree
non mesure|non mesuree|pas de donnees|sans objet|s.o.|non renseigne
"""

_DASHES = "-|--|---|–|——|—|.|..|...|…|/|//|///"


def _words(lines: str) -> frozenset[str]:
    return frozenset(word for line in lines.split("\n") for word in line.split("|") if word)


SUPPRESSED = _words(_SUPPRESSED)
"""Withheld, mostly because few people stand behind the figure: folded, as `_cells.folded` does it."""

NOT_COLLECTED = _words(_NOT_COLLECTED)
"""There is no figure."""

DASHES = _words(_DASHES)
"""Marks that are zero in one office of statistics, nothing in the next and a secret in the third."""

AT_LEAST = r">=|=>|at least|no less than|al menos|como m[ií]nimo|por lo menos|mindestens|au moins"
MORE = r">|more than|over|above|m[aá]s de|mehr als|[uü]ber|plus de"
AT_MOST = r"<=|=<|at most|no more than|up to|como m[aá]ximo|a lo sumo|h[oö]chstens|maximal|au plus"
LESS = r"<|less than|fewer than|under|below|menos de|weniger als|unter|moins de"
OR_MORE = r"\+|(?:or|and) (?:more|higher|above|over)|o m[aá]s|(?:oder|und) mehr|ou plus|et plus"
OR_LESS = r"(?:or|and) (?:less|fewer|lower|below|under)|o menos|oder weniger|ou moins"
TO = r"-|–|to|through|a|bis|[aà]|hasta"
OF = r"of|out of|de|von|sur|de cada"
ABOUT = (
    r"~|≈|≃|about|around|roughly|approx\.?|approximately|c\.|ca\.?|circa"
    r"|aprox\.?|unos|unas|cerca de|etwa|rund|env\.?|environ"
)
TIMES = (
    r"k|m|mm|mn|mio\.?|bn|mrd\.?|mil|thousand|millions?|billions?|mill[oó]n(?:es)?|millonen|tausend|milliers?|tsd\.?"
)

PERCENT = r"%|percent|per cent|pct\.?|por ?ciento|por cien|prozent|v\. ?h\.|pour ?cent"

CURRENCIES = {
    "US$": ("USD",),
    "CA$": ("CAD",),
    "C$": ("CAD",),
    "A$": ("AUD",),
    "R$": ("BRL",),
    "MX$": ("MXN",),
    "$": ("USD", "CAD", "AUD", "NZD", "MXN", "ARS", "CLP", "COP", "SGD", "HKD"),
    "€": ("EUR",),
    "£": ("GBP", "EGP", "FKP", "SHP"),
    "¥": ("JPY", "CNY"),
    "SFr.": ("CHF",),
    "Fr.": ("CHF",),
}
"""Signs of money, and the currencies that they are the sign of."""
