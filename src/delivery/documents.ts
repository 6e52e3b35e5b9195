import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '../platform/crypto/vault.js';
import { queryOne } from '../platform/database/sql.js';
import type { Invoice } from '../invoicing/invoices.js';

export interface StoredDocument {
  readonly id: string;
  readonly kind: 'original' | 'covered';
  readonly version: number;
  readonly sha256: Buffer;
  readonly content: Buffer;
}

/** Invoice PDFs, as they were fetched and as they are sent. Kept for good, encrypted. */
@Injectable()
export class Documents {
  constructor(private readonly vault: Vault) {}

  /** The same bytes again are the same document. */
  async add(
    manager: EntityManager,
    invoice: Invoice,
    kind: StoredDocument['kind'],
    content: Buffer,
    sourceHost: string | null,
  ): Promise<string> {
    const sha256 = createHash('sha256').update(content).digest();
    const known = await queryOne<{ id: string }>(
      manager,
      'select id from document where invoice_id = $1 and kind = $2 and sha256 = $3',
      [invoice.id, kind, sha256],
    );
    if (known) return known.id;
    const added = await queryOne<{ id: string }>(
      manager,
      `insert into document (merchant_id, invoice_id, kind, version, sha256, size_bytes, content, source_host)
       select $1, $2, $3, 1 + coalesce(max(version), 0), $4, $5, $6, $7 from document where invoice_id = $2 and kind = $3
       returning id`,
      [
        invoice.merchantId,
        invoice.id,
        kind,
        sha256,
        content.length,
        this.seal(invoice.merchantId, content),
        sourceHost,
      ],
    );
    return added?.id ?? '';
  }

  /** The newest document of the kind; without a kind the one that is sent: covered when there is one. */
  async latest(
    manager: EntityManager,
    invoice: Invoice,
    kind: StoredDocument['kind'] | null,
  ): Promise<StoredDocument | null> {
    const row = await queryOne<StoredDocument>(
      manager,
      `select id, kind, version, sha256, content from document
       where invoice_id = $1 and ($2::text is null or kind = $2)
       order by kind = 'covered' desc, version desc limit 1`,
      [invoice.id, kind],
    );
    return row ? { ...row, content: this.vault.open(purpose(invoice.merchantId), row.content) } : null;
  }

  async get(manager: EntityManager, merchantId: string, id: string): Promise<StoredDocument | null> {
    const row = await queryOne<StoredDocument>(
      manager,
      'select id, kind, version, sha256, content from document where merchant_id = $1 and id = $2',
      [merchantId, id],
    );
    return row ? { ...row, content: this.vault.open(purpose(merchantId), row.content) } : null;
  }

  /** The file of a grouped invoice, kept under whichever of its purchases was the first to show the number. */
  async ofGroup(manager: EntityManager, merchantId: string, invoiceNumber: string): Promise<StoredDocument | null> {
    const row = await queryOne<StoredDocument>(
      manager,
      `select d.id, d.kind, d.version, d.sha256, d.content
       from grouped_invoice g join invoice i on i.grouped_invoice_id = g.id
       join document d on d.invoice_id = i.id and d.kind = 'original'
       where g.merchant_id = $1 and g.invoice_number = $2
       order by d.version desc, d.id desc limit 1`,
      [merchantId, invoiceNumber],
    );
    return row ? { ...row, content: this.vault.open(purpose(merchantId), row.content) } : null;
  }

  private seal(merchantId: string, content: Buffer): Buffer {
    return this.vault.seal(purpose(merchantId), content);
  }
}

function purpose(merchantId: string): string {
  return `document.content:${merchantId}`;
}
