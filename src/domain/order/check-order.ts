import { hasRegisterLength, hasValidCheckDigit } from './organization-number.js';
import type { Order } from './order.js';
import { formatRate, isPlausibleVat } from '../vat.js';
import { formatMinor } from '../money.js';
import { type Problem, problem } from '../problem.js';

export interface OrderFindings {
  /** Any of these refuses the order. */
  readonly problems: readonly Problem[];
  /** Told to the sender, but they stop nothing. */
  readonly warnings: readonly Problem[];
}

// A star in a pattern stands for any index: `/lines/` + `*` + `/amount`.
/** Whether no field matching one of the pointer patterns was already found wrong. */
export type IsSound = (...pointerPatterns: string[]) => boolean;

/**
 * The rules that need more than one field: sums, VAT arithmetic, and what an invoice to this kind of debtor needs.
 * A rule whose inputs are already known to be wrong is left out, so one mistake is reported once.
 * @param mode in test mode a failed check digit only warns, because the provider's own examples fail it
 */
export function checkOrder(order: Order, isSound: IsSound, mode: 'test' | 'live'): OrderFindings {
  const number = isSound('/debtor/type', '/debtor/organizationNumber', '/debtor/address/country')
    ? organizationNumberProblems(order)
    : { malformed: [], checkDigit: [] };
  return {
    problems: [
      ...requiredByDebtorType(order, isSound),
      ...number.malformed,
      ...(mode === 'live' ? number.checkDigit : []),
      ...lineIdProblems(order, isSound),
      ...sumProblems(order, isSound),
      ...vatProblems(order, isSound),
      ...wishProblems(order, isSound),
    ],
    warnings: mode === 'live' ? [] : number.checkDigit,
  };
}

const REQUIRED_OF_EVERYONE: readonly [pointer: string, read: (order: Order) => string | null, label: string][] = [
  ['/debtor/firstName', (o) => o.debtor.firstName, 'first name'],
  ['/debtor/lastName', (o) => o.debtor.lastName, 'last name'],
  ['/debtor/email', (o) => o.debtor.email, 'e-mail address'],
  ['/debtor/phone', (o) => o.debtor.phone, 'phone number'],
  ['/debtor/address/line1', (o) => o.debtor.address.line1, 'street address'],
  ['/debtor/address/postalCode', (o) => o.debtor.address.postalCode, 'postal code'],
  ['/debtor/address/city', (o) => o.debtor.address.city, 'city'],
];

const REQUIRED_OF_COMPANIES: typeof REQUIRED_OF_EVERYONE = [
  ['/debtor/name', (o) => o.debtor.name, 'company name'],
  ['/debtor/organizationNumber', (o) => o.debtor.organizationNumber, 'organisation number'],
];

function requiredByDebtorType(order: Order, isSound: IsSound): Problem[] {
  const company = isSound('/debtor/type') && order.debtor.type === 'company';
  const required = company ? [...REQUIRED_OF_COMPANIES, ...REQUIRED_OF_EVERYONE] : REQUIRED_OF_EVERYONE;
  const whose = company ? 'company' : 'person';
  const contact = company ? ' A company needs a contact person too.' : '';
  return required
    .filter(([pointer, read]) => isSound(pointer) && !read(order))
    .map(([pointer, , label]) =>
      problem(
        pointer,
        'required',
        `The ${label} is missing; an invoice to a ${whose} needs it.`,
        `Send the debtor's ${label}.${label.endsWith('t name') ? contact : ''}`,
      ),
    );
}

function organizationNumberProblems(order: Order): { malformed: Problem[]; checkDigit: Problem[] } {
  const { type, organizationNumber: number, address } = order.debtor;
  const pointer = '/debtor/organizationNumber';
  if (type !== 'company' || !number) return { malformed: [], checkDigit: [] };
  if (!hasRegisterLength(number, address.country)) {
    const digits = { NO: '9 digits', SE: '10 or 12 digits', FI: '8 digits' }[address.country] ?? 'digits';
    const message = `An organisation number in ${address.country} has ${digits}.`;
    return {
      malformed: [problem(pointer, 'organizationNumber', message, 'Copy it from the register, digits only.')],
      checkDigit: [],
    };
  }
  if (hasValidCheckDigit(number, address.country)) return { malformed: [], checkDigit: [] };
  const message = 'The check digit of the organisation number does not fit: a digit is wrong.';
  return {
    malformed: [],
    checkDigit: [problem(pointer, 'checkDigit', message, 'Look the company up in the register.')],
  };
}

