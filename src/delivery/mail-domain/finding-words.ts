import type { Language } from '../../domain/order/order.js';
import type { Finding, FindingCode } from './finding.js';

type Words = Readonly<Record<FindingCode, (details: Finding['details']) => string>>;

/** What is found about a mail domain, and what to do. */
export const FINDING_WORDS: Readonly<Record<Language, Words>> = {
  nb: {
    SPF_PASSES: (d) => `SPF: ${d.domain} lar ${d.host} sende.`,
    SPF_MISSING: (d) =>
      `SPF: ${d.domain} sier ikke hvem som får sende. Legg til posten; oppgir leverandøren av ${d.host} en «include:», bruk den i stedet for «a:».`,
    SPF_TWICE: (d) => `SPF: ${d.domain} har ${d.count} poster, og da gjelder ingen. Slå dem sammen til én.`,
    SPF_BROKEN: (d) =>
      `SPF: posten til ${d.domain} kan ikke leses eller krever over ti oppslag: ${d.record}. Rett den.`,
    SPF_REFUSES: (d) =>
      `SPF: ${d.domain} lar ikke alle adressene til ${d.host} sende (${d.result}). Bytt posten; sender serveren gjennom en leverandør, bruk leverandørens «include:».`,
    SPF_OPEN: (d) => `SPF: ${d.domain} lar hvem som helst sende. Bytt posten.`,
    SPF_UNDECIDED: (d) =>
      `SPF: om ${d.domain} lar ${d.host} sende, kan bare mottakeren avgjøre. Send en prøve og se på hodet.`,
    SERVER_UNKNOWN: (d) => `E-postserveren ${d.host} har ingen adresse i DNS. Rett delivery.smtp.host.`,
    SERVER_PRIVATE: (d) =>
      `SPF: ${d.host} har en indre adresse. Pass på at adressen den sender ut fra, er med i SPF-posten til ${d.domain}.`,
    DKIM_MATCHES: (d) => `DKIM: nøkkelen i ${d.name} er den det signeres med.`,
    DKIM_UNSIGNED: (d) =>
      `DKIM: e-postene fra ${d.domain} signeres ikke her. Sett opp delivery.dkim, hvis ikke e-postserveren signerer.`,
    DKIM_MISSING: (d) => `DKIM: ${d.name} finnes ikke, så ingen kan prøve signaturen. Legg til posten.`,
    DKIM_OTHER_KEY: (d) => `DKIM: ${d.name} viser en annen nøkkel enn den det signeres med. Bytt posten.`,
    DKIM_REVOKED: (d) =>
      `DKIM: nøkkelen i ${d.name} er trukket tilbake. Lag en ny med en ny selektor, eller legg inn posten igjen.`,
    DKIM_TESTING: (d) => `DKIM: ${d.name} er merket som prøve (t=y), og da teller ikke signaturen. Bytt posten.`,
    DMARC_PRESENT: (d) => `DMARC: ${d.name} ber mottakere om «${d.policy}».`,
    DMARC_WATCHES: (d) => `DMARC: ${d.name} ser bare på (p=none). Når rapportene er rene, gå videre til p=quarantine.`,
    DMARC_MISSING: (d) =>
      `DMARC: ${d.domain} har ingen post. Store mottakere krever en. Legg den til; rua er adressen som får rapportene.`,
    DMARC_TWICE: (d) => `DMARC: ${d.name} har ${d.count} poster, og da gjelder ingen. Behold én.`,
    DMARC_BROKEN: (d) => `DMARC: posten ${d.name} mangler en gyldig p=: ${d.record}. Rett den.`,
    NOT_ALIGNED: (d) =>
      `DMARC: verken SPF eller DKIM beviser noe for ${d.domain} selv. Signer med en nøkkel for dette domenet.`,
    NO_ANSWERS: (d) =>
      `${d.domain} tar ikke imot e-post, så svar og returer går tapt. Legg til en MX-post, eller bruk et annet domene.`,
    DNS_SILENT: (d) => `DNS svarte ikke om ${d.domain} (${d.reason}). Prøv igjen.`,
  },
  sv: {
    SPF_PASSES: (d) => `SPF: ${d.domain} låter ${d.host} skicka.`,
    SPF_MISSING: (d) =>
      `SPF: ${d.domain} säger inte vem som får skicka. Lägg till posten; anger leverantören av ${d.host} en ”include:”, använd den i stället för ”a:”.`,
    SPF_TWICE: (d) => `SPF: ${d.domain} har ${d.count} poster, och då gäller ingen. Slå ihop dem till en.`,
    SPF_BROKEN: (d) =>
      `SPF: posten för ${d.domain} går inte att läsa eller kräver fler än tio uppslag: ${d.record}. Rätta den.`,
    SPF_REFUSES: (d) =>
      `SPF: ${d.domain} låter inte alla adresser hos ${d.host} skicka (${d.result}). Byt posten; skickar servern genom en leverantör, använd leverantörens ”include:”.`,
    SPF_OPEN: (d) => `SPF: ${d.domain} låter vem som helst skicka. Byt posten.`,
    SPF_UNDECIDED: (d) =>
      `SPF: om ${d.domain} låter ${d.host} skicka kan bara mottagaren avgöra. Skicka ett prov och se på huvudet.`,
    SERVER_UNKNOWN: (d) => `E-postservern ${d.host} har ingen adress i DNS. Rätta delivery.smtp.host.`,
    SERVER_PRIVATE: (d) =>
      `SPF: ${d.host} har en inre adress. Se till att adressen den skickar ut från finns med i SPF-posten för ${d.domain}.`,
    DKIM_MATCHES: (d) => `DKIM: nyckeln i ${d.name} är den som det signeras med.`,
    DKIM_UNSIGNED: (d) =>
      `DKIM: mejlen från ${d.domain} signeras inte här. Ställ in delivery.dkim, om inte e-postservern signerar.`,
    DKIM_MISSING: (d) => `DKIM: ${d.name} finns inte, så ingen kan pröva signaturen. Lägg till posten.`,
    DKIM_OTHER_KEY: (d) => `DKIM: ${d.name} visar en annan nyckel än den som det signeras med. Byt posten.`,
    DKIM_REVOKED: (d) =>
      `DKIM: nyckeln i ${d.name} är återkallad. Gör en ny med en ny selektor, eller lägg in posten igen.`,
    DKIM_TESTING: (d) => `DKIM: ${d.name} är märkt som prov (t=y), och då räknas inte signaturen. Byt posten.`,
    DMARC_PRESENT: (d) => `DMARC: ${d.name} ber mottagare om ”${d.policy}”.`,
    DMARC_WATCHES: (d) =>
      `DMARC: ${d.name} ser bara på (p=none). När rapporterna är rena, gå vidare till p=quarantine.`,
    DMARC_MISSING: (d) =>
      `DMARC: ${d.domain} har ingen post. Stora mottagare kräver en. Lägg till den; rua är adressen som får rapporterna.`,
    DMARC_TWICE: (d) => `DMARC: ${d.name} har ${d.count} poster, och då gäller ingen. Behåll en.`,
    DMARC_BROKEN: (d) => `DMARC: posten ${d.name} saknar ett giltigt p=: ${d.record}. Rätta den.`,
    NOT_ALIGNED: (d) =>
      `DMARC: varken SPF eller DKIM bevisar något för ${d.domain} självt. Signera med en nyckel för den här domänen.`,
    NO_ANSWERS: (d) =>
      `${d.domain} tar inte emot e-post, så svar och returer går förlorade. Lägg till en MX-post, eller använd en annan domän.`,
    DNS_SILENT: (d) => `DNS svarade inte om ${d.domain} (${d.reason}). Försök igen.`,
  },
  en: {
    SPF_PASSES: (d) => `SPF: ${d.domain} lets ${d.host} send.`,
    SPF_MISSING: (d) =>
      `SPF: ${d.domain} does not say who may send. Add the record; if the provider of ${d.host} names an "include:", use that in place of "a:".`,
    SPF_TWICE: (d) => `SPF: ${d.domain} has ${d.count} records, so none counts. Make one of them.`,
    SPF_BROKEN: (d) =>
      `SPF: the record of ${d.domain} cannot be read, or takes more than ten look-ups: ${d.record}. Correct it.`,
    SPF_REFUSES: (d) =>
      `SPF: ${d.domain} does not let every address of ${d.host} send (${d.result}). Replace the record; if the server sends through a provider, use the provider's "include:".`,
    SPF_OPEN: (d) => `SPF: ${d.domain} lets anybody send. Replace the record.`,
    SPF_UNDECIDED: (d) =>
      `SPF: whether ${d.domain} lets ${d.host} send, only the receiver can tell. Send a test and look at its header.`,
    SERVER_UNKNOWN: (d) => `The mail server ${d.host} has no address in DNS. Correct delivery.smtp.host.`,
    SERVER_PRIVATE: (d) =>
      `SPF: ${d.host} has an inner address. See to it that the address it sends from is in the SPF record of ${d.domain}.`,
    DKIM_MATCHES: (d) => `DKIM: the key in ${d.name} is the one that mails are signed with.`,
    DKIM_UNSIGNED: (d) =>
      `DKIM: mails from ${d.domain} are not signed here. Set delivery.dkim, unless the mail server signs them.`,
    DKIM_MISSING: (d) => `DKIM: there is no ${d.name}, so nobody can check the signature. Add the record.`,
    DKIM_OTHER_KEY: (d) => `DKIM: ${d.name} shows another key than the one mails are signed with. Replace the record.`,
    DKIM_REVOKED: (d) => `DKIM: the key in ${d.name} is revoked. Make one with a new selector, or put the record back.`,
    DKIM_TESTING: (d) =>
      `DKIM: ${d.name} is marked as a test (t=y), so the signature does not count. Replace the record.`,
    DMARC_PRESENT: (d) => `DMARC: ${d.name} asks receivers for "${d.policy}".`,
    DMARC_WATCHES: (d) => `DMARC: ${d.name} only watches (p=none). When the reports are clean, go on to p=quarantine.`,
    DMARC_MISSING: (d) =>
      `DMARC: ${d.domain} has no record. Large receivers ask for one. Add it; rua is the address that gets the reports.`,
    DMARC_TWICE: (d) => `DMARC: ${d.name} has ${d.count} records, so none counts. Keep one.`,
    DMARC_BROKEN: (d) => `DMARC: the record ${d.name} lacks a valid p=: ${d.record}. Correct it.`,
    NOT_ALIGNED: (d) =>
      `DMARC: neither SPF nor DKIM proves anything for ${d.domain} itself. Sign with a key of this domain.`,
    NO_ANSWERS: (d) =>
      `${d.domain} takes no mail, so answers and bounces are lost. Add an MX record, or use another domain.`,
    DNS_SILENT: (d) => `DNS did not answer about ${d.domain} (${d.reason}). Try again.`,
  },
};
