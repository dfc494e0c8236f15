"""The prose of invented reports, by section. {p} product, {s} substance, {d} disease, {pop} population, {k} comparator,
{c} company, {t} trial. `[^text]` in braces «{{note: …}}» becomes a footnote. Long reports use all, short ones a part.
"""

FOREWORD = (
    "Nye metoder er spesialisthelsetjenestens system for å vurdere og beslutte om nye metoder skal tas i bruk i norske "
    "sykehus. Direktoratet for medisinske produkter (DMP) utfører metodevurderinger av legemidler på bestilling fra "
    "Bestillerforum for nye metoder. Denne rapporten er oppdiktet og er bare laget for å prøve dataprogrammer.",
    "En metodevurdering oppsummerer kunnskapen om effekt, sikkerhet og ressursbruk, og drøfter den opp mot "
    "prioriteringskriteriene nytte, ressursbruk og alvorlighet. DMP har ikke beslutningsmyndighet i saken. "
    "Sykehusinnkjøp HF forhandler om prisen, og Beslutningsforum for nye metoder tar den endelige beslutningen.",
    "Prioriteringskriteriene skal vurderes samlet og veies mot hverandre. Jo mer alvorlig en tilstand er, og jo større "
    "nytte et tiltak har, desto høyere ressursbruk kan godtas. Kvaliteten på dokumentasjonen og størrelsen på de "
    "samlede "
    "budsjettvirkningene inngår i den skjønnsmessige helhetsvurderingen.",
    "DMP vurderer den dokumentasjonen legemiddelfirmaet har sendt inn, og kan innhente egne opplysninger fra "
    "medisinske "
    "fageksperter, registre og faglitteratur. Firmaet har ansvar for at dokumentasjonen er fullstendig. Opplysninger "
    "som "
    "er unntatt offentlighet, er ikke gjengitt i rapporten.",
)

DISEASE = (
    "Forekomsten av {d} i Norge er anslått ut fra registerdata og opplysninger fra de medisinske fagekspertene. "
    "Tallene er "
    "usikre, fordi kodingen ikke skiller mellom alle undergrupper."
    "{{note: Tallene er oppdiktet og kan ikke brukes til noe.}}",
    "De fleste pasientene følges opp ved universitetssykehus eller større lokalsykehus. Oppfølgingen omfatter kliniske "
    "kontroller, blodprøver og bildediagnostikk med faste mellomrom, og tverrfaglige møter når behandlingen skal "
    "endres.",
    "Sykdommen påvirker livskvaliteten gjennom smerter, utmattelse og usikkerhet om forløpet. Pårørende beskriver at "
    "hverdagen i stor grad må tilpasses behandling og kontroller.",
)

SEVERITY = (
    "Alvorlighetskriteriet tallfestes som absolutt prognosetap (APT), det vil si antall gode leveår (QALY) en "
    "pasient med "
    "sykdommen i gjennomsnitt taper med dagens behandling sammenlignet med personer på samme alder og uten sykdommen. "
    "Beregningen er udiskontert.",
    "Beregningsmetoden følger retningslinjene for dokumentasjonsgrunnlag. Forventet antall kvalitetsjusterte leveår i "
    "befolkningen er hentet fra dødelighetstabeller og svenske livskvalitetsdata etter alder og kjønn.",
)

TREATMENT = (
    "Behandlingen av {d} i Norge følger nasjonale faglige retningslinjer og lokale prosedyrer. Valg av behandling "
    "avhenger "
    "av pasientens alder, allmenntilstand, tidligere behandling og eventuelle tilleggssykdommer.",
    "{S} gis i samsvar med godkjent preparatomtale. Behandlingen skal startes og følges opp av lege med erfaring innen "
    "fagområdet, og fortsette så lenge pasienten har klinisk nytte av den eller til uakseptable bivirkninger oppstår.",
    "De medisinske fagekspertene opplyser at dagens praksis varierer noe mellom helseregionene, særlig når det gjelder "
    "tidspunkt for oppstart og hvor lenge behandlingen fortsetter hos pasienter med usikker effekt. De venter at {s} "
    "vil "
    "bli tatt i bruk raskt dersom legemidlet blir besluttet innført.",
    "Støttebehandling gis etter behov og omfatter smertelindring, ernæringstiltak, fysioterapi og behandling av "
    "infeksjoner. Slik behandling antas å bli gitt i samme omfang i begge armer og er derfor ikke kostnadsatt for seg.",
)

