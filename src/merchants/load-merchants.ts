import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { messageOf } from '../domain/errors.js';
import type { DeliverySettings, Merchant } from '../domain/merchant.js';
import { type Language, LANGUAGES } from '../domain/order/order.js';
import { type Problem, problem } from '../domain/problem.js';
import { embedImage } from '../platform/pdf/embed-image.js';
import { openPdf } from '../platform/pdf/open-pdf.js';
import type { Surroundings } from './merchant-file-checks.js';
import { ConfigurationError, type FileProblems, readMerchants } from './read-merchants.js';

/**
 * Reads and checks every merchant, and tries the pictures and PDFs that their invoices will carry.
 * @throws ConfigurationError with all faults of all files; those of pictures and PDFs once the files themselves are right
 */
export async function loadMerchants(configDir: string, surroundings: Surroundings): Promise<Merchant[]> {
  const merchants = readMerchants(configDir, surroundings);
  const faults: FileProblems[] = [];
  for (const { id, delivery, language } of merchants) {
    const problems = delivery ? await documentProblems(delivery, language) : [];
    if (problems.length > 0) faults.push({ file: join(configDir, 'merchants', `${id}.yaml`), problems });
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  return merchants;
}

async function documentProblems({ cover, attachments }: DeliverySettings, own: Language): Promise<Problem[]> {
  const problems: Problem[] = [];
  const attempt = async (pointer: string, rule: string, work: () => Promise<unknown>, fix: string): Promise<void> => {
    try {
      await work();
    } catch (error) {
      problems.push(problem(pointer, rule, messageOf(error), fix));
    }
  };
  const logo = cover?.logo;
  if (logo) {
    const draw = async (): Promise<unknown> => embedImage(await PDFDocument.create(), logo);
    await attempt('/delivery/cover/logo', 'logo', draw, 'Save it again as PNG or JPEG.');
  }
  for (const language of LANGUAGES) {
    // A language without files of its own has the very list of the merchant's.
    if (language !== own && attachments[language] === attachments[own]) continue;
    for (const [index, { name, content }] of attachments[language].entries()) {
      const pointer = `/delivery/attachments/${language}/${index}`;
      const open = async (): Promise<unknown> =>
        openPdf(content).catch((error: unknown) => {
          throw new Error(`${name} ${messageOf(error)}`);
        });
      await attempt(pointer, 'attachment', open, 'Save it again as a PDF without password and signature.');
    }
  }
  return problems;
}
