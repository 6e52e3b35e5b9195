import { join } from 'node:path';
import {
  folderWith,
  MINIMAL,
  readText,
  refusalOf,
  removeFolders,
  withField,
} from '../../test/support/merchant-files.js';

afterAll(removeFolders);

describe('a secret', () => {
  it.each(['dintero.clientSecret', 'dintero.clientId', 'dintero.webhookSecret', 'erp.webhookSecret'])(
    'that stands in the file as %s is refused, and never printed',
    (path) => {
      const { message } = refusalOf(() => readText(withField(MINIMAL, path, 'hunter2-very-secret')));

      expect(message).toContain(`${path}: must be a reference, never the secret itself.`);
      expect(message).not.toContain('hunter2');
    },
  );

  it('that the ERP is to sign with, but holds no key, is refused and never printed', () => {
    const { message } = refusalOf(() => readText(withField(MINIMAL, 'erp.webhookSecret', 'env:ERP_TOKEN')));

    expect(message).toContain('erp.webhookSecret: what env:ERP_TOKEN holds is not a webhook key of at least 16 bytes');
    expect(message).not.toContain('hush');
  });

  it('that mails are to be signed with, but is no key, is refused and never printed', () => {
    const dkim = { domain: 'acme.example', selector: 'fb1', privateKey: 'env:ERP_TOKEN' };
    const delivery = { smtp: { host: 'mail' }, from: 'a@acme.example', dkim };
    const { message } = refusalOf(() => readText(withField(MINIMAL, 'delivery', delivery)));

    expect(message).toContain('delivery.dkim.privateKey: what env:ERP_TOKEN holds is not a private key in PEM form');
    expect(message).not.toContain('hush');
  });

  it('in broken YAML is not printed either', () => {
    const { message } = refusalOf(() => readText(`dintero: { clientSecret: "hunter2-very-secret"\nmode: test`));

    expect(message).toContain('line ');
    expect(message).not.toContain('hunter2');
  });

  it('whose file is missing or empty is named by its path', () => {
    const folder = folderWith({ 'empty.txt': '\n' });
    const empty = join(folder, 'merchants', 'empty.txt');
    const text = withField(
      withField(MINIMAL, 'dintero.clientId', `file:${empty}`),
      'dintero.clientSecret',
      'file:/nowhere/at/all',
    );

    const { message } = refusalOf(() => readText(text));

    expect(message).toContain(`dintero.clientId: the file ${empty} is empty.`);
    expect(message).toContain('dintero.clientSecret: the file /nowhere/at/all cannot be read.');
  });
});
