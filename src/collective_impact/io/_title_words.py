"""Titles in tables of indicators, in English, Spanish, German and French: folded, as `_cells.folded` does it."""

from collections.abc import Mapping

_ROLES: Mapping[str, str] = {
    "indicator": """
        indicator|indicators|indicator name|indicator id|measure|metric|outcome|outcome measure|kpi
        indicador|indicadores|nombre del indicador|medida|indikator|indikatoren|kennzahl|messgrosse
        indicateur|indicateurs|nom de l'indicateur|mesure""",
    "period": """
        period|periods|year|years|school year|school years|date|time period|reporting period|reporting year
        calendar year|time|periodo|periodos|ano|anos|ano escolar|anos escolares|curso|cursos|curso escolar|fecha
        zeitraum|jahr|jahre|schuljahr|schuljahre|berichtsjahr|berichtsjahre|kalenderjahr|datum
        periode|periodes|annee|annees|annee scolaire|annees scolaires|annee civile|exercice|exercices""",
    "value": """
        value|values|figure|figures|result|results|rate|percent|percentage|%|number|count|actual|observed|estimate
        valor|valores|dato|datos|cifra|cifras|resultado|resultados|porcentaje|tasa|numero
        wert|werte|ergebnis|ergebnisse|prozent|anteil|anzahl|istwert|istwerte
        valeur|valeurs|chiffre|chiffres|resultat|resultats|pourcentage|taux|nombre""",
    "low": "low|lower|lower bound|minimum|limite inferior|minimo|untergrenze|borne inferieure",
    "high": "high|upper|upper bound|maximum|limite superior|maximo|obergrenze|borne superieure",
    "level": "level|grade|nivel|calificacion|stufe|niveau",
    "unit": "unit|units|unit of measure|unidad|unidad de medida|einheit|masseinheit|unite|unite de mesure",
    "numerator": "numerator|numerador|zahler|numerateur",
    "denominator": "denominator|denominador|nenner|denominateur",
    "group": """
        group|subgroup|student group|population group|disaggregation|demographic|demographic group|race/ethnicity
        grupo|subgrupo|desagregacion|gruppe|untergruppe|bevolkerungsgruppe|groupe|sous-groupe""",
    "reporter": """
        reporter|reported by|reporting partner|reporting organization|partner
        informante|reportado por|socio|gemeldet von|berichtet von|declarant|rapporte par|partenaire""",
    "status": "status|estado|stand|statut",
    "source": "source|data source|fuente|fuente de datos|quelle|datenquelle|source des donnees",
    "definition_version": "definition version|version of the definition|version de la definicion|definitionsversion",
    "comparison": "comparison|compared with|comparacion|comparado con|vergleich|verglichen mit|comparaison",
    "baseline": """
        baseline|base line|baseline value|linea base|linea de base|valor de base|valor inicial
        ausgangswert|basiswert|basislinie|valeur de reference|valeur initiale|situation initiale""",
    "target": "target|target value|meta|valor meta|objetivo|zielwert|ziel|cible|valeur cible|objectif",
    "baseline_period": """
        baseline year|baseline period|year of baseline|ano base|ano de la linea base|periodo base
        basisjahr|annee de reference|annee de base""",
    "target_period": "target year|target period|target date|ano meta|fecha meta|zieljahr|annee cible",
}

_STATUSES: Mapping[str, str] = {
    "actual": "actual|final|observed|observado|definitivo|ist|endgultig|definitif|observe",
    "provisional": """
        provisional|preliminary|prelim|prelim.|p|interim|provisorio|preliminar|vorlaufig|provisoire|preliminaire""",
    "forecast": """
        forecast|projected|projection|expected|proyectado|proyeccion|previsto|pronostico|prognose|erwartet
        prevision|projete""",
    "suppressed": "suppressed|withheld|suprimido|unterdruckt|geheim|supprime|masque",
    "not_collected": "not collected|not available|no recogido|no disponible|nicht erhoben|non collecte|non disponible",
}

_EVERYBODY = """
    all|total|overall|everybody|everyone|all students|all people|all residents|all groups
    todos|todas|todo|totales|general|gesamt|insgesamt|alle|tous|toutes|ensemble
"""

_AVERAGES = """
    average|avg|avg.|mean|3-year average|three-year average|3-yr average|5-year average|five-year average
    rolling average|    3-year rolling average|pooled|combined|promedio
    promedio trianual|promedio de 3 anos|promedio de tres anos|media
    mittel|mittelwert|durchschnitt|3-jahres-mittel|dreijahresmittel|moyenne|moyenne sur 3 ans|moyenne triennale
"""


def _words(lines: str) -> frozenset[str]:
    return frozenset(word.strip() for line in lines.split("\n") for word in line.split("|") if word.strip())


def _by_word(lines: Mapping[str, str]) -> dict[str, str]:
    return {word: name for name, words in lines.items() for word in _words(words)}


ROLES = _by_word(_ROLES)
"""What a column with a title holds."""

STATUSES = _by_word(_STATUSES)
"""Observation statuses as they stand in titles and in columns of their own."""

EVERYBODY = _words(_EVERYBODY)
"""Groups that are no group."""

AVERAGES = _words(_AVERAGES)
"""What is said beside a period of several years, and changes nothing of it."""

SCHOOL_YEAR = (
    r"school[ -]year|academic year|sy|ay|schuljahr|sj|curso(?: escolar)?|ano (?:escolar|lectivo)|ciclo escolar"
    r"|annee scolaire"
)
FISCAL_YEAR = "fiscal year|fy|ejercicio|haushaltsjahr|exercice"
QUARTER = "quartal|quarter|trimestre|trimester"
ORDINALS = "st|nd|rd|th|er|e|o"