EVIDENCE = (
    "Effekten og sikkerheten av {s} er undersøkt i {t}, en multisenterstudie i fase III. Pasientene ble fordelt "
    "tilfeldig "
    "i forholdet 1:1 til {s} eller {k}. Fordelingen var stratifisert etter geografisk region, sykdommens utbredelse og "
    "antall tidligere behandlinger.",
    "Det primære endepunktet var tid til sykdomsforverring slik den ble vurdert av en uavhengig komité. Sekundære "
    "endepunkter var totaloverlevelse, responsrate, varighet av respons og pasientrapportert livskvalitet målt med "
    "EQ-5D-5L.",
    "Analysen ble gjort i hele den randomiserte populasjonen. Manglende verdier ble behandlet med multippel "
    "imputering, og "
    "det ble gjort forhåndsbestemte sensitivitetsanalyser for å undersøke betydningen av denne antagelsen.",
    "Gruppene var godt balansert ved studiestart. Median alder var noe lavere enn ventet i norsk klinisk praksis, og "
    "andelen "
    "med nedsatt allmenntilstand var liten. De medisinske fagekspertene mener likevel at resultatene i hovedsak er "
    "overførbare til norske pasienter.",
    "Ved siste datakutt var median oppfølgingstid for kort til at totaloverlevelsen kunne vurderes sikkert. En "
    "betydelig "
    "andel av pasientene i kontrollarmen fikk {s} etter sykdomsforverring, noe som gjør tolkningen av overlevelsesdata "
    "vanskeligere.{{note: Overkryssing var tillatt etter protokollen fra og med tillegg 2.}}",
    "Den systematiske litteratursøkingen identifiserte ingen direkte sammenlignende studier ut over {t}. Firmaet har "
    "derfor "
    "ikke gjort noen nettverksmetaanalyse, men har levert en beskrivende oversikt over studier av dagens behandling.",
)

EVIDENCE_VIEW = (
    "DMP vurderer at {t} er en godt gjennomført studie med et relevant endepunkt. Effekten på sykdomsforverring er "
    "vist "
    "med tilstrekkelig sikkerhet, mens størrelsen på effekten på totaloverlevelse er usikker.",
    "Studiepopulasjonen er yngre og har færre tilleggssykdommer enn den norske pasientpopulasjonen. DMP har tatt "
    "hensyn til "
    "dette ved å justere startalderen i modellen, og har undersøkt betydningen i følsomhetsanalyser.",
    "DMP mener at valget av komparator er rimelig og i tråd med norsk klinisk praksis på tidspunktet for vurderingen.",
)

SAFETY = (
    "Nesten alle pasientene i begge armer opplevde minst én bivirkning. De vanligste i behandlingsarmen var kvalme, "
    "fatigue, diaré, hodepine og forbigående stigning i leverenzymer. De fleste var av grad 1 eller 2 og lot seg "
    "håndtere "
    "med dosejustering eller symptomlindrende tiltak.",
    "Alvorlige bivirkninger forekom hos en mindre andel av pasientene. Behandlingen ble avbrutt på grunn av "
    "bivirkninger "
    "noe oftere i behandlingsarmen enn i kontrollarmen. Det ble ikke påvist nye sikkerhetssignaler ut over dem som er "
    "beskrevet i preparatomtalen.",
    "DMP vurderer at bivirkningsprofilen er akseptabel sett i forhold til sykdommens alvorlighet. Langtidsdata "
    "mangler, og "
    "sikkerheten hos pasienter over 75 år er begrenset dokumentert.",
)

PICO = (
    "Populasjonen i metodevurderingen er {pop}. Intervensjonen er {s} i godkjent dosering, og komparatoren er {k}. "
    "Utfallene er de som ble målt i {t}, supplert med kostnader og livskvalitet.",
    "Det er sammenfall mellom bestillingen, den godkjente indikasjonen og populasjonen i studien. DMP har ikke funnet "
    "grunnlag for å dele populasjonen i undergrupper.",
)

