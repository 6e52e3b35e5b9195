import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoMerchant, MERCHANTS } from '../merchants.js';
import { trialBalance } from '../report.js';
import type { Chapter, Day } from './day.js';
import { seeRun } from './runs.js';

/** The proof: books that sum to nothing, and four parties that agree. */
export const books: Chapter = {
  title: 'The books',
  async play(day) {
    for (const merchant of MERCHANTS) {
      await seeBalance(day, merchant);
      await seeErpAgree(day, merchant);
      await seeAudit(day, merchant);
    }
    await seeMails(day);
    await keepDocuments(day);
  },
};

async function seeBalance({ api, tell }: Day, merchant: DemoMerchant): Promise<void> {
  const balances = await api.balances(merchant.id);
  tell.say(`Trial balance of ${merchant.name}, ${merchant.currency}:`);
  for (const line of trialBalance(balances)) tell.say(`  ${line}`);
  await tell.step(
    'The trial balance sums to 0',
    async () => (await api.balances(merchant.id)).reduce((sum, { balance }) => sum + balance, 0),
    0,
  );
}

/** What the ERP holds, counted by the ERP, against what the connector's own books say it should hold. */
async function seeErpAgree({ api, sandbox, tell }: Day, merchant: DemoMerchant): Promise<void> {
  const own = (await api.entries(merchant.id)).filter(({ kind }) => merchant.postedKinds.includes(kind));
  await tell.step(
    `The ERP has ${own.length} journal entries from the connector, and 0 duplicates`,
    async () => {
      const { entries, duplicatesByReference } = await sandbox.erpState(merchant);
      return {
        references: entries.map(({ reference }) => reference).sort(),
        duplicates: Object.keys(duplicatesByReference).length,
      };
    },
    { references: own.map(({ reference }) => reference).sort(), duplicates: 0 },
  );
  await tell.step(
    'Dintero has no order invoiced twice',
    async () => (await sandbox.providerState(merchant)).invoicedTwice,
    [],
  );
}

async function seeAudit(day: Day, merchant: DemoMerchant): Promise<void> {
  const counts = await seeRun(day, merchant, 'verify', 'The completeness audit goes through');
  const questions = Object.entries(counts).filter(([name]) => name.startsWith('audit.'));
  const differences = questions.filter(([, difference]) => difference !== 0);
  day.tell.check(`${questions.length} audit questions, 0 differences`, differences, []);
  const waiting = await day.api.openExceptions(merchant.id);
  for (const { code, subject, what } of waiting) day.tell.detail(`waits for a person: ${subject.id}, ${code}: ${what}`);
}

/** The connector's proof of delivery against the mailbox's own count. */
async function seeMails({ api, sandbox, tell }: Day): Promise<void> {
  const deliveries = await Promise.all(MERCHANTS.map(({ id }) => api.deliveries(id)));
  const accepted = deliveries.flat().filter(({ state }) => state === 'accepted').length;
  await tell.step(
    `${accepted} e-mails accepted, and the mailbox holds each once`,
    () => sandbox.messageCount(),
    accepted,
  );
}

async function keepDocuments({ api, tell, pdfFolder }: Day): Promise<void> {
  await mkdir(pdfFolder, { recursive: true });
  let [kept, expected] = [0, 0];
  for (const merchant of MERCHANTS) {
    for (const { reference, channel } of await api.invoices(merchant.id)) {
      if (channel !== 'merchant') continue;
      expected += 1;
      const pdf = await api.document(merchant.id, reference);
      await writeFile(join(pdfFolder, `${reference}.pdf`), pdf);
      if (pdf.subarray(0, 5).toString('latin1') === '%PDF-') kept += 1;
    }
  }
  tell.check(`${expected} invoice PDFs are written to disk`, kept, expected);
}
