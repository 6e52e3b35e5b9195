/** Whoever has one of a list may call. Source: docs.dintero.com/payments-api.html (read 2026-11-20). */
export const WRITE_CHECKOUT = ['admin:checkout', 'write:checkout'] as const;
export const READ_CHECKOUT = ['admin:checkout', 'read:checkout'] as const;
