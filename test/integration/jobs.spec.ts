import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OutcomeUnknown, RuleViolation } from '../../src/domain/errors.js';
import { ClaimBook } from '../../src/platform/jobs/claim-book.js';
import { DeathWatch } from '../../src/platform/jobs/death-watch.js';
import { type ClaimedJob, ClaimLost, RETRIES_MAX } from '../../src/platform/jobs/job-engine.js';
import { PutOff, StepRun } from '../../src/platform/jobs/step-run.js';
import { eventually } from '../support/eventually.js';
import { aWish, JobBench, TEST_STEP, writeResult } from '../support/job-bench.js';

let bench: JobBench;

beforeAll(async () => {
  bench = await JobBench.start();
});

afterEach(() => bench.clear());
afterAll(() => bench.close());

describe('a wish', () => {
  it('is stored with the change that asks for it', async () => {
    await bench.wish({ subject: '1' });

    expect(await bench.jobs()).toMatchObject([{ name: 'local', state: 'created', subject: '1', retryCount: 0 }]);
  });

  it('is gone when that change is rolled back', async () => {
    const change = bench.dataSource.transaction(async (manager) => {
      await bench.steps.enqueue(manager, aWish());
      throw new Error('the change failed');
    });

    await expect(change).rejects.toThrow('the change failed');
    expect(await bench.jobs()).toEqual([]);
  });

  it('cannot be stored outside a transaction', async () => {
    await expect(bench.steps.enqueue(bench.dataSource.manager, aWish())).rejects.toThrow(/inside a transaction/);
  });

  it('is one job however often it is wished for while that job waits or runs', async () => {
    await bench.wish({ subject: '1' }, { subject: '1' });
    await bench.wish({ subject: '1' });
    expect(await bench.jobs()).toHaveLength(1);

    await bench.take();
    await bench.wish({ subject: '1' });
    expect(await bench.jobs()).toMatchObject([{ state: 'active' }]);
  });

  it('is a job again once the earlier one is done', async () => {
    await bench.wish({ subject: '1' });
    for (const job of await bench.take()) await bench.engine.completeAlone('local', job);
    await bench.wish({ subject: '1' });

    expect((await bench.jobs()).map(({ state }) => state).sort()).toEqual(['completed', 'created']);
  });

  it('is not absorbed by another one when it has a reason of its own, or another merchant', async () => {
    await bench.wish({ subject: '1' }, { subject: '1', because: 'after:7' }, { subject: '1', merchantId: 'other' });

    expect(await bench.jobs()).toHaveLength(3);
  });

  it('waits for its time', async () => {
    await bench.wish({ subject: 'later', startAfter: new Date(Date.now() + 60_000) }, { subject: 'now' });

    expect((await bench.take(10)).map(({ data }) => data.subject)).toEqual(['now']);
  });
});

describe('an attempt', () => {
  it('leaves no trace when another worker has taken over meanwhile', async () => {
    await bench.wish();
    const [stale] = await bench.take();
    if (!stale) throw new Error('There is no job to take.');
    await bench.engine.handBack('local', stale, 'it looked dead');
    const [fresh] = await bench.take();
    expect(fresh).toMatchObject({ id: stale.id, retryCount: 1 });

    const run = new StepRun(bench.engine, 'local', stale, new AbortController().signal);
    const late = bench.dataSource.transaction(async (manager) => {
      await writeResult(manager, 'stale');
      await run.settle(manager);
    });

    await expect(late).rejects.toThrow(ClaimLost);
    expect(run.isSettled).toBe(false);
    expect(await bench.results()).toEqual([]);
    expect(await bench.jobs()).toMatchObject([{ state: 'active', retryCount: 1 }]);
  });

  it('stores its result and its end together', async () => {
    bench.work(async (run) => {
      await bench.dataSource.transaction(async (manager) => {
        await writeResult(manager, run.subject);
        await run.settle(manager);
      });
    });
    await bench.wish({ subject: '1' }, { subject: '2' });

    await eventually('both jobs are done', async () => (await unfinished()) === 0);
    expect(await bench.results()).toEqual(['1', '2']);
  });

  it('that only puts itself off costs no try', async () => {
    const attempts: number[] = [];
    bench.work((run) => {
      attempts.push(run.attempt);
      if (attempts.length < 3) throw new PutOff(new Date(Date.now() + 10), 'the gate is closed');
      return Promise.resolve();
    });
    await bench.wish();

    await eventually('the third attempt is done', async () => attempts.length === 3 && (await unfinished()) === 0);
    expect(attempts).toEqual([0, 0, 0]);
    expect(bench.failures.all).toEqual([]);
  });

  it('that fails for a while is tried again, and nobody is bothered', async () => {
    bench.work(() => Promise.reject(new OutcomeUnknown('NO_ANSWER', 'no answer')));
    await bench.wish();

    await eventually('the job waits for its second try', async () => (await bench.jobs())[0]?.state === 'retry');
    expect(bench.failures.all).toEqual([]);
  });

  it('that succeeds is told of within seconds, so that an older case about the step can be closed', async () => {
    bench.work(() => Promise.resolve());
    await bench.wish({ subject: '1' }, { subject: '2' });

    await eventually('both are told of', () => bench.failures.overcome.length === 2);
    expect(bench.failures.overcome.map(({ step, subject }) => [step, subject]).sort()).toEqual([
      ['test-step', '1'],
      ['test-step', '2'],
    ]);
    expect(bench.failures.all).toEqual([]);
  });

  it('that fails for the last time ends among the dead letters, and a person is told', async () => {
    await bench.wish();
    await bench.dataSource.query('update pgboss.job set retry_count = $1', [RETRIES_MAX]);
    bench.work(() => Promise.reject(new OutcomeUnknown('NO_ANSWER', 'no answer')));

    await eventually('the dead letter is there', async () =>
      (await bench.jobs()).some(({ name, subject }) => name === 'dead' && subject === '1'),
    );
    expect(bench.failures.all).toMatchObject([
      { wish: { step: TEST_STEP, merchantId: 'acme', subject: '1' }, error: { code: 'NO_ANSWER' } },
    ]);
  });

  it('that can never succeed is not repeated, and a person is told', async () => {
    bench.work(() => Promise.reject(new RuleViolation('NO_RULE', 'no rule fits')));
    await bench.wish();

    await eventually('the job has ended', async () => (await unfinished()) === 0);
    expect(bench.failures.all).toMatchObject([{ error: { code: 'NO_RULE' } }]);
  });

  it('that outlives the patience of a stopping worker is handed on without waiting', async () => {
    let release = (): void => undefined;
    const signals: AbortSignal[] = [];
    const worker = bench.work(async ({ signal }) => {
      signals.push(signal);
      await new Promise<void>((resolve) => (release = resolve));
    });
    await bench.wish();
    await eventually('the job runs', async () => (await bench.jobs())[0]?.state === 'active');
    await worker.stop(0);

    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(await bench.take()).toMatchObject([{ retryCount: 1 }]);
    release();
  });
});

