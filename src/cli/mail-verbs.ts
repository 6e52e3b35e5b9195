import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { type MailPreview, samplePreview } from '../delivery/mail-preview.js';
import { sampleOrder } from '../delivery/sample-mail.js';
import { MAIL_KINDS, type MailKind } from '../domain/mail/mail-placeholders.js';
import type { Merchant } from '../domain/merchant.js';
import { type Language, LANGUAGES, type Order } from '../domain/order/order.js';
import { readOrderMessage } from '../orders/read-order.js';
import { apiTarget, callApi, callForBytes } from './api-client.js';
import { addMailDomainVerb } from './mail-domain-verb.js';
import { merchantNamed } from './merchant-named.js';
import { CliError, EXIT, type Output, print } from './output.js';

interface PreviewOptions extends Output {
  readonly merchant: string;
  readonly lang?: Language;
  readonly mail: MailKind;
  readonly order: string;
  readonly out: string;
  readonly eml: boolean;
  readonly url?: string;
}

/** Verbs about the mails to debtors. */
export function addMailVerbs(program: Command): void {
  const mail = program.command('mail').description('the mails to debtors');
  addMailDomainVerb(mail);
  mail
    .command('preview')
    .description('write a mail as it would be sent, to look at it; sends nothing')
    .requiredOption('--merchant <id>', 'id of the merchant')
    .addOption(new Option('--lang <language>', 'left out: the debtor’s, or else the merchant’s').choices(LANGUAGES))
    .addOption(new Option('--mail <mail>', 'which mail').choices(MAIL_KINDS).default('invoice'))
    .option(
      '--order <order>',
      'sample; a file with one order in JSON; or the id of an order of a running connector',
      'sample',
    )
    .option('--out <folder>', 'where to write', 'mail-preview')
    .option('--eml', 'write the whole message too', false)
    .option('--url <url>', 'address of the connector, for an order of its own')
    .option('--json', 'answer in JSON', false)
    .action(async (options: PreviewOptions) => {
      const preview = await previewFor(options);
      const files = write(preview, options);
      print(options, { subject: preview.subject, files }, () => [preview.subject, ...files]);
    });
}

async function previewFor(options: PreviewOptions): Promise<MailPreview> {
  const { order: name } = options;
  if (name !== 'sample' && !existsSync(name)) return previewOfRunning(options);
  const merchant = merchantNamed(options.merchant);
  const order = name === 'sample' ? sampleOrder(merchant) : orderIn(name, merchant);
  return samplePreview(options.mail, merchant, inLanguage(order, options.lang));
}

function orderIn(file: string, { mode }: Merchant): Order {
  const read = readOrderMessage(readFileSync(file), mode);
  if (read.kind === 'order') return read.order;
  const faults =
    read.kind === 'refused' ? read.problems.map(({ pointer, message }) => `\n  ${pointer} ${message}`) : [];
  throw new CliError(`${file} holds no order that can be invoiced.${faults.join('')}`, EXIT.refused);
}

function inLanguage(order: Order, language: Language | undefined): Order {
  return language ? { ...order, debtor: { ...order.debtor, language } } : order;
}

/** The newest invoice of an order that a running connector knows. */
async function previewOfRunning(options: PreviewOptions): Promise<MailPreview> {
  if (options.mail !== 'invoice') {
    throw new CliError('Of a running connector only the mail with the invoice can be shown.', EXIT.usage);
  }
  const target = apiTarget(options, process.env);
  const base = `/v1/merchants/${encodeURIComponent(options.merchant)}`;
  const { invoices } = (await callApi(target, 'GET', `${base}/orders/${encodeURIComponent(options.order)}`)) as {
    invoices: { reference: string }[];
  };
  const reference = invoices.at(-1)?.reference;
  if (!reference) throw new CliError(`The order ${options.order} has no invoice yet.`, EXIT.refused);
  const query = options.lang ? `?language=${options.lang}` : '';
  const path = `${base}/invoices/${encodeURIComponent(reference)}/mail`;
  const shown = (await callApi(target, 'GET', path + query)) as Omit<MailPreview, 'eml'>;
  return { ...shown, eml: await callForBytes(target, 'GET', `${path}.eml${query}`) };
}

function write(
  { html, text, eml }: MailPreview,
  { out, mail, merchant, lang, eml: withEml }: PreviewOptions,
): string[] {
  const name = join(out, [merchant, mail, ...(lang ? [lang] : [])].join('.'));
  const parts: [string, string | Buffer][] = [
    [`${name}.html`, html],
    [`${name}.txt`, text],
    ...(withEml ? [[`${name}.eml`, eml] as [string, Buffer]] : []),
  ];
  mkdirSync(out, { recursive: true });
  for (const [file, content] of parts) writeFileSync(file, content);
  return parts.map(([file]) => file);
}
