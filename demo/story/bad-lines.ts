import { NORDIC } from '../merchants.js';
import { invalidOrder } from '../sample-data.js';
import type { WebhookAnswer } from '../sandbox-control.js';
import { ANSWER_LOST, type Chapter, CORRECTED, type Day, orderOf, SENT_TWICE } from './day.js';
import { inWords, seeInvoiced } from './invoiced.js';

/** What is wrong with `data/invalid-order.json`, in the order of the alphabet. */
const MISTAKES = [
  '/debtor/address/postalCode',
  '/debtor/email',
  '/debtor/organizationNumber',
  '/lines/0/vatAmount',
  '/totalAmount',
];

/** A message twice, an answer that never comes, an order full of mistakes. */
export const badLines: Chapter = {
  title: '09:30  Bad lines and bad orders',
  async play(day) {
    await doubledWebhook(day);
    await lostAnswer(day);
    await invalidThenCorrected(day);
  },
};

async function doubledWebhook(day: Day): Promise<void> {
  const { api, sandbox, tell } = day;
  const order = orderOf(day, NORDIC, SENT_TWICE);
  tell.say(`The ERP sends the same message twice. ${inWords(order)}.`);
  const answers = await sandbox.send(NORDIC, api.ordersUrl(NORDIC.id), order, 2);
  tell.check(`${SENT_TWICE} is answered 202, and 200 the second time`, statusesOf(answers), [202, 200]);
  await seeInvoiced(day, NORDIC, order);
  await seeOneTransaction(day, SENT_TWICE);
}

async function lostAnswer(day: Day): Promise<void> {
  const { api, sandbox, tell } = day;
  const order = orderOf(day, NORDIC, ANSWER_LOST);
  tell.say(`Dintero takes the next invoice, and its answer is lost on the way. ${inWords(order)}.`);
  await sandbox.loseAnswerTo(referenceOf(ANSWER_LOST));
  const { payCalls: before } = await sandbox.providerState(NORDIC);
  const answers = await sandbox.send(NORDIC, api.ordersUrl(NORDIC.id), order);
  tell.check(`${ANSWER_LOST} is stored and answered 202`, statusesOf(answers), [202]);
  await seeInvoiced(day, NORDIC, order);
  await tell.step(
    'The answer was lost, and the connector looked the invoice up instead of sending it again',
    async () => ({
      lossesToCome: await sandbox.faultCount(),
      payCalls: (await sandbox.providerState(NORDIC)).payCalls - before,
    }),
    { lossesToCome: 0, payCalls: 1 },
  );
  await seeOneTransaction(day, ANSWER_LOST);
}

async function invalidThenCorrected(day: Day): Promise<void> {
  const { api, sandbox, tell } = day;
  tell.say(`The ERP sends ${CORRECTED} with several mistakes.`);
  const answers = await sandbox.send(NORDIC, api.ordersUrl(NORDIC.id), invalidOrder());
  tell.check(`${CORRECTED} is kept, and refused with 422`, statusesOf(answers), [422]);
  const errors = errorsIn(answers);
  for (const { pointer, rule, message, fix } of errors) {
    tell.detail(`${pointer} (${rule}): ${message}`);
    tell.detail(`  ${fix}`);
  }
  tell.check('The answer names every mistake at once', errors.map(({ pointer }) => pointer).sort(), MISTAKES);
  const order = orderOf(day, NORDIC, CORRECTED);
  tell.say(`Somebody corrects it. ${inWords(order)}.`);
  const again = await sandbox.send(NORDIC, api.ordersUrl(NORDIC.id), order);
  tell.check(`${CORRECTED} is answered 202`, statusesOf(again), [202]);
  await seeInvoiced(day, NORDIC, order);
}

/** What Dintero itself has, not what the connector believes. */
async function seeOneTransaction({ sandbox, tell }: Day, orderId: string): Promise<void> {
  const reference = referenceOf(orderId);
  await tell.step(
    `Dintero has one transaction with the reference ${reference}`,
    async () => (await sandbox.providerState(NORDIC)).transactionsByMerchantReference[reference],
    1,
  );
}

function referenceOf(orderId: string): string {
  return `${orderId}-1`;
}

function statusesOf(answers: readonly WebhookAnswer[]): (number | null)[] {
  return answers.map(({ status }) => status);
}

interface FieldError {
  readonly pointer: string;
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

function errorsIn([answer]: readonly WebhookAnswer[]): FieldError[] {
  return (JSON.parse(answer?.body ?? '{}') as { errors?: FieldError[] }).errors ?? [];
}
