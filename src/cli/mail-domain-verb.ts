import { type Command, Option } from 'commander';
import { zoneLine } from '../delivery/mail-domain/finding.js';
import { type MailDomainAdvice, mailDomainAdvice } from '../delivery/mail-domain/mail-domain-advice.js';
import { mailDomainSetup } from '../delivery/mail-domain/mail-domain-setup.js';
import { type Language, LANGUAGES } from '../domain/order/order.js';
import { resolverAt } from './dns-resolver.js';
import { merchantNamed } from './merchant-named.js';
import { CliError, EXIT, type Output, print } from './output.js';

interface DomainOptions extends Output {
  readonly merchant: string;
  readonly lang: Language;
  readonly dns?: string;
}

const PATIENCE = { timeout: 5000, tries: 2 };
const MARKS = { ok: 'ok    ', advice: 'advice', fault: 'FAULT ' } as const;

/** Says what DNS lacks for a merchant's mails, and fails when they will be refused. */
export function addMailDomainVerb(mail: Command): void {
  mail
    .command('domain')
    .description('compare what a merchant’s mails claim with SPF, DKIM, DMARC and MX in DNS')
    .requiredOption('--merchant <id>', 'id of the merchant')
    .addOption(new Option('--lang <language>', 'language of the answer').choices(LANGUAGES).default('en'))
    .option('--dns <address>', 'name server to ask, such as 1.1.1.1; left out: that of this machine')
    .option('--json', 'answer in JSON', false)
    .action(async (options: DomainOptions) => {
      const { delivery } = merchantNamed(options.merchant);
      if (!delivery) throw new CliError(`${options.merchant} sends no mail: it has no delivery.`, EXIT.usage);
      const advice = await mailDomainAdvice(mailDomainSetup(delivery), resolverAt(options.dns, PATIENCE), options.lang);
      print(options, { items: advice }, () => advice.flatMap(linesOf));
      if (advice.some(({ level }) => level === 'fault')) throw new CliError('', EXIT.failed);
    });
}

function linesOf({ level, says, record }: MailDomainAdvice): string[] {
  return [`${MARKS[level]}  ${says}`, ...(record ? [`          ${zoneLine(record)}`] : [])];
}