MODEL = (
    "Firmaet har levert en modell med tre helsetilstander: progresjonsfri, progrediert og død. Andelen pasienter i "
    "hver "
    "tilstand over tid er lest direkte fra kurver for progresjonsfri overlevelse og totaloverlevelse. Sykluslengden "
    "er én "
    "uke med halvsykluskorreksjon.",
    "Tidshorisonten er 30 år, som i praksis er livslang for den aktuelle populasjonen. Kostnader og helsegevinster er "
    "diskontert med 4 prosent per år de første 39 årene, 3 prosent fra år 40 til år 74 og 2 prosent deretter.",
    "Analysen er gjort i et utvidet helsetjenesteperspektiv. Produksjonsvirkninger og pårørendes tidsbruk er ikke "
    "tatt med, "
    "i samsvar med gjeldende retningslinjer.",
    "Overlevelsen er framskrevet med parametriske fordelinger. Firmaet valgte log-logistisk fordeling i begge armer "
    "ut fra "
    "statistisk tilpasning og visuell vurdering. DMP har i stedet brukt en Weibull-fordeling, fordi den gir en "
    "langtidsoverlevelse som ligger nærmere det fagekspertene venter.",
    "Livskvalitetsvektene er beregnet fra EQ-5D-5L målt i {t} og omregnet med britiske preferanseverdier. Tap av "
    "livskvalitet "
    "på grunn av bivirkninger er lagt til som engangsfradrag i første syklus.",
)

COSTS = (
    "Legemiddelkostnadene er beregnet med maksimal utsalgspris (maks-AUP) inkludert merverdiavgift når ikke annet er "
    "oppgitt. "
    "Konfidensielle rabatter inngår ikke i denne rapporten; Sykehusinnkjøp HF viser dem i et eget prisnotat.",
    "Kostnader til administrasjon omfatter poliklinisk konsultasjon, sykepleiertid og laboratorieprøver. "
    "Enhetskostnadene "
    "er hentet fra ISF-regelverket og DMPs enhetskostnadsdatabase.",
    "Oppfølgingskostnader er lagt til i begge armer med samme hyppighet så lenge pasienten er under behandling. "
    "Kostnader "
    "ved livets slutt er lagt til som en engangskostnad i den syklusen pasienten dør.",
    "Kostnader til håndtering av bivirkninger av grad 3 og 4 er beregnet ut fra andelene i studien og gjeldende "
    "DRG-vekter.",
)

UNCERTAINTY = (
    "Den viktigste kilden til usikkerhet er den korte oppfølgingstiden. Framskrivningen av totaloverlevelse har stor "
    "betydning for resultatet, og de alternative fordelingene som er statistisk forenlige med data, gir vidt ulike "
    "anslag.",
    "Behandlingsvarigheten i klinisk praksis kan avvike fra studien. Fagekspertene tror at enkelte pasienter vil bli "
    "behandlet ut over sykdomsforverring, noe som vil øke kostnadene uten tilsvarende økt helsegevinst.",
    "Det er videre usikkert hvor godt livskvalitetsvektene gjenspeiler norske pasienters verdsetting av "
    "helsetilstandene. "
    "Resultatet er moderat følsomt for denne antagelsen.",
    "En probabilistisk følsomhetsanalyse med 1 000 trekninger gir resultater i samme størrelsesorden som den "
    "deterministiske "
    "analysen. Den fanger ikke opp den strukturelle usikkerheten i valg av modell og framskrivning.",
)

BUDGET = (
    "Budsjettvirkningen er beregnet som forskjellen mellom et scenario der {s} blir tatt i bruk og et scenario der "
    "dagens praksis fortsetter. Tallene er udiskonterte, inkluderer merverdiavgift og gjelder "
    "spesialisthelsetjenestens "
    "legemiddelbudsjett.",
    "Antall pasienter er anslått i samråd med de medisinske fagekspertene. Anslaget forutsetter at behandlingen blir "
    "tatt i "
    "bruk gradvis, og at pasienter som allerede er stabile på dagens behandling, i liten grad vil bytte.",
    "Budsjettberegningen er forenklet. Den tar ikke hensyn til svinn, til endringer i forekomst eller til at andre "
    "legemidler "
    "kan bli innført i perioden.",
)

