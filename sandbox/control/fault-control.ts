import type { Express } from 'express';
import type { FaultBook } from '../faults.js';
import { json } from '../http/answer.js';
import { plainRoute } from '../http/plain-route.js';
import { readFault } from './fault-reader.js';

export function faultControl(app: Express, faults: FaultBook): void {
  app.get(
    '/_sandbox/faults',
    plainRoute(() => json({ faults: faults.list() })),
  );
  app.post(
    '/_sandbox/faults',
    plainRoute((incoming) => {
      const fault = readFault(incoming.body);
      faults.add(fault);
      return json(fault, 201);
    }),
  );
  app.delete(
    '/_sandbox/faults',
    plainRoute(() => {
      faults.clear();
      return { status: 204 };
    }),
  );
}
