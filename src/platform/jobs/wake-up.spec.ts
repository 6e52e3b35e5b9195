import { WakeUp } from './wake-up.js';

const LONG_MS = 5000;

async function tookMs(work: Promise<void>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

describe('WakeUp', () => {
  it('lets a sleeper sleep until its time is over when nobody rings', async () => {
    const slept = await tookMs(new WakeUp().wait(30));

    expect(slept).toBeGreaterThanOrEqual(25);
    expect(slept).toBeLessThan(LONG_MS);
  });

  it('wakes the sleeper at once', async () => {
    const bell = new WakeUp();
    const slept = tookMs(bell.wait(LONG_MS));
    bell.ring();

    expect(await slept).toBeLessThan(LONG_MS / 2);
  });

  it('remembers a ring nobody waited for, once however often it rang', async () => {
    const bell = new WakeUp();
    bell.ring();
    bell.ring();

    expect(await tookMs(bell.wait(LONG_MS))).toBeLessThan(LONG_MS / 2);
    expect(await tookMs(bell.wait(20))).toBeGreaterThanOrEqual(15);
  });

  it('forgets the ring that woke a sleeper', async () => {
    const bell = new WakeUp();
    const slept = bell.wait(LONG_MS);
    bell.ring();
    await slept;

    expect(await tookMs(bell.wait(20))).toBeGreaterThanOrEqual(15);
  });

  it('hears a ring that comes while the sleeper works', async () => {
    const bell = new WakeUp();
    await bell.wait(1);
    bell.ring();

    expect(await tookMs(bell.wait(LONG_MS))).toBeLessThan(LONG_MS / 2);
  });

  it('gathers the rings of a short pause into one', async () => {
    const bell = new WakeUp();
    bell.ring();
    await bell.settle(5);
    bell.ring();
    await bell.wait(LONG_MS);

    expect(await tookMs(bell.wait(20))).toBeGreaterThanOrEqual(15);
  });
});