PATIENT_INPUT = (
    "En oppdiktet pasientorganisasjon har beskrevet hvordan det er å leve med {d}. Organisasjonen legger vekt på at "
    "sykdommen er lite kjent, og at mange venter lenge på riktig diagnose.",
    "Pasientene ønsker behandling som gir færre innleggelser og som kan tas hjemme. Flere trekker fram at reisevei til "
    "sykehuset er en belastning både for dem selv og for pårørende.",
    "Organisasjonen mener at det bør legges vekt på at pasientgruppen har få andre muligheter, og at yngre pasienter "
    "ofte har "
    "omsorg for små barn.",
)

EXPERT_INPUT = (
    "De medisinske fagekspertene har svart skriftlig på spørsmål fra DMP og har deltatt i ett møte. Svarene er brukt "
    "til å "
    "vurdere overførbarhet, valg av komparator, behandlingsvarighet og pasientantall.",
    "Fagekspertene er enige om at {k} er det mest aktuelle alternativet i dag. De er uenige om hvor stor andel av "
    "pasientene "
    "som vil være aktuelle for {s}, og oppgir et spenn heller enn ett tall.",
    "Begge ekspertene peker på at kapasiteten ved de polikliniske enhetene er presset, og at et legemiddel som kan gis "
    "hjemme, vil avlaste tjenesten noe.",
    "På spørsmål om seponering svarer ekspertene at behandlingen i praksis avsluttes ved klinisk forverring, men at "
    "det ikke "
    "finnes et felles kriterium som brukes ved alle sykehus.",
)

SEARCH = (
    "Firmaet søkte i MEDLINE, Embase og Cochrane Central etter randomiserte studier publisert fram til sommeren før "
    "innsending. Søket ble supplert med manuell gjennomgang av referanselister og registre over pågående studier.",
    "To personer vurderte treffene uavhengig av hverandre. Uenighet ble løst ved diskusjon. Risiko for systematiske "
    "skjevheter "
    "ble vurdert med Cochranes verktøy, versjon 2.",
    "DMP har gjentatt deler av søket og har ikke funnet ytterligere relevante studier.",
)

GLOSSARY = (
    ("APT", "Absolutt prognosetap"),
    ("AUP", "Apotekets utsalgspris"),
    ("DMP", "Direktoratet for medisinske produkter"),
    ("DRG", "Diagnoserelaterte grupper"),
    ("EQ-5D-5L", "Spørreskjema om helserelatert livskvalitet med fem dimensjoner og fem nivåer"),
    ("IKER", "Inkrementell kostnadseffektivitetsratio"),
    ("ISF", "Innsatsstyrt finansiering"),
    ("maks-AUP", "Maksimal utsalgspris fra apotek, fastsatt av DMP"),
    ("mva.", "Merverdiavgift"),
    ("PFS", "Progresjonsfri overlevelse"),
    ("PICO", "Population, Intervention, Comparator, Outcome"),
    ("QALY", "Kvalitetsjustert leveår (quality-adjusted life year)"),
    ("RHF-AUP", "Utsalgspris beregnet fra avtalt pris mellom leverandør og regionale helseforetak"),
    ("SPC", "Godkjent preparatomtale (summary of product characteristics)"),
)

EVENTS = (
    "Kvalme",
    "Fatigue",
    "Diaré",
    "Hodepine",
    "Oppkast",
    "Forstoppelse",
    "Nedsatt matlyst",
    "Utslett",
    "Kløe",
    "Feber",
    "Hoste",
    "Ryggsmerter",
    "Leddsmerter",
    "Svimmelhet",
    "Søvnløshet",
    "Anemi",
    "Nøytropeni",
    "Trombocytopeni",
    "Lymfopeni",
    "Økt ALAT",
    "Økt ASAT",
    "Økt kreatinin",
    "Hypokalemi",
    "Hyperfosfatemi",
    "Munntørrhet",
    "Stomatitt",
    "Øvre luftveisinfeksjon",
    "Urinveisinfeksjon",
    "Perifert ødem",
    "Hårtap",
    "Tåkesyn",
    "Neglforandringer",
    "Hånd-fot-syndrom",
    "Hypertensjon",
    "Blødning",
    "Tromboembolisk hendelse",
    "Magesmerter",
    "Dyspepsi",
    "Vekttap",
    "Muskelkramper",
)

