import { defineStep } from '../platform/jobs/step.js';

/** Subject: id of the inbox message. */
export const REPLAY_MESSAGE = defineStep('replay-message', 'local', 5, 'message');