function lineIdProblems(order: Order, isSound: IsSound): Problem[] {
  if (!isSound('/lines', '/lines/*/lineId')) return [];
  const firstSeenAt = new Map<string, number>();
  return order.lines.flatMap((line, index) => {
    const first = firstSeenAt.get(line.lineId);
    if (first === undefined) firstSeenAt.set(line.lineId, index);
    if (first === undefined) return [];
    const message = `Line ${index} has the same lineId as line ${first}.`;
    return [problem(`/lines/${index}/lineId`, 'unique', message, 'Give every line of the order its own lineId.')];
  });
}

function sumProblems(order: Order, isSound: IsSound): Problem[] {
  const problems: Problem[] = [];
  if (!isSound('/lines', '/lines/*/amount', '/totalAmount')) return problems;
  const sum = order.lines.reduce((total, line) => total + line.amountMinor, 0n);
  if (sum !== order.totalMinor) {
    problems.push(
      problem(
        '/totalAmount',
        'sumOfLines',
        `The lines sum to ${formatMinor(sum)}, totalAmount says ${formatMinor(order.totalMinor)}.`,
        'Send line amounts including VAT, after discount, that add up to totalAmount.',
      ),
    );
  }
  if (order.totalMinor <= 0n) {
    const message = 'An invoice must have a positive total.';
    problems.push(problem('/totalAmount', 'positive', message, 'Send a credit as a cancellation, not as an order.'));
  }
  return problems;
}

function vatProblems(order: Order, isSound: IsSound): Problem[] {
  const problems = order.lines.flatMap((line, index) => {
    const at = `/lines/${index}`;
    if (!isSound(`${at}/amount`, `${at}/vatRate`, `${at}/vatAmount`)) return [];
    if (isPlausibleVat(line.amountMinor, line.vatRate, line.vatMinor)) return [];
    const message = `${formatMinor(line.vatMinor)} is not ${formatRate(line.vatRate)} % VAT inside ${formatMinor(line.amountMinor)}.`;
    const fix = 'Send the VAT contained in the line amount, within one minor unit, or leave vatAmount out.';
    return [problem(`${at}/vatAmount`, 'vatArithmetic', message, fix)];
  });
  if (!isSound('/lines', '/lines/*/vatAmount', '/vatAmount')) return problems;
  const sum = order.lines.reduce((total, line) => total + line.vatMinor, 0n);
  if (sum === order.vatMinor) return problems;
  const message = `The VAT of the lines sums to ${formatMinor(sum)}, vatAmount says ${formatMinor(order.vatMinor)}.`;
  return [
    ...problems,
    problem('/vatAmount', 'sumOfLines', message, 'Send vatAmount as the sum of the VAT of the lines.'),
  ];
}

function wishProblems({ debtor, invoice }: Order, isSound: IsSound): Problem[] {
  if (!isSound('/invoice/product') || !invoice.product) return [];
  const problems: Problem[] = [];
  if (isSound('/debtor/type') && (invoice.product === 'b2c') !== (debtor.type === 'person')) {
    const message = `The product ${invoice.product} does not fit a debtor of type ${debtor.type}.`;
    const fix = 'Use b2c for persons, b2b or b2b-grouped for companies.';
    problems.push(problem('/invoice/product', 'fitsDebtor', message, fix));
  }
  if (isSound('/invoice/channel') && invoice.product === 'b2b-grouped' && invoice.channel === 'merchant') {
    const message = 'A grouped invoice cannot be delivered by the merchant: Kravia makes and delivers it.';
    problems.push(problem('/invoice/channel', 'groupedByKravia', message, 'Send kravia or nothing, or use b2b.'));
  }
  return problems;
}