REFERENCES = (
    "Fiktivsen O, Tenkt K. Behandling av {d} i Norge: en oppdiktet oversikt. Tidsskrift for Påfunn. 2021;141(3):12-19.",
    "Oppdiktet P, Lånt B, Hypotesen A, et al. {S} versus standard of care ({t}): a fictional randomised trial. "
    "Imaginary "
    "Journal of Medicine. 2023;388(12):1101-1113.",
    "Direktoratet for medisinske produkter. Retningslinjer for dokumentasjonsgrunnlag. Oslo; 2024.",
    "Magnussen J, Aaserud M, Granaas T, et al. På ramme alvor: Alvorlighet og prioritering. Oslo; 2015.",
    "Finansdepartementet. Prinsipper og krav ved utarbeidelse av samfunnsøkonomiske analyser. Rundskriv R-109/2021.",
    "Helse- og omsorgsdepartementet. Nære tjenester – alltid beredt? Et eksempel på en referanse. Oslo; 2020.",
    "Utenkelig S, Vassvik T. Livskvalitet ved {d}: en tenkt tverrsnittsstudie. Fiktiv helseforskning. 2020;14:55-68.",
    "Nordavind E. Framskrivning av overlevelse: et oppdiktet eksempel. Statistikk for ingen. 2019;7(2):201-218.",
    "European Medicines Agency. {p}: EPAR, public assessment report (oppdiktet). Amsterdam; 2024.",
    "Sankt Aldri universitetssykehus. Lokal prosedyre for behandling av {d} (oppdiktet). 2022.",
)

REMARKS = (
    "{c} fikk utkastet til rapport til gjennomlesing for å kontrollere faktaopplysninger. Firmaet hadde merknader "
    "til valg av "
    "startalder, til framskrivningen av totaloverlevelse og til omtalen av sikkerhet. DMP har rettet to skrivefeil "
    "og har "
    "presisert beskrivelsen av studiepopulasjonen.",
    "Firmaet mener at DMPs anslag for antall pasienter er for høyt, og viser til egne markedsdata. DMP har vurdert "
    "merknaden, men "
    "holder fast ved anslaget, som bygger på opplysninger fra de medisinske fagekspertene og fra et nasjonalt "
    "register.",
    "Firmaet viser videre til at andre lands myndigheter har lagt en annen livskvalitetsvekt til grunn. DMP har "
    "undersøkt "
    "betydningen i en følsomhetsanalyse og finner at den er liten sammenlignet med annen usikkerhet i analysen.",
    "Merknadene har ikke ført til endringer i hovedanalysen eller i DMPs samlede vurdering.",
)

UNIT_COSTS = (
    ("Poliklinisk konsultasjon, lege", "ISF-regelverket", 3214),
    ("Poliklinisk konsultasjon, sykepleier", "ISF-regelverket", 1420),
    ("Infusjon, dagbehandling", "DRG 856X", 5980),
    ("CT-undersøkelse", "Enhetskostnadsdatabasen", 1875),
    ("MR-undersøkelse", "Enhetskostnadsdatabasen", 3460),
    ("Blodprøver, standard", "Enhetskostnadsdatabasen", 412),
    ("Molekylær diagnostikk", "Opplyst av fagekspert", 9800),
    ("Innleggelse, per døgn", "DRG-vekt og enhetspris", 15230),
    ("Besøk ved legevakt", "Normaltariffen", 1105),
    ("Hjemmesykepleie, per time", "Enhetskostnadsdatabasen", 698),
    ("Fysioterapi, per time", "Normaltariffen", 745),
    ("Omsorg ved livets slutt", "Litteratur", 118400),
)

QUESTIONS = (
    "Hvor mange pasienter med {d} får behandling ved deres sykehus i løpet av et år?",
    "Hvilken behandling får disse pasientene i dag, og er {k} en rimelig komparator?",
    "Ligner pasientene i {t} på dem dere ser i egen klinikk?",
    "Hvor lenge venter dere at behandlingen med {s} vil vare i praksis?",
    "Finnes det undergrupper som har større eller mindre nytte enn gjennomsnittet?",
)
