import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { voidCauseIn } from '../domain/invoice/void-cause.js';
import { checkOrder } from '../domain/order/check-order.js';
import { normalizeOrganizationNumber } from '../domain/order/organization-number.js';
import type { Cancellation, ExistingSale, Language, Order, OrderLine } from '../domain/order/order.js';
import { spreadVat } from '../domain/order/spread-vat.js';
import { type Problem, problem } from '../domain/problem.js';
import { parseRate } from '../domain/vat.js';
import { problemsOf } from '../platform/validation/validation-problems.js';
import { CancellationDto, type DebtorDto, type InvoiceWishesDto, OrderDto } from './order.dto.js';
import { soundness } from './soundness.js';

/** An order needs four levels; far deeper ones would exhaust the stack of whatever walks through them. */
const DEPTH_MAX = 20;

/** What a message from an ERP turned out to be. */
export type ReadMessage =
  | { readonly kind: 'order'; readonly order: Order; readonly warnings: readonly Problem[] }
  | { readonly kind: 'cancellation'; readonly cancellation: Cancellation }
  | { readonly kind: 'refused'; readonly orderId: string | null; readonly problems: readonly Problem[] };

/** Reads a message and checks everything about it; a refused one names every fault at once. Never throws. */
export function readOrderMessage(body: Buffer, mode: 'test' | 'live'): ReadMessage {
  let content: unknown;
  try {
    content = JSON.parse(body.toString('utf8'));
  } catch {
    return refusedWhole('json', 'The body is not JSON.', 'Send one order as a JSON object, encoded in UTF-8.');
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return refusedWhole('object', 'The body is not an object.', 'Send one order as a JSON object.');
  }
  if (isDeeper(content, DEPTH_MAX)) {
    return refusedWhole('depth', 'The body is nested too deeply.', `Send at most ${DEPTH_MAX} levels.`);
  }
  return 'status' in content && content.status === 'cancelled' ? readCancellation(content) : readOrder(content, mode);
}

function readOrder(content: object, mode: 'test' | 'live'): ReadMessage {
  const dto = plainToInstance(OrderDto, content, { exposeDefaultValues: true });
  const found = problemsOf(validateSync(dto, { whitelist: true, forbidNonWhitelisted: true }));
  const unknown = found.filter((p) => p.rule === 'unknownField');
  const wrong = found.filter((p) => p.rule !== 'unknownField');
  const isSound = soundness(wrong);
  const order = toOrder(dto, isSound);
  const findings = order ? checkOrder(order, isSound, mode) : { problems: [], warnings: [] };
  const problems = [...wrong, ...findings.problems, ...saleProblems(dto.invoice, isSound)];
  if (problems.length > 0 || !order) return { kind: 'refused', orderId: idOf(content), problems };
  return { kind: 'order', order, warnings: [...unknown, ...findings.warnings] };
}

function readCancellation(content: object): ReadMessage {
  const dto = plainToInstance(CancellationDto, content, { exposeDefaultValues: true });
  const problems = problemsOf(validateSync(dto));
  if (problems.length > 0) return { kind: 'refused', orderId: idOf(content), problems };
  const { orderId, revision, cause, note } = dto;
  const text = note === null ? cause : `${cause}: ${note}`;
  return { kind: 'cancellation', cancellation: { orderId, revision, cause: voidCauseIn(cause), text } };
}