describe('several workers', () => {
  it('never run more jobs of a merchant at once than its limit says, and each job once', async () => {
    const limits = { acme: 3, other: 1 };
    const running: Record<string, number> = { acme: 0, other: 0 };
    const most: Record<string, number> = { acme: 0, other: 0 };
    const done: string[] = [];
    const handle = async ({ merchantId, subject }: StepRun): Promise<void> => {
      running[merchantId] = (running[merchantId] ?? 0) + 1;
      most[merchantId] = Math.max(most[merchantId] ?? 0, running[merchantId]);
      await sleep(15);
      running[merchantId] -= 1;
      done.push(`${merchantId}:${subject}`);
    };
    const wishes = ['acme', 'other'].flatMap((merchantId) =>
      Array.from({ length: 12 }, (_, index) => ({ merchantId, subject: String(index) })),
    );
    await bench.wish(...wishes);
    for (let index = 0; index < 2; index += 1) bench.work(handle, { limits });

    await eventually('all jobs are done', async () => (await unfinished()) === 0);
    expect(most).toEqual(limits);
    expect(done.toSorted()).toEqual(wishes.map(({ merchantId, subject }) => `${merchantId}:${subject}`).toSorted());
  });

  it('leave the jobs of a merchant alone while its gate is closed, and do those of the others', async () => {
    const done: string[] = [];
    await bench.gate.close({ lane: 'local', merchantId: 'acme' }, 60_000);
    await bench.wish({ merchantId: 'acme' }, { merchantId: 'other' });
    bench.work(
      ({ merchantId }) => {
        done.push(merchantId);
        return Promise.resolve();
      },
      { limits: { acme: 4, other: 4 } },
    );

    await eventually('the other merchant is served', () => done.length > 0);
    await eventually('its job is off the list', async () => (await unfinished()) === 1);
    expect(done).toEqual(['other']);
  });

  it('take over the job of a worker that vanished, and leave the one of a worker that lives', async () => {
    const alive = new pg.Client({ connectionString: bench.database.url, application_name: 'alive' });
    await alive.connect();
    await bench.wish({ subject: 'of the dead' });
    await claimAs('vanished');
    await bench.wish({ subject: 'of the living' });
    await claimAs('alive');

    const { dataSource, database, engine } = bench;
    const watch = new DeathWatch(database.url, 'watcher', new ClaimBook(dataSource, 'watcher'), engine);
    await watch.start();
    const takenOver: ClaimedJob[] = [];
    await eventually('the job can be taken', async () => takenOver.push(...(await bench.take(10))) > 0, 5000);

    expect(takenOver).toMatchObject([{ data: { subject: 'of the dead' }, retryCount: 1 }]);
    await watch.stop();
    await alive.end();
  });
});

async function claimAs(instance: string): Promise<void> {
  const taken = await bench.take();
  const claims = new ClaimBook(bench.dataSource, instance);
  await bench.dataSource.transaction((manager) => claims.replace(manager, 'local', [], taken));
}

async function unfinished(): Promise<number> {
  const jobs = await bench.jobs();
  return jobs.filter(({ state }) => state !== 'completed' && state !== 'failed').length;
}
