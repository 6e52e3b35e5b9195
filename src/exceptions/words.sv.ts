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
    next: 'Kontrollera klient-id, hemlighet och behörigheter. Väntande arbete fortsätter av sig självt därefter.',
  },
  ADOPTION_MISMATCH: {
    what: 'En transaktion med vår referens finns hos Dintero, men {what} skiljer sig: {theirs} i stället för {ours}.',
    next: 'Se på transaktionen i Dintero Backoffice, makulera den felaktiga där och tryck försök igen.',
  },
  DUPLICATE_AT_PROVIDER: {
    what: 'Dintero har {count} godkända transaktioner med den här referensen.',
    next: 'Makulera de överflödiga i Dintero Backoffice och tryck försök igen.',
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
    what: 'Ordern avbröts i affärssystemet, men fakturan kan inte makuleras: {reason}',
    next: 'En betald faktura krediteras utanför Dintero; gör upp med kunden och avsluta ärendet.',
  },
  VOID_CAUSE_NEEDED: {
    what: 'Resten av en delvis betald faktura är makulerad; om den ska krediteras eller skrivas av är okänt.',
    next: 'Avgör med redovisningen: kreditfaktura när köpet hävts, förlust när kunden inte betalar.',
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
  STATUS_EVENTS_DISAGREE: {
    what: 'Dintero säger {status}, men betalningarna summerar till {paid} av {total}.',
    next: 'Vi bokför bara händelser. Fråga Dintero om detta varar längre än ett dygn.',
  },
  SETTLEMENT_UNBALANCED: {
    what: 'Avräkningen går inte ihop: {what}, väntat {expected}, funnet {found}. Inget är bokfört.',
    next: 'Jämför med rapporten i Dintero Backoffice och fråga Dintero; tryck försök igen när den är rättad.',
  },
  SETTLEMENT_LINE_UNKNOWN: {
    what: '{count} rad(er) i avräkningen passar ingen av våra betalningar, först {transactionId} med {amount}. Inget är bokfört.',
    next: 'Ta reda på vilken försäljning pengarna hör till och tryck försök igen.',
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
