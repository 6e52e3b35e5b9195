import { ALL_OPERATIONS } from '../integrations/dintero/api/all-operations.js';
import type { Operation } from '../integrations/dintero/api/operation.js';
import { parametersOf } from './dintero-arguments.js';
import { tableOf } from './output.js';

/** Every operation, for programs. */
export function operationList(): Record<string, unknown>[] {
  return ALL_OPERATIONS.map((operation) => {
    const { name, does, method, base, scopes, body, changes, featureToggles } = operation;
    return {
      operation: name,
      does,
      method,
      host: base === 'checkout' ? 'checkout' : 'api',
      path: versioned(operation),
      scopes,
      params: parametersOf(operation),
      toggles: featureToggles ?? [],
      body: body ?? 'none',
      changes: changes ?? null,
    };
  });
}

/** Every operation, for people. */
export function operationTable(): string[] {
  const rows = ALL_OPERATIONS.map((operation) => ({
    operation: operation.name + (operation.changes === undefined ? '' : ' *'),
    method: operation.method,
    path: versioned(operation),
    scope: scopeOf(operation),
    does: operation.does,
  }));
  return [...tableOf(rows, ['operation', 'method', 'path', 'scope', 'does']), '', '* changes something: needs --yes'];
}

function versioned({ base, path }: Operation): string {
  return (base === 'payout' ? '/v2' : '/v1') + path;
}

function scopeOf({ scopes }: Operation): string {
  return scopes === null ? 'not published' : scopes.join(' | ') || 'none';
}
