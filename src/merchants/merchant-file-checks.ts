import { type Problem, problem } from '../domain/problem.js';
import { vatCodesOf } from '../domain/ledger/vat-code.js';
import type { MerchantFile } from './merchant-file.js';
import { GroupedSection, type PolicySection } from './sections/invoicing-section.js';

/** What a merchant's file is checked against besides itself. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  readonly publicUrl: URL;
}

/** Rules that need more than one field, on a file whose single fields are right. */
export function crossFieldProblems(file: MerchantFile, fileName: string, { publicUrl }: Surroundings): Problem[] {
  return [
    ...identityProblems(file, fileName),
    ...(file.mode === 'live' ? liveProblems(file, publicUrl) : []),
    ...groupedProblems(file),
    ...policyProblems(file),
    ...deliveryProblems(file),
    ...vatProblems(file),
  ];
}

function identityProblems(file: MerchantFile, fileName: string): Problem[] {
  const problems: Problem[] = [];
  if (file.merchant !== fileName) {
    problems.push(
      problem('/merchant', 'fileName', 'must be the same as the file name', `Write ${fileName}, or rename the file.`),
    );
  }
  const letter = file.mode === 'live' ? 'P' : 'T';
  if (!file.dintero.accountId.startsWith(letter)) {
    const message = `must start with ${letter} in ${file.mode} mode`;
    problems.push(problem('/dintero/accountId', 'mode', message, 'Correct the account id, or the mode.'));
  }
  return problems;
}

function liveProblems(file: MerchantFile, publicUrl: URL): Problem[] {
  const addresses: [string, string | undefined][] = [
    ['/dintero/checkoutUrl', file.dintero.checkoutUrl],
    ['/dintero/apiUrl', file.dintero.apiUrl],
    ['/erp/orders/url', file.erp.orders?.url],
    ['/erp/entries/url', file.erp.entries?.url],
    ['/invoicing/checkout/returnUrl', file.invoicing.checkout?.returnUrl],
  ];
  const plain = addresses
    .filter(([, url]) => url?.startsWith('http:'))
    .map(([pointer]) => problem(pointer, 'https', 'must use https in live mode', 'Use the https address.'));
  if (publicUrl.protocol !== 'https:') {
    plain.push(
      problem(
        '/mode',
        'publicUrl',
        'live needs a PUBLIC_URL with https',
        'Set PUBLIC_URL to the https address of this server.',
      ),
    );
  }
  if (file.delivery?.bounces?.imap?.tls === 'none') {
    const message = 'must not be none in live mode: the password would cross the network in clear';
    plain.push(problem('/delivery/bounces/imap/tls', 'tls', message, 'Use implicit, or starttls.'));
  }
  if (file.dintero.callbackSecrets.length === 0) {
    plain.push(
      problem(
        '/dintero/callbackSecrets',
        'required',
        'needs at least one secret in live mode',
        'Create one in Dintero.',
      ),
    );
  }
  return plain;
}

function groupedProblems({ invoicing }: MerchantFile): Problem[] {
  const account = invoicing.grouped?.interval ?? new GroupedSection().interval;
  return invoicing.rules.flatMap(({ product, channel, interval }, index) => {
    const at = `/invoicing/rules/${index}`;
    if (product !== 'b2b-grouped') {
      const message = `is for grouped invoices, and this rule makes ${product}`;
      return interval ? [problem(`${at}/interval`, 'groupedOnly', message, 'Leave it out.')] : [];
    }
    const problems: Problem[] = [];
    if (channel === 'merchant') {
      const message = 'cannot be merchant for b2b-grouped: Kravia always delivers grouped invoices';
      problems.push(problem(`${at}/channel`, 'groupedByKravia', message, 'Leave it out, or use the product b2b.'));
    }
    if (interval && interval !== account && invoicing.flow === 'one-step') {
      const message = `cannot be asked for in one step, where the account decides: ${account} by invoicing.grouped.interval`;
      problems.push(problem(`${at}/interval`, 'oneStep', message, 'Leave it out, or use the two-step flow.'));
    }
    return problems;
  });
}

/** Of two policies of one day about the same debtors the second would never decide. */
function policyProblems({ invoicing: { policies } }: MerchantFile): Problem[] {
  const about = ({ from, when }: PolicySection): string =>
    JSON.stringify([from, when?.debtor ?? null, [...(when?.country ?? [])].sort()]);
  return policies.flatMap((policy, index) => {
    const first = policies.findIndex((other) => about(other) === about(policy));
    if (first === index) return [];
    const message = `is about the same day and debtors as invoicing.policies[${first}], which decides`;
    return [problem(`/invoicing/policies/${index}`, 'policy', message, 'Drop one of them.')];
  });
}

function deliveryProblems(file: MerchantFile): Problem[] {
  if (file.delivery) return [];
  const problems: Problem[] = [];
  const { defaultChannel, rules, policies } = file.invoicing;
  const delivers = rules.some(({ product, channel }) => product !== 'b2b-grouped' && channel === 'merchant');
  const switches = policies.some(({ action, channel }) => action === 'switch' && channel === 'merchant');
  if (delivers || switches || defaultChannel === 'merchant') {
    const message = 'is needed, because the merchant channel is used';
    problems.push(problem('/delivery', 'required', message, 'Add smtp and from, or use the kravia channel.'));
  }
  if (file.invoicing.checkout?.sendLink) {
    const message = 'is needed, because invoicing.checkout.sendLink is set';
    problems.push(problem('/delivery', 'required', message, 'Add smtp and from, or drop sendLink.'));
  }
  if (file.schedule.report) {
    problems.push(
      problem(
        '/delivery',
        'required',
        'is needed to send the morning report',
        'Add smtp and from, or drop schedule.report.',
      ),
    );
  }
  return problems;
}

function vatProblems(file: MerchantFile): Problem[] {
  return file.ledger.vat.flatMap((mapping, index) => {
    const known = vatCodesOf(mapping.country);
    if (known.includes(mapping.code)) return [];
    const message = `is not a VAT code of ${mapping.country}`;
    return [problem(`/ledger/vat/${index}/code`, 'vatCode', message, `Use one of ${known.join(', ')}.`)];
  });
}
