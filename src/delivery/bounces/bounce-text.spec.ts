import { statusIn } from './bounce-text.js';

describe('the words of a mail server', () => {
  it.each([
    ['550 5.1.1 no such mailbox', 'failed', '5.1.1'],
    ['550 No such user here', 'failed', '5.1.1'],
    ['552 mailbox full', 'failed', '5.2.2'],
    ['554 Transaction failed', 'failed', '5.0.0'],
    ['The address does not exist.', 'failed', null],
    ['451 4.7.1 greylisted', 'delayed', '4.7.1'],
    ['4.4.7 delivery time expired; giving up', 'failed', '4.4.7'],
    ['4.4.1 timed out, could not be delivered yet, will be retried for 46 hours', 'delayed', '4.4.1'],
    ['It has not been delivered; we will keep trying.', 'delayed', null],
    ['250 2.0.0 Ok: queued', null, '2.0.0'],
    ['connection to 5.10.12.13 opened', null, null],
    ['Thank you for your order of 550kr', null, null],
    ['', null, null],
  ])('"%s" mean %s, status %s', (text, action, status) => {
    expect(statusIn(text)).toMatchObject({ action, status });
  });

  it('are quoted by the line that says so', () => {
    expect(statusIn('Hello.\n  host said: 550 5.1.1 unknown \nBye.').said).toBe('host said: 550 5.1.1 unknown');
  });
});
