/** Whoever has one of a list may call. Source: docs.dintero.com/payments-api.html (read 2026-11-20). */
export const WRITE_CHECKOUT = ['admin:checkout', 'write:checkout'] as const;
export const READ_CHECKOUT = ['admin:checkout', 'read:checkout'] as const;
export const READ_SETTLEMENTS = [
  'admin:billing',
  'read:billing',
  'admin:reports',
  'read:reports',
  'admin:settlements',
  'read:settlements',
] as const;
export const CREATE_REPORT_CONFIGURATION = [
  'admin:billing',
  'admin:reports',
  'admin:settlements',
  'write:settlements',
] as const;
export const CHANGE_REPORT_CONFIGURATION = [
  'admin:billing',
  'write:billing',
  'admin:settlements',
  'write:settlements',
] as const;
export const READ_REPORTS = ['read:reports', 'admin:reports'] as const;
export const READ_ACCOUNTS = ['admin:accounts', 'read:accounts'] as const;
export const WRITE_ACCOUNTS = ['admin:accounts', 'write:accounts'] as const;
export const READ_PAYOUT = ['read:payout'] as const;
export const WRITE_PAYOUT = ['write:payout', 'admin:payout'] as const;
/** Anybody may call. */
export const NO_SCOPE = [] as const;
