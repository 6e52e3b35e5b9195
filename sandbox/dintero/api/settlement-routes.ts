import type { Express } from 'express';
import type { Clock } from '../../clock.js';
import { type Answer, bytes, json, redirect } from '../../http/answer.js';
import { type FieldError, FieldReader } from '../../http/field-reader.js';
import { HttpError, refuseIfAny } from '../../http/http-error.js';
import type { Storage, StoredFile } from '../documents/storage.js';
import { attachmentsAt } from '../settlements/settlement-json.js';
import { listSettlements } from '../settlements/settlement-query.js';
import type { Attachment, SettlementRecord } from '../settlements/settlement-records.js';
import { reportOf } from '../settlements/settlement-reports.js';
import type { Settlements } from '../settlements/settlements.js';
import { testReportIds } from '../settlements/test-report.js';
import { type Admission, type Call, READ_SETTLEMENTS } from './admission.js';

export function settlementRoutes(
  app: Express,
  admission: Admission,
  clock: Clock,
  settlements: Settlements,
  storage: Storage,
): void {
  const list = ({ account, incoming }: Call): Answer => json(listSettlements(account, incoming.query, clock.nowMs()));
  const download = async (call: Call): Promise<Answer> => {
    const { settlement, attachment } = findAttachment(call, clock.nowMs());
    return serve(settlement, attachment, storage);
  };
  const generate = (call: Call): Answer => generateTestReport(call, settlements, clock.nowMs());

  const path = '/v1/accounts/:aid/settlements';
  app.get(path, admission.route('settlements.list', READ_SETTLEMENTS, list));
  app.get(`${path}/:sid/attachments/:id`, admission.route('settlement.attachment', READ_SETTLEMENTS, download));
  app.post(
    `${path}/reports/generate-test-report`,
    admission.route('settlement.test-report', [...READ_SETTLEMENTS, 'write:settlements'], generate),
  );
}

function findAttachment(
  { account, incoming }: Call,
  nowMs: number,
): { settlement: SettlementRecord; attachment: Attachment } {
  const settlement = account.settlements.find(({ id }) => id === incoming.param('sid'));
  const attachment = settlement && attachmentsAt(settlement, nowMs).find(({ id }) => id === incoming.param('id'));
  if (settlement === undefined || attachment === undefined) throw new HttpError(404, 'There is no such attachment.');
  return { settlement, attachment };
}

/** Documented as a JSON string; in production an envelope with a signed URL was seen. */
async function serve(settlement: SettlementRecord, attachment: Attachment, storage: Storage): Promise<Answer> {
  const file = fileOf(settlement, attachment);
  switch (settlement.download) {
    case 'envelope':
      return json({ url: storage.sign(file, settlement.account.id).url });
    case 'redirect':
      return redirect(storage.sign(file, settlement.account.id).url);
    case 'inline':
      return bytes(await file.content(), attachment.contentType);
    case 'string': {
      const encoding = attachment.extension === 'pdf' ? 'base64' : 'utf8';
      return json(Buffer.from(await file.content()).toString(encoding));
    }
  }
}

function fileOf(settlement: SettlementRecord, attachment: Attachment): StoredFile {
  return {
    name: `${settlement.id}.${attachment.extension}`,
    contentType: attachment.contentType,
    content: async () => Buffer.from((await reportOf(settlement, attachment.extension)) as Uint8Array),
  };
}

/** 201 with a report, 200 when there was nothing to report. */
function generateTestReport({ account, incoming }: Call, settlements: Settlements, nowMs: number): Answer {
  if (!account.id.startsWith('T')) throw new HttpError(400, 'Only a test account (T…) can make a test report.');
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body ?? {}, errors);
  const transactionIds = testReportIds(reader, account, settlements, nowMs);
  refuseIfAny(errors);
  if (transactionIds.length === 0) return json({ message: 'Nothing to report.' });
  settlements.create(account, { transactionIds, isTest: true });
  return json({ message: 'The test report has been generated.' }, 201);
}
