import { problem } from '../domain/problem.js';
import { soundness } from './soundness.js';

const wrongAt = (...pointers: string[]): ReturnType<typeof soundness> =>
  soundness(pointers.map((pointer) => problem(pointer, 'rule', 'is wrong', 'Correct it.')));

describe('soundness', () => {
  it('finds everything sound when nothing is wrong', () => {
    expect(wrongAt()('/lines', '/lines/*/amount', '')).toBe(true);
  });

  it('finds a wrong field and everything below it unsound', () => {
    const isSound = wrongAt('/debtor/address');

    expect(isSound('/debtor/address')).toBe(false);
    expect(isSound('/debtor/address/city')).toBe(false);
  });

  it('finds what stands above or beside a wrong field sound', () => {
    const isSound = wrongAt('/debtor/address/city');

    expect(isSound('/debtor')).toBe(true);
    expect(isSound('/debtor/address')).toBe(true);
    expect(isSound('/debtor/address/country')).toBe(true);
  });

  it('does not take a longer name for a field below', () => {
    expect(wrongAt('/vat')('/vatAmount')).toBe(true);
    expect(wrongAt('/lines/1')('/lines/10/amount')).toBe(true);
  });

  it('lets a star stand for any index', () => {
    const isSound = wrongAt('/lines/7/amount');

    expect(isSound('/lines/*/amount')).toBe(false);
    expect(isSound('/lines/*/vatRate')).toBe(true);
    expect(isSound('/lines/6/amount')).toBe(true);
  });

  it('needs every one of several patterns to be sound', () => {
    const isSound = wrongAt('/currency');

    expect(isSound('/orderId', '/currency')).toBe(false);
    expect(isSound('/orderId', '/revision')).toBe(true);
  });

  it('finds nothing sound in a message that is wrong as a whole', () => {
    expect(wrongAt('')('/orderId')).toBe(false);
  });
});
