"""What people and programs write for the levels of common scales, in English, Spanish, German and French.

One line holds ways to say one thing, as `_cells.joined` has them. They are used where a line tells one level of a scale
and no other; what two languages grade differently ("plutôt d'accord" is no "agree") stands on lines of its own.
"""

from collections.abc import Iterator

from collective_impact.model.vocabulary import NoAnswer, Viewpoint

_LEVELS = """
strongly agree|agree strongly|totally agree|completely agree|totalmente de acuerdo|muy de acuerdo|stimme voll zu|\
stimme voll und ganz zu|stimme vollig zu|stimme vollkommen zu|tout a fait d'accord|totalement d'accord|\
entierement d'accord|fortement d'accord
agree|de acuerdo|stimme zu|d'accord
somewhat agree|slightly agree|algo de acuerdo|mas bien de acuerdo|stimme eher zu|plutot d'accord
neither agree nor disagree|neutral|ni de acuerdo ni en desacuerdo|weder noch|weder zustimmung noch ablehnung|neutre|\
ni d'accord ni pas d'accord|ni d'accord ni en desaccord|ni en accord ni en desaccord
somewhat disagree|slightly disagree|algo en desacuerdo|mas bien en desacuerdo|stimme eher nicht zu|plutot pas d'accord
disagree|en desacuerdo|stimme nicht zu|pas d'accord|en desaccord
strongly disagree|disagree strongly|totally disagree|completely disagree|totalmente en desacuerdo|muy en desacuerdo|\
stimme uberhaupt nicht zu|stimme gar nicht zu|pas du tout d'accord|totalement en desaccord|fortement en desaccord
not at all|en absoluto|nada|para nada|uberhaupt nicht|gar nicht|pas du tout
a little|un poco|ein wenig|un peu
partly|partially|in part|en parte|parcialmente|teilweise|zum teil|en partie|partiellement
mostly|for the most part|en gran parte|en su mayor parte|mayormente|grosstenteils|uberwiegend|\
en grande partie|pour la plupart
fully|completely|entirely|totalmente|completamente|por completo|vollstandig|vollig|voll und ganz|completement|\
entierement|totalement|tout a fait
never|nunca|nie|niemals|jamais
rarely|seldom|raramente|rara vez|selten|rarement
sometimes|a veces|algunas veces|manchmal|parfois|quelquefois
often|frequently|a menudo|frecuentemente|con frecuencia|oft|haufig|souvent|frequemment
always|siempre|immer|toujours
very satisfied|muy satisfecho|muy satisfecha|sehr zufrieden|tres satisfait|tres satisfaite
satisfied|satisfecho|satisfecha|zufrieden|satisfait|satisfaite
dissatisfied|insatisfecho|insatisfecha|unzufrieden|insatisfait|insatisfaite
very dissatisfied|muy insatisfecho|muy insatisfecha|sehr unzufrieden|tres insatisfait|tres insatisfaite
yes|true|si|verdadero|ja|wahr|oui|vrai
no|false|falso|nein|falsch|non|faux
"""


def _lines(block: str) -> Iterator[tuple[str, ...]]:
    for line in block.strip().splitlines():
        yield tuple(line.split("|"))


LEVELS = tuple(_lines(_LEVELS))
"""Ways to say one level, line by line."""

_REASONS = {
    NoAnswer.NOT_APPLICABLE: (
        "not applicable|n a|n.a.|n. a.|does not apply|doesn't apply|does not apply to me|does not apply to us"
        "|not relevant|no aplica|no se aplica|no corresponde|no procede|nicht zutreffend|nicht anwendbar|entfallt"
        "|sans objet|non applicable|ne s'applique pas"
    ),
    NoAnswer.DONT_KNOW: (
        "don't know|do not know|dont know|i don't know|i do not know|not sure|unsure|can't say|cannot say|no se|no sabe"
        "|no lo se|no estoy seguro|no estoy segura|weiss nicht|weiss ich nicht|ich weiss nicht|ich weiss es nicht"
        "|kann ich nicht sagen|kann ich nicht beurteilen|je ne sais pas|ne sais pas|ne sait pas|nsp"
    ),
    NoAnswer.SKIPPED: (
        "skipped|no answer|no response|not answered|prefer not to say|prefer not to answer|i prefer not to say|refused"
        "|no contesta|sin respuesta|prefiero no contestar|prefiero no responder|prefiero no decirlo|keine angabe"
        "|keine antwort|k.a.|k. a.|mochte ich nicht sagen|sans reponse|pas de reponse|je prefere ne pas repondre"
    ),
}
REASONS = {word: reason for reason, words in _REASONS.items() for word in words.split("|")}
"""Ways to say why there is no answer. "Trifft nicht zu" is none of them: on many scales it is the lowest level."""

NOTHING = frozenset({"na", "nan", "null", ".", "#null!"})
"""What programs write into an empty cell (R writes NA)."""

_ROLES = {
    Viewpoint.BACKBONE: (
        "backbone organization|backbone organisation|backbone staff|organizacion de apoyo|organizacion articuladora"
        "|equipo de coordinacion|geschaftsstelle|koordinierungsstelle|structure de soutien|organisation de soutien"
    ),
    Viewpoint.PARTNER: (
        "partners|partner organization|partner organisation|member organization|member organisation|socio|socia|aliado"
        "|aliada|organizacion socia|organizacion aliada|partnerin|partnerorganisation|partenaire"
        "|organisation partenaire"
    ),
    Viewpoint.FUNDER: (
        "funders|donor|financiador|financiadora|entidad financiadora|donante|forderer|geldgeber|fordermittelgeber"
        "|financeur|bailleur|bailleur de fonds"
    ),
    Viewpoint.COMMUNITY: (
        "community member|community resident|resident|comunidad|miembro de la comunidad|vecino|vecina|residente"
        "|gemeinschaft|bewohner|bewohnerin|anwohner|anwohnerin|burger|burgerin|communaute|membre de la communaute"
        "|habitant|habitante"
    ),
    Viewpoint.EVALUATOR: "evaluador|evaluadora|evaluatorin|evaluateur|evaluatrice",
}
ROLES = {word: role for role, words in _ROLES.items() for word in words.split("|")}
"""From where somebody answers, besides the terms themselves."""
