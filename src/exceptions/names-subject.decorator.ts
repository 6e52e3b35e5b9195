import { DiscoveryService } from '@nestjs/core';
import type { Subject } from './subject.js';

/** Marks the provider that knows, for one kind of row that steps are about, what people call such an object. */
export const NamesSubject = DiscoveryService.createDecorator<string>();

export interface SubjectNames {
  /** The object behind a step's subject, as people know it; null when there is none (any more). */
  nameOf(merchantId: string, id: string): Promise<Subject | null>;
}
