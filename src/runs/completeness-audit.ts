import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { query } from '../platform/database/sql.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { Merchants } from '../merchants/merchants.js';
import { RunStage } from './run-stage.js';
import { Runs, type StageOutcome } from './runs.js';
import { AUDIT_STAGE } from './steps.js';

/** A settlement that took money out of our claim on the provider; one that pays nothing out leaves all but its fee there. */
const PAID_OUT = "s.state in ('posted', 'received') and s.net_minor > 0";

/** Questions whose answer should be zero. Counts of objects, or differences in minor units. */
const AUDIT_QUESTIONS = {
  ordersWithoutInvoice: `
    select count(*) from sales_order o where o.merchant_id = $1 and o.created_at < now() - interval '10 minutes'
      and (o.state = 'received' or (o.state = 'accepted' and not exists (select 1 from invoice i where i.sales_order_id = o.id)))`,
  invoicesWithoutCollection: `
    select count(*) from invoice where merchant_id = $1 and channel = 'merchant' and state = 'authorised'
      and created_at < now() - interval '1 hour'`,
  collectedWithoutMail: `
    select count(*) from invoice i where i.merchant_id = $1 and i.channel = 'merchant' and i.voided_at is null
      and i.collection_started_at < now() - interval '1 hour'
      and not exists (select 1 from delivery d where d.invoice_id = i.id and d.state = 'accepted')`,
  bouncedNotResent: `
    select count(*) from invoice i where i.merchant_id = $1 and i.state in ('issued', 'partly-paid')
      and exists (select 1 from delivery d where d.invoice_id = i.id and d.bounced_at is not null)
      and not exists (select 1 from delivery d where d.invoice_id = i.id and d.bounced_at is null
        and d.state in ('planned', 'sending', 'accepted'))`,
  paidWithoutSettlement: `
    select count(*) from payment p where p.merchant_id = $1 and p.created_at < now() - interval '14 days'
      and not exists (select 1 from settlement_line l where l.payment_id = p.id)`,
  settledWithoutPosting: `
    select count(*) from settlement where merchant_id = $1 and state in ('listed', 'stopped')
      and created_at < now() - interval '1 day'`,
  entriesNotInErp: `
    select count(*) from entry_handover where merchant_id = $1 and state <> 'verified'
      and created_at < now() - interval '1 hour'`,
  ledgerImbalance: `
    select coalesce(sum(case side when 'D' then base_minor else -base_minor end), 0) from posting where merchant_id = $1`,
  receivableDifference: `
    select coalesce((select sum(case side when 'D' then base_minor else -base_minor end) from posting
        where merchant_id = $1 and role = 'receivable'), 0)
      - coalesce((select sum(open_minor) from invoice
        where merchant_id = $1 and collection_started_at is not null), 0)`,
  clearingDifference: `
    select coalesce((select sum(case side when 'D' then base_minor else -base_minor end) from posting
        where merchant_id = $1 and role = 'providerClearing'), 0)
      - coalesce((select sum(p.amount_minor) from payment p where p.merchant_id = $1 and not exists (
          select 1 from settlement_line l join settlement s on s.id = l.settlement_pk
          where l.payment_id = p.id and ${PAID_OUT}) and not exists (
          select 1 from settlement_line l join settlement s on s.id = l.settlement_pk
          where l.overpayment_id = p.id and ${PAID_OUT})), 0)
      + coalesce((select sum(r.amount_minor) from payment_reversal r where r.merchant_id = $1 and not exists (
          select 1 from settlement s where s.merchant_id = $1 and s.settlement_id = r.settlement_id and ${PAID_OUT})), 0)
      + coalesce((select sum(abs(s.fee_minor)) from settlement s
          where s.merchant_id = $1 and s.state = 'posted' and s.net_minor <= 0), 0)`,
} as const;

export type AuditQuestion = keyof typeof AUDIT_QUESTIONS;

/** Asks every question, from the stored facts, independent of the code that wrote them. */
@Injectable()
export class CompletenessAudit {
  constructor(private readonly dataSource: DataSource) {}

  async run(merchantId: string): Promise<Record<AuditQuestion, number>> {
    const columns = Object.entries(AUDIT_QUESTIONS).map(([name, sql]) => `(${sql})::text as "${name}"`);
    const [row = {}] = await query<Record<string, string>>(this.dataSource.manager, `select ${columns.join(', ')}`, [
      merchantId,
    ]);
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])) as Record<
      AuditQuestion,
      number
    >;
  }
}

/** The audit as the last stage of the nightly run. */
@HandlesStep(AUDIT_STAGE)
@Injectable()
export class AuditStage extends RunStage {
  protected readonly stage = AUDIT_STAGE.name;

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly audit: CompletenessAudit,
  ) {
    super(merchants, runs);
  }

  protected async work(merchant: Merchant): Promise<Omit<StageOutcome, 'fault'>> {
    const answers = Object.entries(await this.audit.run(merchant.id));
    return { counts: Object.fromEntries(answers.map(([name, value]) => [`audit.${name}`, value])), cursor: null };
  }
}
