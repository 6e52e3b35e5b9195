import { setTimeout as sleep } from 'node:timers/promises';
import { type Check, failed, ok } from './check.js';
import { runChecks } from './run-checks.js';

const check = (name: string, look: Check['look']): Check => ({ name, merchant: null, look });

describe('runChecks', () => {
  it('answers in the order it was asked, however long each takes', async () => {
    const slow = check('slow', async () => {
      await sleep(20);
      return ok('It took a while.');
    });
    const fast = check('fast', () => Promise.resolve(failed('It is broken.', 'Mend it.')));

    expect(await runChecks([slow, fast], 1000)).toEqual([
      { merchant: null, check: 'slow', state: 'ok', found: 'It took a while.', remedy: null },
      { merchant: null, check: 'fast', state: 'failed', found: 'It is broken.', remedy: 'Mend it.' },
    ]);
  });

  it('does not know what threw, or did not end in time', async () => {
    const broken = check('broken', () => Promise.reject(new Error('no such thing')));
    const endless = check('endless', () => new Promise(() => undefined));

    expect(await runChecks([broken, endless], 10)).toMatchObject([
      { state: 'not-known', found: expect.stringContaining('no such thing') as string },
      { state: 'not-known', found: 'This took longer than 0.01 seconds.' },
    ]);
  });
});
