"""What a question asks for (a price, a decision, a date …), and which passages speak of that.

The house order of a note is known, and so are the words case handlers use for its parts, in bokmål, nynorsk and plain
speech. An aspect found in the question lifts the passages that speak of it; it never removes one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = """
kor=hvor kva=hva kven=hvem kvifor=hvorfor korleis=hvordan mykje=mye ikkje=ikke frå=fra noko=noe nokon=noen eit=et
ein=en saka=saken tilbod=tilbud tilbodet=tilbudet vaksne=voksne vaksen=voksen gje=gi gjev=gir gjeve=gitt gjekk=gikk
medisinar=medisiner verka=virket verkar=virker verke=virke verknader=virkninger biverknaden=bivirkningen auke=øke
aukar=øker vere=være blei=ble vert=blir meir=mer kvar=hver kvart=hvert veke=uke veker=uker månad=måned månader=måneder
dagar=dager setje=sette betalar=betaler berre=bare samanlikna=sammenlignet samanlikning=sammenligning
tilrådde=anbefalte tilrår=anbefaler vedteke=vedtatt vedtekne=vedtatte avtala=avtalen leverandørar=leverandører
sjukdommar=sykdommer helseføretak=helseforetak helseføretaket=helseforetaket kostnadar=kostnader utrekna=beregnet
reknar=regner rekna=regnet ventar=venter tenkjer=tenker meiner=mener forklarar=forklarer sikkerheit=sikkerhet
høgare=høyere høg=høy lågare=lavere låg=lav opphald=opphold kostar=koster kosta=kostet treng=trenger vart=ble
verknad=virkning verknaden=virkningen vedtak=beslutning born=barn borna=barna sjukehus=sykehus sjukehusa=sykehusene
pasientar=pasienter pasientane=pasientene medisinen=legemiddelet leiar=leder avgjerd=beslutning avgjerda=beslutningen
rådgjevar=rådgiver vilkåra=vilkårene kjem=kommer gjeld=gjelder tilrådd=anbefalt tilråding=anbefaling brukast=brukes
teken=tatt teke=tatt svenskane=sverige danskane=danmark skottane=skottland engelskmennene=england svenskene=sverige
danskene=danmark skottene=skottland sjukdom=sykdom sjukdomen=sykdommen sjuke=syke behandlingstida=behandlingstiden
usikkerheit=usikkerhet tryggleik=sikkerhet biverknad=bivirkning biverknader=bivirkninger årleg=årlig prisane=prisene
utgiftene=kostnadene utgifter=kostnader regning=kostnad regningen=kostnaden takst=pris medisin=legemiddel
medisiner=legemidler medikament=legemiddel produsenten=firmaet fabrikanten=firmaet leger=fageksperter
legene=fagekspertene kontrakt=avtale kontrakten=leveranseavtalen datasikkerhet=IKT-sikkerhet
datasikkerheten=IKT-sikkerhet forsøk=studie forsøkene=studiene datagrunnlaget=dokumentasjonen
datagrunnlag=dokumentasjon myndighetene=DMP naboland=andre_land klinikken=sykehus klinikkene=sykehus
blødersykdom=hemofili blødersykdommen=hemofili sprøyten=injeksjon sprøyte=injeksjon
"""
# Nynorsk and everyday words to the words the notes use. Whole words only; the question keeps its own words as well.
# Source: Nynorskordboka and Bokmålsordboka, common words of case handling.
BOKMAL_WORDS = dict(pair.split("=") for pair in _WORDS.split())


@dataclass(frozen=True, slots=True)
class Aspect:
    """A kind of question: what gives it away in the question, and the passages that answer it."""

    key: str
    asked: re.Pattern[str]
    answered: re.Pattern[str]


def _aspect(key: str, asked: str, answered: str) -> Aspect:
    return Aspect(key, re.compile(asked, re.IGNORECASE), re.compile(answered, re.IGNORECASE))


# `answered` is matched against «section: text».
ASPECTS: tuple[Aspect, ...] = (
    _aspect(
        "decision",
        r"\bbeslut|\bvedt[ao]k|\binnfør(?:t|es)|\bavgj[øo]r|\butfall|\bvilkår|\bstatus\b|\bavbestilt",
        r"\bBeslutning i \w*forum|følgende beslutning|Pågående metodevurdering|ble besluttet innført av",
    ),
    _aspect(
        "price",
        r"\bpris|\bkoster?\b|\bkosta\b|\bAUP\b|\bvarenummer|\bbetal|\btakst|\bdyr",
        r"^Pristilbud|\bårskostnad|\bAUP inkl\. mva|\bkoster\b",
    ),
    _aspect(
        "patients",
        r"\bhvor mange\b|\bkor mange\b|\bantall|\bpasientgrunnlag|\bhvor utbredt|\bpasienttall",
        r"\b(?:\d+|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv)\b(?: \w+){0,2} "
        r"(?:pasienter|barn|kvinner|menn|voksne)|\d+ prosent",
    ),
    _aspect("budget", r"budsjett|økonomien\b|\bsamlede? (?:utgift|kostnad)", r"^Budsjett"),
    _aspect(
        "process",
        r"saksbehandl|\bhvor (?:raskt|fort|lang tid)|\btok det\b|\bgikk det\b|\bferdigstilt|\bmottatt|\bhåndter",
        r"^Prosess|Saksbehandlingstid",
    ),
    _aspect(
        "abroad",
        r"\bsverige|\bsvensk|\bdansk|\bdanmark|\bskott?land|\bskott|\bengland|\bengelsk|\bNICE\b|\bSMC\b|\bTLV\b|\bNT-råd|"
        r"\bmedicinråd|andre land|\butland",
        r"^Informasjon om refusjon",
    ),
    _aspect(
        "start",
        r"\bnår\b|\bkva tid|\bhvilken (?:dato|måned|dag)|\btas? i bruk|\btatt i bruk|\boppstart|\bgjelde fra|\bgyldig",
        r"^Betydning for|tas i bruk fra|gjelde fra|tas i bruk når|avtaleperiode",
    ),
    _aspect(
        "duration",
        r"\bhvor lenge|\bkor lenge|\bvarig|\bvarer?\b|\blangtid|\bholder\b",
        r"effekt\w* (?:\w+ ){0,6}var|varig|oppfølging|vedvare|langtid|avtar|måneder",
    ),
    _aspect(
        "agreement",
        r"\bavtale|\bkontrakt|\btilbakebetal|\bpenger tilbake|\bpersonvern|\bIKT|\bdatasikker|\brisikodel|\bregning",
        r"^Avtaleverk|leveranseavtale|[Bb]etaling(?:en)? (?:deles|fordeles|over)",
    ),
    _aspect("indication", r"\bindikasjon|\bindisert|\bgodkjent for|\bhvem kan få", r"er indisert"),
    _aspect(
        "harm",
        r"\bbivirk|\bfarlig|\btrygg|\bsikkerhet\b|\brisiko|\bplager|\bavbr[øy]t",
        r"[Bb]ivirkning|blødninger|infeksjon|avbrøt|intensiv",
    ),
    _aspect("severity", r"\balvorlig(?:het)?\b|prognosetap|\bAPT\b", r"prognosetap|gode leveår"),
    _aspect(
        "value",
        r"\bIKER\b|\bICER\b|\bQALY|kostnadseffektiv|\bleveår|\blevetid|\bmerkostnad",
        r"^Kostnadseffektivitet|IKER|merkostnad",
    ),
    _aspect(
        "evidence",
        r"\busikker|\bdokumentasjon|\bdata(?:grunnlag\w*)?\b|\bstudie|\bforsøk|\bkunnskapsgrunnlag|\bmåling|\bbevis|\btror\b",
        r"[Ss]tudie|[Uu]sikker|[Dd]okumentasjon|oppfølging|mener\b|gangtest|anslått",
    ),
    _aspect("conditions", r"\bvilkår|\bbetingelse|\bforutsetning|\bkrav\b", r"vilkår|forutsetter|•"),
)


def aspects_of(question: str) -> tuple[Aspect, ...]:
    """The aspects a question asks for; none when it says nothing known."""
    return tuple(aspect for aspect in ASPECTS if aspect.asked.search(question))


def in_bokmal(question: str) -> str:
    """The question with nynorsk and everyday words in the words of the notes; the rest as it is."""

    def replaced(match: re.Match[str]) -> str:
        return BOKMAL_WORDS.get(match[0].casefold(), match[0]).replace("_", " ")

    return re.sub(r"[^\W\d_][\w-]*", replaced, question)
