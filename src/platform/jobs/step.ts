/** A lane is a queue for steps that talk to the same kind of outside system, so that one limit holds for all of them. */
export const LANES = ['provider', 'erp', 'mail', 'local'] as const;
export type Lane = (typeof LANES)[number];

/** One kind of work a job can wish for; every feature names its own in its `steps.ts`. */
export interface StepDefinition {
  readonly name: string;
  readonly lane: Lane;
  /** Higher goes first within the lane: money before housekeeping. */
  readonly priority: number;
  /** What the subject is the id of, in the words of whoever names such objects for people. */
  readonly about: string;
}

export function defineStep(name: string, lane: Lane, priority: number, about: string): StepDefinition {
  return { name, lane, priority, about };
}

/** The wish to advance one object by one step. All state is in our tables; this only says where to look. */
export interface StepWish {
  readonly step: StepDefinition;
  readonly merchantId: string;
  /** Id of the object the step is about, as text. */
  readonly subject: string;
  /** Tells two wishes for the same step and subject apart, when the second must not be absorbed by the first. */
  readonly because?: string;
  readonly startAfter?: Date;
}

/** What is stored as the job's payload. */
export interface JobPayload {
  readonly step: string;
  readonly merchantId: string;
  readonly subject: string;
}

/** One live job per key: a second wish for it is dropped by a unique index while the first waits or runs. */
export function wishKey({ step, merchantId, subject, because }: StepWish): string {
  return [step.name, merchantId, subject, ...(because ? [because] : [])].join(':');
}
