import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detailsOf, type DinteroOptions, operationNamed } from './dintero-arguments.js';
import { EXIT } from './output.js';

let folder: string;
let body: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fakturabro-body-'));
  body = join(folder, 'body.json');
  writeFileSync(body, '{"amount":1}');
  writeFileSync(join(folder, 'text.txt'), 'amount: 1');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const read = async (name: string, options: Partial<DinteroOptions> = {}): Promise<unknown> =>
  detailsOf(operationNamed(name), { param: [], yes: false, ...options });

describe('what the command line asks for', () => {
  it('puts parameters where they belong: into the path, or into the query, as often as they are given', async () => {
    const param = ['status=CAPTURED', 'status=FAILED', 'search=a=b'];

    expect(await read('transactions.list', { param })).toMatchObject({
      query: { status: ['CAPTURED', 'FAILED'], search: ['a=b'] },
    });
    expect(await read('transactions.get', { param: ['id=T1', 'includes=session'] })).toMatchObject({
      params: { id: 'T1' },
      query: { includes: ['session'] },
    });
  });

  it('takes the body from a file', async () => {
    const options = { param: ['id=T1'], body, yes: true };

    expect(await read('transactions.capture', options)).toMatchObject({ body: { amount: 1 } });
  });

  it('takes the id of a transaction instead of the body that would describe it', async () => {
    const param = ['intent=sync_status', 'id=T1'];

    expect(await read('events.send', { param, yes: true })).toEqual({
      params: { intent: 'sync_status', id: 'T1' },
      query: {},
    });
  });
});

describe('a command that is wrong sends nothing', () => {
  it.each<[what: string, name: string, options: Partial<DinteroOptions>, message: string]>([
    ['there is no such operation', 'transactions.pay', {}, 'There is no operation transactions.pay'],
    ['nobody agreed to the change', 'transactions.void', { param: ['id=T1'] }, 'cancels the unpaid part'],
    ['a part of the path is missing', 'transactions.get', {}, 'needs --param id='],
    ['a part of the path is empty', 'transactions.get', { param: ['id='] }, 'needs --param id='],
    ['a parameter is unknown', 'transactions.list', { param: ['statuss=FAILED'] }, 'has no parameter statuss'],
    ['a parameter has no value', 'transactions.list', { param: ['limit'] }, 'takes name=value'],
    ['the body is missing', 'sessions.pay-now', { yes: true }, 'needs --body'],
    ['there must be no body', 'transactions.get', { param: ['id=T1'], body: 'x' }, 'takes no body'],
    ['the body is not there', 'sessions.pay-now', { body: '/nowhere/x', yes: true }, 'cannot be read'],
    ['the account is to be another one', 'hooks.list', { param: ['aid=P99999999'] }, 'has no parameter aid'],
    [
      'there is no place for the file',
      'settlements.attachment',
      { param: ['settlement_id=S', 'attachment_id=A'] },
      '--out',
    ],
    ['the event is about nothing', 'events.send', { param: ['intent=sync_status'], yes: true }, 'needs --param id='],
  ])('when %s', async (_what, name, options, message) => {
    const wrong = read(name, options);

    await expect(wrong).rejects.toThrow(message);
    await expect(wrong).rejects.toMatchObject({ exitCode: EXIT.usage });
  });

  it('when the body is not JSON', async () => {
    const wrong = read('sessions.pay-now', { body: join(folder, 'text.txt'), yes: true });

    await expect(wrong).rejects.toThrow('is not JSON');
  });

  it('when the toggle is another operation’s', async () => {
    const wrong = read('sessions.pay-now', { body, toggle: 'strict-session-amounts', yes: true });

    await expect(wrong).rejects.toThrow('has no feature toggle strict-session-amounts');
  });
});
