import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { messageOf } from '../../domain/errors.js';
import type { MailLogo } from '../../domain/mail/mail-design.js';
import type { AttachedPdf, DeliverySettings } from '../../domain/merchant.js';
import type { Language } from '../../domain/order/order.js';
import { type Problem, problem } from '../../domain/problem.js';
import { readMailLogo } from '../mail/read-mail-logo.js';
import type { AttachmentsSection, DeliverySection } from '../sections/delivery-section.js';

type Tell = (problem: Problem) => void;

const ATTACHMENT_BYTES_MAX = 2_000_000;
const FIX = 'Name a PDF of at most 2 MB that needs no password.';

/** The logo of the cover page. Where the mails carry the same one, it has been read and checked with them. */
export function readCoverLogo(
  { cover, mail }: DeliverySection,
  mailLogo: MailLogo | null,
  configDir: string,
  tell: Tell,
): Buffer | null {
  if (cover?.logo === undefined) return null;
  if (!mail?.logo) return mailLogo?.content ?? null;
  try {
    return readMailLogo(resolve(configDir, cover.logo)).content;
  } catch (error) {
    tell(problem('/delivery/cover/logo', 'logo', messageOf(error), 'Name a PNG or JPEG of at most 200 kB.'));
    return null;
  }
}

/**
 * The PDFs that follow every invoice; a language without files of its own has those of the merchant's language.
 * Whether they can be opened is looked at by `loadMerchants`.
 */
export function readAttachments(
  section: AttachmentsSection | undefined,
  own: Language,
  configDir: string,
  tell: Tell,
): DeliverySettings['attachments'] {
  const read = (language: Language): AttachedPdf[] =>
    (section?.[language] ?? []).flatMap((path, index) => {
      try {
        return [readAttachment(resolve(configDir, path))];
      } catch (error) {
        tell(problem(`/delivery/attachments/${language}/${index}`, 'attachment', messageOf(error), FIX));
        return [];
      }
    });
  const files = { nb: read('nb'), sv: read('sv'), en: read('en') };
  const of = (language: Language): AttachedPdf[] => files[section?.[language] ? language : own];
  return { nb: of('nb'), sv: of('sv'), en: of('en') };
}

function readAttachment(path: string): AttachedPdf {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch {
    throw new Error('cannot be read');
  }
  if (content.length > ATTACHMENT_BYTES_MAX) throw new Error(`is larger than ${ATTACHMENT_BYTES_MAX / 1_000_000} MB`);
  if (!content.subarray(0, 1024).includes('%PDF-')) throw new Error('is no PDF');
  return { name: basename(path), content };
}
