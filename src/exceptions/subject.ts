/** What an exception can be about. */
export type SubjectKind = 'merchant' | 'order' | 'invoice' | 'settlement' | 'entry' | 'message' | 'run' | 'step';

export interface Subject {
  readonly kind: SubjectKind;
  /** The id people know: order id, invoice reference, settlement id. */
  readonly id: string;
}
