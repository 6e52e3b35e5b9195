import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A key to the operator API. Only its hash is kept. */
@Entity('api_key')
export class ApiKeyRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'api_key_pk',
  })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly name!: string;

  @Index('api_key_hash_uq', { unique: true })
  @Column({ type: 'bytea' })
  readonly hash!: Buffer;

  /** The only merchant it opens, or null for all. */
  @Column({ type: 'text', nullable: true })
  readonly merchantId!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  readonly createdAt!: Date;

  /** To the minute; null when it was never used. */
  @Column({ type: 'timestamptz', nullable: true })
  readonly lastUsedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly revokedAt!: Date | null;
}
