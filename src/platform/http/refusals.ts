import { Counter } from 'prom-client';

/** Requests that could not prove who sent them. They are counted and never stored. */
export const unauthenticatedRequests = new Counter({
  name: 'fakturabro_unauthenticated_requests_total',
  help: 'Requests without a valid signature or key, by route.',
  labelNames: ['route'] as const,
});
