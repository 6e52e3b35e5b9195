import { Injectable } from '@nestjs/common';
import { NotPermitted, ProviderRejected } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { type FetchedDocument, InvoiceDocuments } from '../../delivery/invoice-documents.port.js';
import { HttpClient } from '../../platform/net/http-client.js';
import { DinteroApi } from './dintero-api.js';
import { DinteroClient } from './dintero.client.js';
import type { DinteroTransaction } from './types/transaction.js';
import { type DocumentPolicy, documentPolicyOf } from './document-policy.js';
import { fetchFile } from './fetch-file.js';
import { toTransaction } from './to-transaction.js';

const BYTES_MAX = 20 * 1024 * 1024;
const PDF_MARK = Buffer.from('%PDF-');

interface DocumentAccess {
  readonly http: HttpClient;
  readonly policy: DocumentPolicy;
}

/** Invoice PDFs by the procedure of API reference 3.10, which survives every way they may be served. */
@Injectable()
export class DinteroDocuments extends InvoiceDocuments {
  private readonly access = new Map<string, DocumentAccess>();
  /** Merchants whose client may not ask for a file; most files come without being asked for. Until the next start. */
  private readonly mayNotAsk = new Set<string>();

  constructor(
    private readonly dintero: DinteroApi,
    private readonly client: DinteroClient,
  ) {
    super();
  }

  async fetch(merchant: Merchant, transactionId: string): Promise<FetchedDocument> {
    const transaction = await this.dintero.transactions.get(merchant, transactionId);
    const address = toTransaction(transaction, merchant.baseCurrency, new Date()).facts.documentUrl;
    if (address === null) return this.askFor(merchant, transaction, 'the transaction names no file');

    try {
      return await this.download(merchant, transaction, address);
    } catch (error) {
      if (!(error instanceof ProviderRejected)) throw error;
      return { kind: 'unusable', reason: error.message };
    }
  }

  private async download(
    merchant: Merchant,
    transaction: DinteroTransaction,
    address: string,
  ): Promise<FetchedDocument> {
    const { http, policy } = this.accessFor(merchant);
    const tokens = this.client.fileTokens(merchant);
    const { response, host } = await fetchFile(http, policy, address, tokens, BYTES_MAX);
    if (response.status !== 200) return this.askFor(merchant, transaction, `its address answers ${response.status}`);
    if (response.body.subarray(0, PDF_MARK.length).equals(PDF_MARK)) {
      return { kind: 'document', bytes: response.body, sourceHost: host };
    }
    const type = response.headers['content-type'] ?? 'unnamed';
    if (type.includes('json')) return this.askFor(merchant, transaction, 'its address gives no file');
    return { kind: 'unusable', reason: `${response.body.length} bytes of type ${type} that are not a PDF` };
  }

  /** Asks Dintero to produce the file; whether that is done at once is not documented, so the next attempt looks again. */
  private async askFor(merchant: Merchant, transaction: DinteroTransaction, reason: string): Promise<FetchedDocument> {
    if (this.mayNotAsk.has(merchant.id)) return { kind: 'missing', reason: `${reason}; we may not ask for it` };
    try {
      await this.dintero.events.send(merchant, 'sync_invoice_file', transaction);
    } catch (error) {
      if (!(error instanceof ProviderRejected || error instanceof NotPermitted)) throw error;
      if (error instanceof NotPermitted) this.mayNotAsk.add(merchant.id);
      return { kind: 'missing', reason: `${reason}; asked for it: ${error.message}` };
    }
    return { kind: 'missing', reason };
  }

  private accessFor(merchant: Merchant): DocumentAccess {
    let access = this.access.get(merchant.id);
    if (!access) {
      const policy = documentPolicyOf(merchant);
      access = { policy, http: new HttpClient(policy.outbound) };
      this.access.set(merchant.id, access);
    }
    return access;
  }
}
