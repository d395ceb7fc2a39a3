"""Words that people put into cells, in English, Spanish, German and French: folded, as `_cells.folded` does it."""

_YES = "yes y true t on si s verdadero cierto ja j wahr oui vrai x ✓ ✔ ☑ ✅ ☒ 1"
_NO = "no n false f off falso nein falsch non faux ✗ ✘ ☐ ❌ 0"

YES = frozenset(_YES.split())
NO = frozenset(_NO.split())

_NOTHING = """
-|--|---|–|—|−|?|??|.|..|...|…|n/a|n.a.|na|nan|null|none|nil|tbd|tbc|unknown|missing|not known|not available
not applicable|don't know|do not know|to be determined|no answer
s/d|n/d|n/c|s.d.|no se|no se sabe|no sabe|ns/nc|sin dato|sin datos|desconocido|desconocida|no aplica|por definir
k.a.|k. a.|keine angabe|keine angaben|unbekannt|weiss nicht|nicht bekannt|entfallt|nicht zutreffend
n.c.|n.r.|n. d.|inconnu|inconnue|non renseigne|ne sait pas|nsp|sans objet|a determiner
"""
NOTHING = frozenset(word for line in _NOTHING.split("\n") for word in line.split("|") if word)
"""What people write where nothing is known or asked, dashes among it."""

_FAILED = """
#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY!
#UNKNOWN! #EXTERNAL! #PYTHON! #ERROR!
#WERT! #BEZUG! #ZAHL! #NV #ÜBERLAUF! #VALEUR! #NOM? #NOMBRE! #PROPAGATION!
#¡NULO! #¡DIV/0! #¡VALOR! #¡REF! #¿NOMBRE? #¡NUM! #¡DESBORDAMIENTO!
"""
FAILED = frozenset(_FAILED.split()) | {f"Err:{number}" for number in range(501, 541)}
"""What a formula shows that failed, in Excel (of four languages), LibreOffice and Google Sheets."""

_MONTHS = """
january jan enero ene januar janner jaenner janvier janv
february feb febrero februar feber fevrier fevr fev
march mar marzo marz maerz mrz mars
april apr abril abr avril avr
may mayo mai
june jun junio juni juin
july jul julio juli juillet juil
august aug agosto ago aout
september sep sept septiembre setiembre set septembre
october oct octubre oktober okt octobre
november nov noviembre novembre
december dec diciembre dic dezember dez decembre
"""
MONTHS = {name: number for number, names in enumerate(_MONTHS.split("\n")[1:], 1) for name in names.split()}

_BESIDE_DATES = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
lunes martes miercoles jueves viernes sabado domingo lun mie jue vie sab dom
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche mer jeu ven sam dim
de del of the den der le el am vom
"""
BESIDE_DATES = frozenset(_BESIDE_DATES.split())
"""Weekdays, and what joins the parts of a date."""
