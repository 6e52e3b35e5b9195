import type { WordList } from './exception-codes.js';

export const SWEDISH: WordList = {
  ORDER_INVALID: {
    what: 'Affärssystemet skickade en order som inte kan faktureras: {count} fält är fel, först {pointer}: {message}',
    next: 'Rätta ordern i affärssystemet och skicka den igen. Alla felaktiga fält står vid meddelandet i inkorgen.',
  },
  ORDER_CHANGED: {
    what: 'Ordern kom tillbaka ändrad efter att den fakturerats ({fields}).',
    next: 'Avbryt ordern i affärssystemet och skicka den igen med högre revision, eller ångra ändringen.',
  },
  ORDER_CHANGED_PAID: {
    what: 'Ordern kom tillbaka ändrad ({fields}), men {paid} av fakturan är betalt, så den kan inte makuleras och utfärdas på nytt.',
    next: 'Skicka skillnaden som en egen order, eller gör upp med kunden utanför Dintero; avsluta sedan ärendet.',
  },
  TAX_CODE_UNMAPPED: {
    what: 'Rad {lineId} har {rate} % moms med momskod {erpCode}, som inte är kopplad för {country}.',
    next: 'Lägg till paret i ledger.vat i kundfilen, starta om och tryck försök igen.',
  },
  NO_INVOICING_RULE: {
    what: 'Ingen faktureringsregel passar för {debtor} i {country}.',
    next: 'Lägg till en regel i invoicing.rules i kundfilen, starta om och tryck försök igen.',
  },
  GROUPED_BY_MERCHANT: {
    what: 'Ordern begär en samlingsfaktura som säljaren levererar själv; samlingsfakturor levereras alltid av Kravia.',
    next: 'Skicka ordern med kanalen kravia, eller med produkten b2b.',
  },
  DISCOUNT_TOO_LARGE: {
    what: 'Rabatten på rad {lineId} är större än raderna med samma momssats och kod.',
    next: 'Rätta rabatten i affärssystemet och skicka ordern igen.',
  },
  CURRENCY_NOT_SUPPORTED: {
    what: 'Ordern är i {currency}; bokföringen är i {baseCurrency}.',
    next: 'Skicka ordern i {baseCurrency}.',
  },
  DELIVERY_NOT_CONFIGURED: {
    what: 'Ordern ska levereras med e-post, men leverans är inte inställd.',
    next: 'Lägg till delivery i kundfilen, starta om och tryck försök igen, eller skicka ordern med kanalen kravia.',
  },
  INVOICE_HELD: {
    what: 'Summan {total} är över gränsen {limit}; inget har skickats.',
    next: 'Kontrollera ordern och frisläpp eller avbryt den.',
  },
  POLICY_HOLD: {
    what: 'Från {from} ska sådana fakturor enligt leveransregeln gå genom {channel}, inte {decided}; inget har skickats. {text}',
    next: 'Frisläpp den för att skicka den så som det var bestämt, eller avbryt den och skicka ordern med den andra kanalen.',
  },
  POLICY_NOTICE: {
    what: 'Från {from} ska sådana fakturor enligt leveransregeln gå genom {channel}; den här går ändå genom {decided}. {text}',
    next: 'Ändra regeln eller ordern i affärssystemet, så att nästa går dit den ska; stäng sedan ärendet.',
  },
  GROUPED_ORDER_LATE: {
    what: 'Ordern är daterad {orderDate}, men faktureringsperioden slutade {periodEnd}, innan Dintero fick ordern: den kommer på fakturan {issueDate}.',
    next: 'Ingenting, om det är tidigt nog. Annars makulera ordern i affärssystemet och skicka den igen med högre revision och produkten b2b.',
  },
  GROUPED_NOT_ISSUED: {
    what: 'Samlingsfakturan med det här köpet skulle ha utfärdats {issueDate}; {bankDays} bankdagar senare visar Dintero inget av den.',
    next: 'Jämför invoicing.grouped.interval med vad kontot har. Stämmer det, fråga Dintero. Tills fakturan är utfärdad varken krävs eller bokförs köpet.',
  },
  INVOICE_DATE_LATE: {
    what: 'Försäljningen bokfördes {booked}, innan fakturadatumet var känt; fakturan är daterad {invoiceDate}, i en annan månad.',
    next: 'Avgör med redovisningskonsulten om verifikatet ska flyttas till den andra momsperioden.',
  },
  PROVIDER_REJECTED: {
    what: 'Dintero avvisade fakturan: {reason}',
    next: 'Rätta ordern i affärssystemet och skicka den igen, eller tryck försök igen om orsaken är borta.',
  },
  PROVIDER_CREDENTIALS: {
    what: 'Dintero godtar inte våra inloggningsuppgifter ({status}): {reason}',
    next: 'Kontrollera i Dintero Backoffice att API-klienten finns kvar, och att clientId, clientSecret och accountId i kundfilen är dess egna; rätta dem och starta om. Väntande arbete fortsätter av sig självt.',
  },
  PROVIDER_SCOPE_MISSING: {
    what: 'Dintero tillåter inte {operation} för vår API-klient: {reason} Den saknar troligen behörigheten {scope}.',
    next: 'Ge API-klienten den behörigheten i Dintero Backoffice, vänta en minut och tryck försök igen; en körning försöker igen av sig själv. Allt annat arbete fortsätter.',
  },
  WEBHOOK_VANISHED: {
    what: 'Webhooken som Dintero meddelar oss genom ({subscriptionId} till {url}) är borta: Dintero tar bort en som inte kan levereras, eller så har någon ändrat den.',
    next: 'En ny skapas av sig själv. Händer det igen, se med ”fakturabro doctor” om Dintero kan nå oss. Återanrop och avfrågning fortsatte under tiden.',
  },
  WEBHOOK_REFUSED: {
    what: 'Dintero låter oss inte skapa eller behålla webhooken som meddelar oss om ändringar: {reason}',
    next: 'Rätta orsaken: PUBLIC_URL måste vara en offentlig https-adress, och API-klienten måste få hantera webhooks. Eller sätt dintero.manageHook till false. Betalningar hittas genom återanrop och avfrågning, avräkningar på natten.',
  },
  ADOPTION_MISMATCH: {
    what: 'Transaktionen hos Dintero som skulle vara den här fakturan skiljer sig i {what}: {theirs} i stället för {ours}.',
    next: 'Se på den i Dintero Backoffice. Rätta ordern i affärssystemet, eller makulera den felaktiga där, och tryck försök igen.',
  },
  DUPLICATE_AT_PROVIDER: {
    what: 'Dintero har {count} godkända transaktioner med den här referensen.',
    next: 'Makulera de överflödiga i Dintero Backoffice och tryck försök igen.',
  },
  SALE_UNKNOWN: {
    what: 'Ordern hänvisar till en försäljning hos Dintero ({sale}) som inte kan knytas till den: {reason}',
    next: 'Rätta id:t i affärssystemet och skicka ordern igen, eller tryck försök igen när försäljningen finns. Inget har fakturerats.',
  },
  SALE_TAKEN: {
    what: 'Transaktionen {transactionId} hör redan till order {orderId}; den kan inte gälla en till.',
    next: 'Ta reda på vilken order den hör till, rätta den andra i affärssystemet och skicka den igen.',
  },
  CHECKOUT_DECLINED: {
    what: 'Kunden försökte godkänna fakturan och fick nej: {reason}',
    next: 'Kunden kan försöka igen till {until}. Tryck försök igen för att skapa en ny länk, eller avbryt ordern.',
  },
  CHECKOUT_EXPIRED: {
    what: 'Länken för att godkänna fakturan gick ut {until} utan att användas.',
    next: 'Tryck försök igen för att skapa en ny länk, eller avbryt ordern i affärssystemet.',
  },
  CHECKOUT_ENDED: {
    what: 'Betalsidan avslutades utan faktura, av kunden eller hos Dintero.',
    next: 'Fråga kunden. Tryck försök igen för att skapa en ny länk, eller avbryt ordern i affärssystemet.',
  },
  LINK_REFUSED: {
    what: 'E-postservern avvisade mejlet med länken för att godkänna fakturan: {answer}',
    next: 'Ge kunden länken som står vid fakturan, eller tryck försök igen för att skicka mejlet på nytt.',
  },
  CHANNEL_DIFFERS: {
    what: 'Fakturan skulle levereras genom {ours}, men Dintero säger {theirs}.',
    next: 'Fråga Dintero om kontot får använda kanalen. Inget skickas med e-post medan Kravia levererar.',
  },
  CHANNEL_NOT_ALLOWED: {
    what: 'Dintero låter inte säljaren leverera den här fakturan själv: {reason}',
    next: 'Be Dintero öppna kanalen merchant för kontot, eller sätt invoicing.channelFallback till kravia och starta om; tryck sedan på försök igen.',
  },
  CHANNEL_FELL_BACK: {
    what: 'Dintero nekar kontot kanalen merchant, så Kravia levererar det som säljaren skulle leverera, senast {reference}: {reason}',
    next: 'Be Dintero öppna kanalen merchant, eller välj kanalen kravia i reglerna, så att det inte kommer som en överraskning.',
  },
  CAPTURE_REFUSED: {
    what: 'Dintero vägrade starta indrivningen: {reason}',
    next: 'Utan den driver ingen in fakturan, och den skickas inte. Fråga Dintero och tryck försök igen.',
  },
  CANCEL_REFUSED: {
    what: 'Fakturan {invoiceNumber} kan inte makuleras: {paid} av {total} {currency} är betalt.',
    next: 'Betala tillbaka pengarna utanför Dintero, skriv kreditfakturan i affärssystemet och avsluta ärendet.',
  },
  VOID_REFUSED: {
    what: 'Dintero vägrade makulera fakturan: {reason}',
    next: 'Fakturan står kvar och drivs in. Fråga Dintero och makulera den igen.',
  },
  VOID_CAUSE_NEEDED: {
    what: '{paid} av fakturan är betalt och resten på {rest} är makulerad; om den ska krediteras eller skrivas av är okänt.',
    next: 'Avgör med redovisningen: sale-cancelled, goods-returned eller wrong-invoice ger kreditfaktura, uncollectable eller goodwill ger förlust.',
  },
  DOCUMENT_MISSING: {
    what: 'Dintero har ännu ingen PDF för fakturan ({reason}).',
    next: 'Vi försöker vidare. Uteblir den, be Dintero om filen och tryck försök igen.',
  },
  DOCUMENT_UNUSABLE: {
    what: 'Det Dintero skickade som faktura-PDF kan inte användas: {reason}',
    next: 'Be Dintero om filen och tryck försök igen.',
  },
  ADDRESS_REFUSED: {
    what: 'En adress anropades inte: {reason} Värd: {host}',
    next: 'Är värden rätt, lägg till den i konfigurationen; annars ta reda på var adressen kommer ifrån.',
  },
  DELIVERY_REFUSED: {
    what: 'E-postservern avvisade fakturan: {answer}',
    next: 'Rätta adressen i affärssystemet och skicka fakturan igen till den.',
  },
  DELIVERY_BOUNCED: {
    what: 'Fakturamejlet togs emot och kom tillbaka senare ({status}): {answer}',
    next: 'Rätta adressen och skicka igen, eller skicka till reservadressen. Indrivningen har startat, så kanalen kan inte ändras längre; att lämna över till Kravia annullerar fakturan och fakturerar ordern på nytt.',
  },
  ADDRESS_SUPPRESSED: {
    what: 'Mejl till den här adressen har kommit tillbaka tidigare, så fakturan skickades inte.',
    next: 'Rätta adressen och skicka igen, eller häv spärren om adressen fungerar igen: då skickas den genast.',
  },
  COLLECTION_LATE: {
    what: 'Auktoriserad {since}, och {days} bankdag(ar) senare har indrivningen inte startat; högst {limit} är tillåtna.',
    next: 'Se om capture avvisades och om en arbetare kör. Inget mejlas dessförinnan.',
  },
  ACCEPTANCE_LATE: {
    what: 'Indrivningen startade {since}, och {days} bankdag(ar) senare har ingen e-postserver tagit emot fakturan; högst {limit} är tillåtna.',
    next: 'Se dokumentet och leveransens försök. Gäldenären kan få veta om fakturan genom en påminnelse.',
  },
  DELIVERY_UNDECIDED: {
    what: 'Tiden för returer gick ut {since}, men brevlådan har inte lästs sedan dess, så ingen vet om fakturan kom fram.',
    next: 'Gör brevlådan läsbar igen; ärendet stängs av sig självt därefter.',
  },
  BOUNCES_UNREADABLE: {
    what: 'Brevlådan för returer hos {host} kan inte läsas: {reason}',
    next: 'Kontrollera delivery.bounces.imap och lösenordet. Inget mejl räknas som levererat förrän den lästs.',
  },
  PAYMENT_UNREADABLE: {
    what: 'Dintero rapporterar en betalning (händelse {event}) utan användbart belopp.',
    next: 'Se på transaktionen i Dintero Backoffice och fråga Dintero; inget är bokfört.',
  },
  CAPTURE_AFTER_VOID: {
    what: 'En betalning på {amount} kom på en makulerad faktura. Den är bokförd som skuld till kunden.',
    next: 'Kravia betalar tillbaka den; kontrollera att det sker.',
  },
  OVERPAID: {
    what: 'Kunden betalade {amount} mer än vad som var öppet. Det är bokfört som skuld till kunden.',
    next: 'Kontrollera att Kravia betalar tillbaka det, eller gör upp med kunden.',
  },
  PAYMENT_REVERSED: {
    what: 'En avräkning tog tillbaka en betalning på {amount}; fordran lever igen.',
    next: 'Kontrollera med Dintero att Kravia driver in den igen; är själva köpet hävt, makulera fakturan.',
  },
  REFUND_REPORTED: {
    what: 'Dintero rapporterar en återbetalning (händelse {event}, {name}) på {amount}, som Kravia-fakturor inte ska ha. Inget är bokfört.',
    next: 'Fråga Dintero vad det är. En avräkningsrad som tar tillbaka pengarna bokförs av sig själv.',
  },
  EVENT_CORRECTED: {
    what: 'Dintero rättar tidigare händelser på transaktionen (händelse {event}, {name}). Inget är bokfört för det.',
    next: 'Jämför transaktionen i Dintero Backoffice med verifikaten och rätta tillsammans med redovisningen.',
  },
  BOOKS_CORRECTED: {
    what: 'Dintero berättade sent om en tidigare händelse; verifikat har återförts och bokförts på nytt ({parts}).',
    next: 'Se på fakturans verifikat; stämmer de med Dintero finns inget mer att göra.',
  },
  STATUS_EVENTS_DISAGREE: {
    what: 'Dintero säger {status}, men betalningarna summerar till {paid} av {total}.',
    next: 'Vi bokför bara händelser. Fråga Dintero om detta varar längre än ett dygn.',
  },
  TRANSACTION_HANGS: {
    what: 'Dintero har låtit transaktionen stå på {status} sedan {since}; vi har bett om uppdatering {tries} gånger.',
    next: 'Fråga Dintero vad som hände med transaktionen. Tryck på försök igen för att be en gång till; löser den sig stängs detta av sig självt.',
  },
  SETTLEMENT_UNBALANCED: {
    what: 'Avräkningen går inte ihop: {what}, väntat {expected}, funnet {found}. Inget är bokfört.',
    next: 'Jämför med rapporten i Dintero Backoffice och fråga Dintero; tryck försök igen när den är rättad.',
  },
  SETTLEMENT_LINE_UNKNOWN: {
    what: '{count} rad(er) i avräkningen passar ingen av våra betalningar, först {transactionId} med {amount}. Inget är bokfört.',
    next: 'Ta reda på vilken försäljning pengarna hör till och tryck försök igen.',
  },
  SETTLEMENT_REVERSAL_UNKNOWN: {
    what: '{count} rad(er) i avräkningen tar tillbaka pengar som inte passar en bestämd betalning, först {transactionId} med {amount}. Inget är bokfört.',
    next: 'Ta reda på med Dintero vilken betalning som tas tillbaka och tryck försök igen.',
  },
  SETTLEMENT_REPORT_MISSING: {
    what: 'Avräkningen har ingen JSON-rapport ({reason}). Inget är bokfört.',
    next: 'Se till att JSON-rapporter är påslagna hos Dintero. Vi tittar igen varje natt.',
  },
  SETTLEMENT_CHANGED: {
    what: 'Dintero ändrade en avräkning som redan är bokförd.',
    next: 'Jämför gammal och ny rapport; rätta med redovisningen om siffrorna skiljer sig.',
  },
  ERP_REFUSED: {
    what: 'Affärssystemet avvisade {what}: {reason}',
    next: 'Rätta orsaken i affärssystemet och tryck försök igen.',
  },
  ERP_READBACK_DIFFERS: {
    what: 'Affärssystemet sparade något annat än vi bokförde: {difference}',
    next: 'Jämför verifikatet i affärssystemet med vår post och rätta det där.',
  },
  ERP_ORDERS_UNREADABLE: {
    what: 'Order från {source} kan inte läsas: {reason}',
    next: 'Rätta källan; inget har hoppats över, nästa körning läser den igen.',
  },
  STEP_GAVE_UP: {
    what: 'Steget {step} misslyckades och försöks inte igen av sig självt: {reason}',
    next: 'Tryck försök igen när orsaken är borta. Nattkörningen försöker också.',
  },
};
