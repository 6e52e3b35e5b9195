import type { WordList } from './exception-codes.js';

export const NORWEGIAN: WordList = {
  ORDER_INVALID: {
    what: 'ERP sendte en ordre som ikke kan faktureres: {count} felt er feil, først {pointer}: {message}',
    next: 'Rett ordren i ERP og send den på nytt. Alle feil felt står ved meldingen i innboksen.',
  },
  ORDER_CHANGED: {
    what: 'Ordren kom tilbake endret etter at den var fakturert ({fields}).',
    next: 'Kanseller ordren i ERP og send den på nytt med høyere revisjon, eller angre endringen.',
  },
  ORDER_CHANGED_PAID: {
    what: 'Ordren kom tilbake endret ({fields}), men {paid} av fakturaen er betalt, så den kan ikke annulleres og utstedes på nytt.',
    next: 'Send forskjellen som en egen ordre, eller gjør opp med kunden utenfor Dintero; avslutt så saken.',
  },
  TAX_CODE_UNMAPPED: {
    what: 'Linje {lineId} har {rate} % mva med ERP-kode {erpCode}, som ikke er tilordnet for {country}.',
    next: 'Legg paret til i ledger.vat i kundefilen, start på nytt og trykk prøv igjen.',
  },
  NO_INVOICING_RULE: {
    what: 'Ingen faktureringsregel passer for {debtor} i {country}.',
    next: 'Legg til en regel i invoicing.rules i kundefilen, start på nytt og trykk prøv igjen.',
  },
  GROUPED_BY_MERCHANT: {
    what: 'Ordren ber om samlefaktura som selgeren leverer selv; samlefakturaer leveres alltid av Kravia.',
    next: 'Send ordren med kanalen kravia, eller med produktet b2b.',
  },
  DISCOUNT_TOO_LARGE: {
    what: 'Rabatten på linje {lineId} er større enn linjene med samme mva-sats og kode.',
    next: 'Rett rabatten i ERP og send ordren på nytt.',
  },
  CURRENCY_NOT_SUPPORTED: {
    what: 'Ordren er i {currency}; regnskapet føres i {baseCurrency}.',
    next: 'Send ordren i {baseCurrency}.',
  },
  DELIVERY_NOT_CONFIGURED: {
    what: 'Ordren skal leveres på e-post, men levering er ikke satt opp.',
    next: 'Legg delivery til i kundefilen, start på nytt og trykk prøv igjen, eller send ordren med kanalen kravia.',
  },
  INVOICE_HELD: {
    what: 'Totalen på {total} er over grensen på {limit}; ingenting er sendt.',
    next: 'Kontroller ordren, og frigi eller kanseller den.',
  },
  POLICY_HOLD: {
    what: 'Fra {from} skal slike fakturaer etter leveringsregelen gå gjennom {channel}, ikke {decided}; ingenting er sendt. {text}',
    next: 'Frigi den for å sende den slik det var bestemt, eller kanseller den og send ordren med den andre kanalen.',
  },
  POLICY_NOTICE: {
    what: 'Fra {from} skal slike fakturaer etter leveringsregelen gå gjennom {channel}; denne går likevel gjennom {decided}. {text}',
    next: 'Endre regelen eller ordren i ERP, slik at den neste går dit den skal; lukk så saken.',
  },
  GROUPED_ORDER_LATE: {
    what: 'Ordren er datert {orderDate}, men faktureringsperioden sluttet {periodEnd}, før Dintero fikk ordren: den kommer på fakturaen {issueDate}.',
    next: 'Ingenting, hvis det er tidlig nok. Ellers kanseller ordren i ERP-systemet og send den på nytt med høyere revisjon og produktet b2b.',
  },
  GROUPED_NOT_ISSUED: {
    what: 'Samlefakturaen med dette kjøpet skulle vært utstedt {issueDate}; {bankDays} bankdager senere viser Dintero ikke noe til den.',
    next: 'Sammenlign invoicing.grouped.interval med det kontoen har. Stemmer det, spør Dintero. Til fakturaen er utstedt, blir kjøpet verken krevd inn eller bokført.',
  },
  INVOICE_DATE_LATE: {
    what: 'Salget ble bokført {booked}, før fakturadatoen var kjent; fakturaen er datert {invoiceDate}, i en annen måned.',
    next: 'Avgjør med regnskapsføreren om bilaget skal flyttes til den andre mva-perioden.',
  },
  PROVIDER_REJECTED: {
    what: 'Dintero avviste fakturaen: {reason}',
    next: 'Rett ordren i ERP og send den på nytt, eller trykk prøv igjen hvis årsaken er borte.',
  },
  PROVIDER_CREDENTIALS: {
    what: 'Dintero godtar ikke påloggingen vår ({status}): {reason}',
    next: 'Kontroller i Dintero Backoffice at API-klienten fortsatt finnes, og at clientId, clientSecret og accountId i kundefilen hører til den; rett dem og start på nytt. Ventende arbeid fortsetter av seg selv.',
  },
  PROVIDER_SCOPE_MISSING: {
    what: 'Dintero tillater ikke {operation} for API-klienten vår: {reason} Den mangler trolig tilgangen {scope}.',
    next: 'Gi API-klienten denne tilgangen i Dintero Backoffice, vent et minutt og trykk prøv igjen; en kjøring prøver igjen av seg selv. Alt annet arbeid fortsetter.',
  },
  WEBHOOK_VANISHED: {
    what: 'Webhooken som Dintero varsler oss gjennom ({subscriptionId} til {url}), er borte: Dintero fjerner en som ikke kan leveres, eller noen har endret den.',
    next: 'En ny lages av seg selv. Skjer det igjen, se med «fakturabro doctor» om Dintero kan nå oss. Tilbakekall og avspørring gikk som før i mellomtiden.',
  },
  WEBHOOK_REFUSED: {
    what: 'Dintero lar oss ikke opprette eller beholde webhooken som varsler oss om endringer: {reason}',
    next: 'Rett årsaken: PUBLIC_URL må være en offentlig https-adresse, og API-klienten må få lov til å styre webhooks. Eller sett dintero.manageHook til false. Betalinger finnes ved tilbakekall og avspørring, oppgjør om natten.',
  },
  ADOPTION_MISMATCH: {
    what: 'Transaksjonen hos Dintero som skulle vært denne fakturaen avviker i {what}: {theirs} i stedet for {ours}.',
    next: 'Se på den i Dintero Backoffice. Rett ordren i ERP, eller annuller den gale der, og trykk prøv igjen.',
  },
  DUPLICATE_AT_PROVIDER: {
    what: 'Dintero har {count} godtatte transaksjoner med denne referansen.',
    next: 'Annuller de overflødige i Dintero Backoffice, og trykk prøv igjen.',
  },
  SALE_UNKNOWN: {
    what: 'Ordren viser til et salg hos Dintero ({sale}) som ikke kan knyttes til den: {reason}',
    next: 'Rett id-en i ERP og send ordren på nytt, eller trykk prøv igjen når salget finnes. Ingenting er fakturert.',
  },
  SALE_TAKEN: {
    what: 'Transaksjonen {transactionId} hører allerede til ordre {orderId}; den kan ikke gjelde enda en.',
    next: 'Finn ut hvilken ordre den hører til, rett den andre i ERP og send den på nytt.',
  },
  CHECKOUT_DECLINED: {
    what: 'Kunden prøvde å godta fakturaen og fikk nei: {reason}',
    next: 'Kunden kan prøve igjen til {until}. Trykk prøv igjen for å lage en ny lenke, eller kanseller ordren.',
  },
  CHECKOUT_EXPIRED: {
    what: 'Lenken for å godta fakturaen gikk ut {until} uten å bli brukt.',
    next: 'Trykk prøv igjen for å lage en ny lenke, eller kanseller ordren i ERP.',
  },
  CHECKOUT_ENDED: {
    what: 'Betalingssiden ble avsluttet uten faktura, av kunden eller hos Dintero.',
    next: 'Spør kunden. Trykk prøv igjen for å lage en ny lenke, eller kanseller ordren i ERP.',
  },
  LINK_REFUSED: {
    what: 'E-postserveren avviste e-posten med lenken for å godta fakturaen: {answer}',
    next: 'Gi kunden lenken som står ved fakturaen, eller trykk prøv igjen for å sende e-posten på nytt.',
  },
  CHANNEL_DIFFERS: {
    what: 'Fakturaen skulle leveres gjennom {ours}, men Dintero sier {theirs}.',
    next: 'Spør Dintero om kontoen kan bruke denne kanalen. Ingenting sendes på e-post mens Kravia leverer.',
  },
  CHANNEL_NOT_ALLOWED: {
    what: 'Dintero lar ikke selgeren levere denne fakturaen selv: {reason}',
    next: 'Be Dintero åpne kanalen merchant for kontoen, eller sett invoicing.channelFallback til kravia og start på nytt; trykk deretter på prøv igjen.',
  },
  CHANNEL_FELL_BACK: {
    what: 'Dintero nekter kontoen kanalen merchant, så Kravia leverer det selgeren skulle ha levert, sist {reference}: {reason}',
    next: 'Be Dintero åpne kanalen merchant, eller velg kanalen kravia i reglene, så det ikke kommer overraskende.',
  },
  CAPTURE_REFUSED: {
    what: 'Dintero nektet å starte innkreving: {reason}',
    next: 'Uten den krever ingen inn fakturaen, og den sendes ikke. Spør Dintero, og trykk prøv igjen.',
  },
  CANCEL_REFUSED: {
    what: 'Fakturaen {invoiceNumber} kan ikke annulleres: {paid} av {total} {currency} er betalt.',
    next: 'Betal pengene tilbake utenfor Dintero, skriv kreditnota i ERP, og avslutt saken.',
  },
  VOID_REFUSED: {
    what: 'Dintero nektet å annullere fakturaen: {reason}',
    next: 'Fakturaen står og kreves inn. Spør Dintero, og annuller den på nytt.',
  },
  VOID_CAUSE_NEEDED: {
    what: '{paid} av fakturaen er betalt og resten på {rest} er annullert; om den skal krediteres eller tapsføres er ukjent.',
    next: 'Avgjør med regnskapsfører: sale-cancelled, goods-returned eller wrong-invoice gir kreditnota, uncollectable eller goodwill gir tap.',
  },
  DOCUMENT_MISSING: {
    what: 'Dintero har ennå ingen PDF for fakturaen ({reason}).',
    next: 'Vi prøver videre. Blir den borte, be Dintero om filen og trykk prøv igjen.',
  },
  DOCUMENT_UNUSABLE: {
    what: 'Det Dintero sendte som faktura-PDF kan ikke brukes: {reason}',
    next: 'Be Dintero om filen, og trykk prøv igjen.',
  },
  ADDRESS_REFUSED: {
    what: 'En adresse ble ikke kalt: {reason} Vert: {host}',
    next: 'Er verten riktig, legg den til i konfigurasjonen; ellers finn ut hvor adressen kommer fra.',
  },
  DELIVERY_REFUSED: {
    what: 'E-postserveren avviste fakturaen: {answer}',
    next: 'Rett adressen i ERP og send fakturaen på nytt til den.',
  },
  DELIVERY_BOUNCED: {
    what: 'Faktura-e-posten ble godtatt og kom tilbake senere ({status}): {answer}',
    next: 'Rett adressen og send på nytt, eller send til reserveadressen. Innkrevingen er startet, så kanalen kan ikke endres lenger; å overlate til Kravia annullerer fakturaen og fakturerer ordren på nytt.',
  },
  ADDRESS_SUPPRESSED: {
    what: 'E-post til denne adressen har kommet tilbake før, så fakturaen ble ikke sendt.',
    next: 'Rett adressen og send på nytt, eller opphev sperren hvis adressen virker igjen: da sendes den straks.',
  },
  COLLECTION_LATE: {
    what: 'Autorisert {since}, og {days} bankdag(er) senere er innkrevingen ikke startet; høyst {limit} er tillatt.',
    next: 'Se om capture ble avvist, og om en arbeider kjører. Ingenting sendes før det.',
  },
  ACCEPTANCE_LATE: {
    what: 'Innkrevingen startet {since}, og {days} bankdag(er) senere har ingen e-postserver godtatt fakturaen; høyst {limit} er tillatt.',
    next: 'Se på dokumentet og forsøkene på leveringen. Skyldneren kan få vite om fakturaen ved en purring.',
  },
  DELIVERY_UNDECIDED: {
    what: 'Fristen for returer gikk ut {since}, men postkassen er ikke lest siden, så ingen vet om fakturaen kom fram.',
    next: 'Gjør postkassen lesbar igjen; saken lukker seg selv etterpå.',
  },
  BOUNCES_UNREADABLE: {
    what: 'Postkassen for returer hos {host} kan ikke leses: {reason}',
    next: 'Sjekk delivery.bounces.imap og passordet. Ingen e-post regnes som levert før den er lest.',
  },
  PAYMENT_UNREADABLE: {
    what: 'Dintero melder en betaling (hendelse {event}) uten brukbart beløp.',
    next: 'Se på transaksjonen i Dintero Backoffice og spør Dintero; ingenting er bokført.',
  },
  CAPTURE_AFTER_VOID: {
    what: 'En betaling på {amount} kom på en annullert faktura. Den er bokført som gjeld til kunden.',
    next: 'Kravia betaler den tilbake; kontroller at det skjer.',
  },
  OVERPAID: {
    what: 'Kunden betalte {amount} mer enn det som var åpent. Det er bokført som gjeld til kunden.',
    next: 'Kontroller at Kravia betaler det tilbake, eller gjør opp med kunden.',
  },
  PAYMENT_REVERSED: {
    what: 'Et oppgjør tok tilbake en betaling på {amount}; kravet lever igjen.',
    next: 'Kontroller med Dintero at Kravia krever det inn på nytt; er selve salget opphevet, annuller fakturaen.',
  },
  REFUND_REPORTED: {
    what: 'Dintero melder en tilbakebetaling (hendelse {event}, {name}) på {amount}, som Kravia-fakturaer ikke skal ha. Ingenting er bokført.',
    next: 'Spør Dintero hva det er. En oppgjørslinje som tar pengene tilbake, bokføres av seg selv.',
  },
  EVENT_CORRECTED: {
    what: 'Dintero retter tidligere hendelser på transaksjonen (hendelse {event}, {name}). Ingenting er bokført for det.',
    next: 'Sammenlign transaksjonen i Dintero Backoffice med posteringene, og rett sammen med regnskapsfører.',
  },
  BOOKS_CORRECTED: {
    what: 'Dintero fortalte sent om en tidligere hendelse; posteringer er tilbakeført og ført på nytt ({parts}).',
    next: 'Se på fakturaens posteringer; stemmer de med Dintero, er det ikke mer å gjøre.',
  },
  STATUS_EVENTS_DISAGREE: {
    what: 'Dintero sier {status}, men betalingene summerer til {paid} av {total}.',
    next: 'Vi bokfører bare hendelser. Spør Dintero hvis dette varer mer enn et døgn.',
  },
  TRANSACTION_HANGS: {
    what: 'Dintero har latt transaksjonen stå på {status} siden {since}; vi har bedt om oppdatering {tries} ganger.',
    next: 'Spør Dintero hva som skjedde med transaksjonen. Trykk prøv igjen for å be én gang til; løser den seg, lukkes dette av seg selv.',
  },
  SETTLEMENT_UNBALANCED: {
    what: 'Oppgjøret går ikke opp: {what}, forventet {expected}, funnet {found}. Ingenting er bokført.',
    next: 'Sammenlign med rapporten i Dintero Backoffice og spør Dintero; trykk prøv igjen når den er rettet.',
  },
  SETTLEMENT_LINE_UNKNOWN: {
    what: '{count} linje(r) i oppgjøret passer ingen av våre betalinger, først {transactionId} med {amount}. Ingenting er bokført.',
    next: 'Finn ut hvilket salg pengene hører til, og trykk prøv igjen.',
  },
  SETTLEMENT_REVERSAL_UNKNOWN: {
    what: '{count} linje(r) i oppgjøret tar tilbake penger som ikke passer én bestemt betaling, først {transactionId} med {amount}. Ingenting er bokført.',
    next: 'Finn ut med Dintero hvilken betaling som tas tilbake, og trykk prøv igjen.',
  },
  SETTLEMENT_REPORT_MISSING: {
    what: 'Oppgjøret har ingen JSON-rapport ({reason}). Ingenting er bokført.',
    next: 'Sørg for at JSON-rapporter er slått på hos Dintero. Vi ser etter på nytt hver natt.',
  },
  SETTLEMENT_CHANGED: {
    what: 'Dintero endret et oppgjør som allerede er bokført.',
    next: 'Sammenlign gammel og ny rapport; rett sammen med regnskapsfører hvis tallene er ulike.',
  },
  ERP_REFUSED: {
    what: 'ERP avviste {what}: {reason}',
    next: 'Rett årsaken i ERP, og trykk prøv igjen.',
  },
  ERP_READBACK_DIFFERS: {
    what: 'ERP lagret noe annet enn vi førte: {difference}',
    next: 'Sammenlign bilaget i ERP med posteringen, og rett det der.',
  },
  ERP_ORDERS_UNREADABLE: {
    what: 'Ordre fra {source} kan ikke leses: {reason}',
    next: 'Rett kilden; ingenting er hoppet over, neste kjøring leser den på nytt.',
  },
  STEP_GAVE_UP: {
    what: 'Steget {step} mislyktes og prøves ikke igjen av seg selv: {reason}',
    next: 'Trykk prøv igjen når årsaken er borte. Nattkjøringen prøver det også.',
  },
};
