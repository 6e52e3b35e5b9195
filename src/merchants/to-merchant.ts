import { resolve } from 'node:path';
import { messageOf } from '../domain/errors.js';
import { type Problem, problem } from '../domain/problem.js';
import type {
  DeliverySettings,
  ErpConnection,
  ErpEndpoint,
  LedgerSettings,
  Merchant,
  ProviderAccount,
} from '../domain/merchant.js';
import type { DeliveryPolicy } from '../domain/invoice/delivery-policy.js';
import type { DebtorConditions } from '../domain/invoice/invoice-terms.js';
import { chartOf } from '../domain/ledger/roles.js';
import type { Language } from '../domain/order/order.js';
import { Secret } from '../domain/secret.js';
import { parseRate } from '../domain/vat.js';
import { dkimPublicKey } from '../platform/crypto/dkim-key.js';
import { isSigningSecret } from '../platform/crypto/standard-webhooks.js';
import { readAttachments, readCoverLogo } from './document/read-document-files.js';
import type { MerchantFile } from './merchant-file.js';
import { readMailDesign } from './mail/read-mail-design.js';
import { MissingSecret, resolveSecret } from './secret-reference.js';
import type { BouncesSection } from './sections/bounces-section.js';
import type { DeliverySection } from './sections/delivery-section.js';
import {
  CheckoutSection,
  GroupedSection,
  type PolicySection,
  type RuleConditions,
} from './sections/invoicing-section.js';
import type { DinteroSection } from './sections/dintero-section.js';
import type { EndpointSection, ErpSection } from './sections/erp-section.js';
import type { LedgerSection } from './sections/ledger-section.js';

/** Reads the secrets a file refers to, and remembers every one that is missing instead of stopping at the first. */
export class SecretReader {
  readonly problems: Problem[] = [];

  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /** For what is found wrong in other files that a merchant's file names. */
  readonly tell = (found: Problem): void => {
    this.problems.push(found);
  };

  read(pointer: string, reference: string): Secret {
    try {
      return resolveSecret(reference, this.environment);
    } catch (error) {
      if (!(error instanceof MissingSecret)) throw error;
      this.problems.push(problem(pointer, 'secret', error.message, error.fix));
      return new Secret('');
    }
  }

  readOptional(pointer: string, reference: string | undefined): Secret | null {
    return reference === undefined ? null : this.read(pointer, reference);
  }

  /** A key that cannot sign would let every mail out unsigned, and nobody would be told. */
  readDkimKey(pointer: string, reference: string): Secret {
    const secret = this.read(pointer, reference);
    if (secret.reveal() === '') return secret; // told already
    try {
      dkimPublicKey(secret.reveal());
    } catch (error) {
      const fix = 'Make one: openssl genrsa -out dkim.pem 2048';
      this.problems.push(problem(pointer, 'secret', `what ${reference} holds ${messageOf(error)}`, fix));
    }
    return secret;
  }

  readSigningKey(pointer: string, reference: string | undefined): Secret | null {
    const secret = this.readOptional(pointer, reference);
    if (secret && secret.reveal() !== '' && !isSigningSecret(secret)) {
      const rule = `what ${reference} holds is not a webhook key of at least 16 bytes in base64`;
      this.problems.push(problem(pointer, 'secret', rule, 'Make one: echo whsec_$(openssl rand -base64 32)'));
    }
    return secret;
  }
}

/** The checked file as the domain knows a merchant. Missing secrets are reported by the reader. */
export function toMerchant(file: MerchantFile, secrets: SecretReader, configDir: string): Merchant {
  return Object.freeze<Merchant>({
    id: file.merchant,
    name: file.name,
    country: file.country,
    organizationNumber: file.organizationNumber,
    baseCurrency: file.baseCurrency,
    timeZone: file.timeZone,
    language: file.language,
    mode: file.mode,
    provider: toProvider(file.dintero, secrets),
    invoicing: {
      flow: file.invoicing.flow,
      profileId: file.invoicing.profileId ?? null,
      checkout: toCheckout(file.invoicing.checkout ?? new CheckoutSection()),
      lookUpReference: file.invoicing.lookUpReference ?? null,
      changedOrders: file.invoicing.changedOrders,
      holdAboveMinor: file.invoicing.hold ? BigInt(file.invoicing.hold.amountAbove) : null,
      rules: file.invoicing.rules.map((rule) => ({
        when: toConditions(rule.when),
        product: rule.product,
        channel: rule.channel ?? null,
        daysUntilDue: rule.daysUntilDue,
        interval: rule.interval ?? null,
      })),
      defaultChannel: file.invoicing.defaultChannel ?? null,
      channelFallback: file.invoicing.channelFallback ?? null,
      policies: file.invoicing.policies.map(toPolicy),
      grouped: file.invoicing.grouped ?? new GroupedSection(),
    },
    delivery: file.delivery ? toDelivery(file.delivery, secrets, configDir, file.language) : null,
    erp: toErp(file.erp, secrets, configDir),
    ledger: toLedger(file.ledger),
    schedule: {
      nightlySync: file.schedule.nightlySync,
      pollOpen: file.schedule.pollOpen,
      fileDrop: file.schedule.fileDrop,
      deliveries: file.schedule.deliveries,
      report: file.schedule.report ? { at: file.schedule.report.at, to: file.schedule.report.to } : null,
    },
  });
}

