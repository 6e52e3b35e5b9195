import { Injectable } from '@nestjs/common';
import { OutcomeUnknown, ProviderRejected } from '../../domain/errors.js';
import type { ErpEndpoint, Merchant } from '../../domain/merchant.js';
import type { CanonicalEntry } from '../../ledger/canonical-entry.js';
import { type EntryInErp, ErpJournal, type PostingInErp } from '../../ledger/erp-journal.port.js';
import { isObject, readJson, textField } from '../../platform/net/read-json.js';
import { GenericErpClient } from './generic-erp.client.js';

/** `{entries.url}` of the generic port: POST with an idempotency key, GET by reference. */
@Injectable()
export class GenericErpJournal extends ErpJournal {
  constructor(private readonly client: GenericErpClient) {
    super();
  }

  async find(merchant: Merchant, reference: string): Promise<EntryInErp | null> {
    const suffix = `?${new URLSearchParams({ reference }).toString()}`;
    const response = await this.client.call(merchant, { method: 'GET', endpoint: endpointOf(merchant), suffix });
    if (response.status === 404) return null;
    const found = entriesIn(readJson(response.body)).filter((entry) => textField(entry, 'reference') === reference);
    const [entry] = found;
    if (found.length > 1) {
      throw new ProviderRejected('ERP_DUPLICATE', `the ERP has ${found.length} entries with this reference`, {
        reference,
      });
    }
    return entry ? toEntryInErp(entry) : null;
  }

  async post(merchant: Merchant, entry: CanonicalEntry): Promise<string> {
    const response = await this.client.call(merchant, {
      method: 'POST',
      endpoint: endpointOf(merchant),
      suffix: '',
      headers: { 'idempotency-key': entry.reference },
      body: entry,
    });
    if (response.status === 404) throw new ProviderRejected('ERP_REFUSED', 'the ERP answered 404 at entries.url');
    const id = idOf(readJson(response.body));
    if (id === null)
      throw new OutcomeUnknown('ERP_ANSWER_UNREADABLE', 'the ERP gave no id for the entry', {}, { answered: true });
    return id;
  }
}

function endpointOf(merchant: Merchant): ErpEndpoint {
  if (merchant.erp.entries) return merchant.erp.entries;
  throw new ProviderRejected('ERP_NOT_CONFIGURED', 'this merchant has no erp.entries');
}

/** `{ "entries": [ … ] }`; a bare list, `items`, or the entry alone are understood too. */
function entriesIn(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  if (!isObject(body)) return [];
  const list = body.entries ?? body.items;
  return Array.isArray(list) ? list : [body];
}

function toEntryInErp(entry: unknown): EntryInErp {
  const postings = isObject(entry) ? entry.postings : undefined;
  return {
    id: idOf(entry) ?? textField(entry, 'reference') ?? '',
    date: textField(entry, 'date'),
    postings: Array.isArray(postings) ? postings.map(toPosting) : null,
  };
}

function toPosting(posting: unknown): PostingInErp {
  const amount = isObject(posting) ? posting.amount : undefined;
  return {
    account: textField(posting, 'account') ?? '',
    side: textField(posting, 'side') ?? '',
    amount: typeof amount === 'number' ? amount : Number.NaN,
  };
}

function idOf(body: unknown): string | null {
  const id = isObject(body) ? body.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}
