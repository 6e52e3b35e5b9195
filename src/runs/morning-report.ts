import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, Not } from 'typeorm';
import { ProviderRejected } from '../domain/errors.js';
import { localDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import { Mailer } from '../delivery/mailer.port.js';
import { framePictures, mailFrame } from '../delivery/mail-frame.js';
import { messageIdFor } from '../delivery/message-id.js';
import type { ExceptionCode } from '../exceptions/exception-codes.js';
import { explain } from '../exceptions/explain.js';
import type { ErrorDetails } from '../domain/errors.js';
import { Merchants } from '../merchants/merchants.js';
import { query } from '../platform/database/sql.js';
import { MailTemplate } from '../platform/mail/mail-template.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { ComingPolicies } from './coming-policies.js';
import { CompletenessAudit } from './completeness-audit.js';
import { REPORT_WORDS, type ReportWords } from './report-words.js';
import { RunRow } from './run.entity.js';
import { RunStage } from './run-stage.js';
import { Runs, type StageOutcome } from './runs.js';
import { REPORT_STAGE } from './steps.js';

/** Exceptions listed one by one; beyond it only their number. */
const SHOWN_MAX = 20;

interface DayFigures {
  readonly orders: string;
  readonly issued: string;
  readonly started: string;
  readonly mailed: string;
  readonly delivered: string;
  readonly bounced: string;
  readonly paid: string;
  readonly settled: string;
}

const NOTHING_HAPPENED: DayFigures = {
  orders: '0',
  issued: '0',
  started: '0',
  mailed: '0',
  delivered: '0',
  bounced: '0',
  paid: '0',
  settled: '0',
};

interface OpenCase {
  readonly code: ExceptionCode;
  readonly subject_id: string;
  readonly details: ErrorDetails;
}

/** The e-mail the operator reads at 08:00: how the night went, the numbers that should be zero, and what to press. */
@HandlesStep(REPORT_STAGE)
@Injectable()
export class MorningReport extends RunStage {
  protected readonly stage = REPORT_STAGE.name;
  private readonly template = MailTemplate.shipped('report');

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly dataSource: DataSource,
    private readonly audit: CompletenessAudit,
    private readonly mailer: Mailer,
    private readonly policies: ComingPolicies,
  ) {
    super(merchants, runs);
  }

  protected async work(merchant: Merchant, run: RunRow): Promise<Omit<StageOutcome, 'fault'>> {
    const { report } = merchant.schedule;
    if (!report || report.to.length === 0) return { counts: { 'report.sent': 0 }, cursor: null };
    const words = REPORT_WORDS[merchant.language];
    const date = localDate(run.createdAt, merchant.timeZone);
    const answers = await this.audit.run(merchant.id);
    const cases = await this.openCases(merchant.id);
    const night = await this.lastNight(merchant.id);
    const isWell =
      cases.length === 0 && Object.values(answers).every((value) => value === 0) && night?.state === 'succeeded';
    const subject = words.subject(merchant.name, date, isWell, cases.length);
    const { text, html } = this.template.render({
      ...mailFrame(merchant),
      lang: merchant.language,
      subject,
      headline: isWell ? words.allWell : words.needsYou(cases.length),
      nightLabel: words.night,
      night: night ? words.nightLine(night) : words.noNight,
      figuresLabel: words.figures,
      figures: [
        ...figureRows(words, await this.figures(merchant.id), merchant.baseCurrency),
        ...(await this.policies.run(merchant, date)),
      ],
      auditLabel: words.audit,
      audit: Object.entries(answers).map(([name, value]) => ({ label: words.questions[name] ?? name, value })),
      casesLabel: words.cases,
      cases: cases.slice(0, SHOWN_MAX).map(({ code, subject_id: id, details }) => ({
        code,
        id,
        ...explain(code, details, merchant.language),
      })),
      more: cases.length > SHOWN_MAX ? words.more(cases.length - SHOWN_MAX) : '',
    });
    const messageId = messageIdFor(merchant, `report.${merchant.id}.${run.id}`);
    await this.send(merchant, {
      to: report.to,
      subject,
      text,
      html,
      messageId,
      returnAddress: null,
      attachments: framePictures(merchant),
      withBlindCopies: false,
    });
    return { counts: { 'report.sent': report.to.length }, cursor: null };
  }

  private async send(merchant: Merchant, mail: Parameters<Mailer['send']>[1]): Promise<void> {
    try {
      await this.mailer.send(merchant, mail);
    } catch (error) {
      if (!(error instanceof ProviderRejected)) throw error;
      throw new Error(`The mail server refused the report: ${error.message}`, { cause: error });
    }
  }

  private async lastNight(merchantId: string): Promise<RunRow | null> {
    return this.dataSource.manager.findOne(RunRow, {
      where: { merchantId, kind: In(['nightly-sync']), finishedAt: Not(IsNull()) },
      order: { id: 'DESC' },
    });
  }

  private async openCases(merchantId: string): Promise<OpenCase[]> {
    return query<OpenCase>(
      this.dataSource.manager,
      `select code, subject_id, details from exception_case where merchant_id = $1 and state = 'open' order by id`,
      [merchantId],
    );
  }

  private async figures(merchantId: string): Promise<DayFigures> {
    const [row] = await query<DayFigures>(
      this.dataSource.manager,
      `select
         (select count(*) from sales_order where merchant_id = $1 and created_at > now() - interval '1 day') as orders,
         (select count(*) from journal_entry where merchant_id = $1 and kind = 'invoice'
            and created_at > now() - interval '1 day') as issued,
         (select count(*) from invoice where merchant_id = $1
            and collection_started_at > now() - interval '1 day') as started,
         (select count(*) from delivery where merchant_id = $1 and accepted_at > now() - interval '1 day') as mailed,
         (select count(*) from delivery where merchant_id = $1 and delivered_at > now() - interval '1 day') as delivered,
         (select count(*) from delivery where merchant_id = $1 and bounced_at > now() - interval '1 day') as bounced,
         (select coalesce(sum(amount_minor), 0) from payment where merchant_id = $1
            and created_at > now() - interval '1 day') as paid,
         (select coalesce(sum(net_minor), 0) from settlement s join journal_entry e on e.id = s.entry_id
            where s.merchant_id = $1 and e.created_at > now() - interval '1 day') as settled`,
      [merchantId],
    );
    return row ?? NOTHING_HAPPENED;
  }
}

function figureRows(words: ReportWords, figures: DayFigures, currency: string): { label: string; value: string }[] {
  const amount = (minor: string): string => `${formatMinor(BigInt(minor))} ${currency}`;
  return [
    { label: words.orders, value: figures.orders },
    { label: words.issued, value: figures.issued },
    { label: words.started, value: figures.started },
    { label: words.mailed, value: figures.mailed },
    { label: words.delivered, value: figures.delivered },
    { label: words.bounced, value: figures.bounced },
    { label: words.paid, value: amount(figures.paid) },
    { label: words.settled, value: amount(figures.settled) },
  ];
}