function toCheckout(section: CheckoutSection): Merchant['invoicing']['checkout'] {
  const { linkValidDays, sendLink, returnUrl, identityRequired } = section;
  return { linkValidDays, sendLink, returnUrl: returnUrl ?? null, identityRequired };
}

function toProvider(section: DinteroSection, secrets: SecretReader): ProviderAccount {
  return {
    accountId: section.accountId,
    clientId: secrets.read('/dintero/clientId', section.clientId),
    clientSecret: secrets.read('/dintero/clientSecret', section.clientSecret),
    checkoutUrl: withoutSlash(section.checkoutUrl),
    apiUrl: withoutSlash(section.apiUrl),
    callbackSecrets: section.callbackSecrets.map((reference, i) =>
      secrets.read(`/dintero/callbackSecrets/${i}`, reference),
    ),
    webhookSecret: secrets.readOptional('/dintero/webhookSecret', section.webhookSecret),
    managesWebhook: section.manageHook && section.webhookSecret !== undefined,
    concurrency: section.concurrency,
    requestsPerSecond: section.requestsPerSecond,
    timeoutMs: section.timeoutSeconds * 1000,
    documentHosts: section.documentHosts,
  };
}

function toPolicy({ from, when, channel, action, text }: PolicySection): DeliveryPolicy {
  return { from, when: toConditions(when), channel, action, text: text ?? null };
}

function toConditions(when: RuleConditions | undefined): DebtorConditions {
  return { debtor: when?.debtor ?? null, countries: when?.country ?? [] };
}

function toDelivery(
  section: DeliverySection,
  secrets: SecretReader,
  configDir: string,
  language: Language,
): DeliverySettings {
  const { smtp, dkim, cover } = section;
  const mail = readMailDesign(section, configDir, secrets.tell);
  return {
    smtp: {
      host: smtp.host,
      port: smtp.port,
      secure: smtp.secure,
      user: secrets.readOptional('/delivery/smtp/user', smtp.user),
      password: secrets.readOptional('/delivery/smtp/password', smtp.password),
    },
    from: section.from,
    replyTo: section.replyTo ?? null,
    bcc: section.bcc,
    dkim: dkim
      ? {
          domain: dkim.domain,
          selector: dkim.selector,
          privateKey: secrets.readDkimKey('/delivery/dkim/privateKey', dkim.privateKey),
        }
      : null,
    concurrency: section.concurrency,
    bounces: section.bounces ? toBounces(section.bounces, secrets) : null,
    bounceWindowBankDays: section.bounceWindowBankDays,
    collectionWithinBankDays: section.collectionWithinBankDays,
    acceptedWithinBankDays: section.acceptedWithinBankDays,
    fallbackTo: section.fallbackTo ?? null,
    mail,
    cover: (cover?.enabled ?? true) ? { logo: readCoverLogo(section, mail.logo, configDir, secrets.tell) } : null,
    attachments: readAttachments(section.attachments, language, configDir, secrets.tell),
  };
}

function toBounces({ address, imap }: BouncesSection, secrets: SecretReader): DeliverySettings['bounces'] {
  if (!imap) return { address, mailbox: null };
  const { host, port, tls, folder, moveTo } = imap;
  const user = secrets.read('/delivery/bounces/imap/user', imap.user);
  const password = secrets.read('/delivery/bounces/imap/password', imap.password);
  return { address, mailbox: { host, port, tls, user, password, folder, moveTo: moveTo ?? null } };
}

function toErp(section: ErpSection, secrets: SecretReader, configDir: string): ErpConnection {
  const webhook = secrets.readSigningKey('/erp/webhookSecret', section.webhookSecret);
  const previous = secrets.readSigningKey('/erp/previousWebhookSecret', section.previousWebhookSecret);
  return {
    type: section.type,
    webhookSecrets: [webhook, previous].filter((secret) => secret !== null),
    orders: toEndpoint('/erp/orders', section.orders, secrets),
    entries: toEndpoint('/erp/entries', section.entries, secrets),
    concurrency: section.concurrency,
    timeoutMs: section.timeoutSeconds * 1000,
    pullOverlapMinutes: section.pullOverlapMinutes,
    dropFolder: section.dropFolder === undefined ? null : resolve(configDir, section.dropFolder),
  };
}

function toEndpoint(at: string, section: EndpointSection | undefined, secrets: SecretReader): ErpEndpoint | null {
  if (!section) return null;
  const headers = Object.entries(section.headers).map(([name, reference]): [string, Secret] => [
    name.toLowerCase(),
    secrets.read(`${at}/headers/${name}`, reference),
  ]);
  return { url: withoutSlash(section.url), headers: Object.fromEntries(headers) };
}

function toLedger(section: LedgerSection): LedgerSettings {
  const { invoice, payment, settlement } = section.posting;
  return {
    chart: chartOf(section.chart, section.accounts),
    vat: section.vat.map((mapping) => ({
      country: mapping.country,
      rate: parseRate(mapping.rate),
      erpCode: mapping.erpCode ?? null,
      code: mapping.code,
      from: mapping.from ?? null,
      to: mapping.to ?? null,
    })),
    posting: {
      invoice,
      'credit-note': invoice,
      loss: invoice,
      payment,
      'payment-reversal': payment,
      settlement,
      payout: settlement,
    },
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
