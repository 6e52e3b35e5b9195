import { Injectable } from '@nestjs/common';
import { ProviderRejected } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { HttpClient } from '../../platform/net/http-client.js';
import { hostAndPort } from '../../platform/net/address-guard.js';
import { readJson } from '../../platform/net/read-json.js';
import {
  SettlementSource,
  type SettlementPage,
  type SettlementReport,
} from '../../reconciliation/settlement-source.port.js';
import { SETTLEMENT_OPERATIONS } from './api/settlements.js';
import { DinteroApi } from './dintero-api.js';
import { addressOf } from './dintero-request.js';
import { DinteroClient } from './dintero.client.js';
import type { DinteroReport, SettlementCursor } from './types/settlement.js';
import { documentPolicyOf } from './document-policy.js';
import { fetchFile } from './fetch-file.js';
import { isReport, toListedSettlements, toReportedLine, toTotals } from './to-settlement.js';

const PAGE = 100;
const BYTES_MAX = 200 * 1024 * 1024;

/** Settlements of a Dintero account, with their normalised JSON reports. */
@Injectable()
export class DinteroSettlements extends SettlementSource {
  private readonly http = new Map<string, HttpClient>();

  constructor(
    private readonly dintero: DinteroApi,
    private readonly client: DinteroClient,
  ) {
    super();
  }

  async list(merchant: Merchant, createdSince: string, after: string | null): Promise<SettlementPage> {
    // `created_at.*` would filter by settlement date, whatever its name says (API reference 7.2).
    const filters = { 'item_created_at.gte': createdSince };
    const list = await this.dintero.settlements.page(merchant, filters, { limit: PAGE, after: cursorIn(after) });
    const items = list.items ?? [];
    const key = list.last_evaluated_key;
    const hasMore = items.length > 0 && key?.id !== undefined;
    return { settlements: items.flatMap(toListedSettlements), next: hasMore ? JSON.stringify(key) : null };
  }

  async report(merchant: Merchant, settlementId: string, reportId: string): Promise<SettlementReport> {
    const address = addressOf(merchant, this.dintero.settlements.attachmentCall(merchant, settlementId, reportId));
    const http = this.httpFor(merchant);
    const tokens = this.client.fileTokens(merchant);
    const { response, host } = await fetchFile(http, documentPolicyOf(merchant), address, tokens, BYTES_MAX);
    const isOfDintero = host === hostAndPort(new URL(address));
    if (isOfDintero && (response.status === 401 || response.status === 403)) {
      throw await this.client.failure(merchant, SETTLEMENT_OPERATIONS.attachment, response);
    }
    if (response.status !== 200) {
      throw new ProviderRejected('REPORT_UNREADABLE', `the attachment answers ${response.status}`, {
        status: response.status,
      });
    }
    const report = reportIn(response.body);
    try {
      const lines = (report.transactions ?? []).map(toReportedLine);
      return { bytes: response.body, currency: report.currency ?? '', header: toTotals(report), lines };
    } catch (error) {
      throw new ProviderRejected(
        'REPORT_UNREADABLE',
        'the report has an amount that is not a whole number',
        {},
        { cause: error },
      );
    }
  }

  private httpFor(merchant: Merchant): HttpClient {
    let http = this.http.get(merchant.id);
    if (!http) {
      http = new HttpClient(documentPolicyOf(merchant).outbound);
      this.http.set(merchant.id, http);
    }
    return http;
  }
}

function cursorIn(after: string | null): SettlementCursor | undefined {
  return after === null ? undefined : (JSON.parse(after) as SettlementCursor);
}

/** The report itself, or a JSON string that holds it, as text or base64 (API reference 7.4). */
function reportIn(body: Buffer): DinteroReport {
  let content = readJson(body);
  if (typeof content === 'string') {
    const text = /^\s*[[{]/.test(content) ? content : Buffer.from(content, 'base64').toString('utf8');
    content = readJson(Buffer.from(text));
  }
  if (isReport(content)) return content;
  throw new ProviderRejected('REPORT_UNREADABLE', 'the attachment is not a report in JSON');
}
