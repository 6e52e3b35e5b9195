import { defineStep, type StepDefinition } from '../platform/jobs/step.js';

// The subject of every stage is the id of the run.
export const PULL_STAGE = defineStep('run-pull-orders', 'erp', 5, 'run');
export const FILES_STAGE = defineStep('run-read-files', 'local', 5, 'run');
export const POLL_STAGE = defineStep('run-poll-open', 'provider', 10, 'run');
export const GROUPED_STAGE = defineStep('run-missed-groups', 'local', 5, 'run');
export const SETTLEMENTS_STAGE = defineStep('run-list-settlements', 'provider', 10, 'run');
export const WEBHOOK_STAGE = defineStep('run-keep-webhook', 'provider', 5, 'run');
export const SWEEP_STAGE = defineStep('run-sweep', 'local', 5, 'run');
export const BOUNCES_STAGE = defineStep('run-read-bounces', 'mail', 10, 'run');
export const WATCH_STAGE = defineStep('run-watch-deliveries', 'local', 5, 'run');
export const AUDIT_STAGE = defineStep('run-audit', 'local', 1, 'run');
export const REPORT_STAGE = defineStep('run-report', 'mail', 5, 'run');
/** Subject: anything; looks after unfinished steps of every merchant. */
export const SWEEP_ALL = defineStep('sweep-all', 'local', 5, 'everything');

export const RUN_KINDS = [
  'nightly-sync',
  'poll-open',
  'settlements',
  'webhook',
  'file-drop',
  'deliveries',
  'verify',
  'report',
] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** What each kind of run does, in order. */
export const STAGES_OF: Readonly<Record<RunKind, readonly StepDefinition[]>> = {
  'nightly-sync': [
    PULL_STAGE,
    FILES_STAGE,
    POLL_STAGE,
    GROUPED_STAGE,
    SETTLEMENTS_STAGE,
    BOUNCES_STAGE,
    WATCH_STAGE,
    SWEEP_STAGE,
    AUDIT_STAGE,
  ],
  'poll-open': [POLL_STAGE],
  settlements: [SETTLEMENTS_STAGE],
  webhook: [WEBHOOK_STAGE],
  'file-drop': [FILES_STAGE],
  deliveries: [BOUNCES_STAGE, WATCH_STAGE],
  verify: [AUDIT_STAGE],
  report: [REPORT_STAGE],
};