/** The order with what is readable; fields known to be wrong get a stand-in that no check looks at. */
function toOrder(dto: OrderDto, isSound: (...pointers: string[]) => boolean): Order | null {
  if (!isSound('/debtor', '/debtor/address', '/lines') || dto.lines.some(isNotALine)) return null;
  return {
    orderId: dto.orderId,
    orderNumber: dto.orderNumber ?? dto.orderId,
    revision: dto.revision,
    orderDate: dto.orderDate,
    currency: dto.currency,
    totalMinor: bigintOr0(dto.totalAmount),
    vatMinor: bigintOr0(dto.vatAmount),
    debtor: toDebtor(dto.debtor),
    lines: toLines(dto, isSound),
    invoice: {
      product: dto.invoice?.product ?? null,
      channel: dto.invoice?.channel ?? null,
      daysUntilDue: dto.invoice?.daysUntilDue ?? null,
      flow: dto.invoice?.flow ?? null,
      sendLink: dto.invoice?.sendLink ?? null,
      number: dto.invoice?.number ?? null,
      sale: dto.invoice ? toSale(dto.invoice) : null,
    },
    metadata: Object.fromEntries(
      Object.entries(dto.metadata ?? {}).filter(
        (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
      ),
    ),
  };
}

function toDebtor(dto: DebtorDto): Order['debtor'] {
  const name = dto.name ?? [dto.firstName, dto.lastName].filter(Boolean).join(' ');
  return {
    debtorId: dto.debtorId,
    type: dto.type,
    name: dto.type === 'company' ? (dto.name ?? '') : name,
    // What is not text was found wrong already, and is not text in spite of its type.
    organizationNumber:
      typeof dto.organizationNumber === 'string' ? normalizeOrganizationNumber(dto.organizationNumber) : null,
    firstName: dto.firstName ?? '',
    lastName: dto.lastName ?? '',
    email: dto.email ?? '',
    phone: dto.phone ?? '',
    language: languageOf(dto.language),
    reference: dto.reference,
    costCenter: dto.costCenter,
    address: {
      line1: dto.address.line1 ?? '',
      line2: dto.address.line2,
      postalCode: dto.address.postalCode ?? '',
      city: dto.address.city ?? '',
      country: dto.address.country,
    },
  };
}

/** The transaction says most; that only one of them is named is checked apart. */
function toSale({ transactionId, sessionId, saleReference }: InvoiceWishesDto): ExistingSale | null {
  if (transactionId !== null) return { by: 'transaction', id: transactionId };
  if (sessionId !== null) return { by: 'session', id: sessionId };
  return saleReference === null ? null : { by: 'reference', id: saleReference };
}

function saleProblems(wishes: InvoiceWishesDto | null, isSound: (...pointers: string[]) => boolean): Problem[] {
  const names = ['transactionId', 'sessionId', 'saleReference', 'flow'] as const;
  if (!wishes || !isSound('/invoice', ...names.map((name) => `/invoice/${name}`))) return [];
  const [first, ...others] = names.filter((name) => (wishes[name] ?? null) !== null);
  return others.map((name) => {
    const message = `${name} cannot stand beside ${first}: a sale that exists is named once, and is not invoiced again.`;
    return problem(`/invoice/${name}`, 'oneSale', message, `Send ${first} or ${name}, not both.`);
  });
}

function toLines(dto: OrderDto, isSound: (...pointers: string[]) => boolean): OrderLine[] {
  const amounts = dto.lines.map((line, i) => ({
    amountMinor: bigintOr0(line.amount),
    vatRate: isSound(`/lines/${i}/vatRate`) ? parseRate(line.vatRate) : 0,
    vatMinor: line.vatAmount === null ? null : bigintOr0(line.vatAmount),
  }));
  const vat = spreadVat(amounts, isSound('/vatAmount') ? bigintOr0(dto.vatAmount) : null);
  return dto.lines.map((line, i) => ({
    lineId: line.lineId,
    sku: line.sku,
    description: line.description,
    quantity: line.quantity,
    amountMinor: amounts[i]?.amountMinor ?? 0n,
    vatRate: amounts[i]?.vatRate ?? 0,
    vatMinor: vat[i] ?? 0n,
    vatCode: line.vatCode,
    type: line.type,
  }));
}

function bigintOr0(value: number): bigint {
  return Number.isSafeInteger(value) ? BigInt(value) : 0n;
}

/** Norwegian in all its codes is nb; a language we do not write falls back to the merchant's. */
function languageOf(code: string | null): Language | null {
  switch (code) {
    case 'nb':
    case 'nn':
    case 'no':
      return 'nb';
    case 'sv':
    case 'en':
      return code;
    default:
      return null;
  }
}

function idOf(content: object): string | null {
  const id: unknown = 'orderId' in content ? content.orderId : null;
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id.length > 0 && id.length <= 100 ? id : null;
}

function refusedWhole(name: string, message: string, fix: string): ReadMessage {
  return { kind: 'refused', orderId: null, problems: [problem('', name, message, fix)] };
}

function isNotALine(line: unknown): boolean {
  return typeof line !== 'object' || line === null;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
