import { PDFDocument } from 'pdf-lib';
import type { FaultName } from '../../faults.js';

const HUGE_BYTES = 30 * 1024 * 1024;

/** The bytes a document fault serves in place of a PDF; null when the fault is not about the bytes. */
export async function spoiltBytes(fault: FaultName | null, pdf: Uint8Array): Promise<Uint8Array | null> {
  switch (fault) {
    case 'broken-pdf':
      return pdf.slice(0, Math.floor(pdf.length / 2));
    case 'encrypted-pdf':
      return encrypted(pdf);
    case 'not-pdf':
      return Buffer.from('<!doctype html><title>Please try again later</title><p>The service is busy.</p>');
    case 'huge':
      return Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(HUGE_BYTES, '%')]);
    default:
      return null;
  }
}

async function encrypted(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf);
  document.encrypt({ userPassword: 'nobody-knows', ownerPassword: 'nobody-knows-either' });
  return document.save();
}
