import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { write } from './answer.js';

const BODY_MAX = '20mb';

/** An Express application that leaves bodies as bytes: each operation reads and judges them itself. */
export function application(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use(express.raw({ type: () => true, limit: BODY_MAX }));
  return app;
}

/** What no route took, and what Express itself refused (a body too long, a path that is not decodable). */
export function closeRoutes(app: Express): void {
  app.use((request: Request, response: Response) => {
    const message = `There is no ${request.method} ${request.path} here.`;
    write(response, { status: 404, body: { error: { code: 'NOT_FOUND', message, errors: [] } } });
  });
  app.use((error: Error & { status?: number }, _request: Request, response: Response, _next: NextFunction) => {
    const body = { error: { code: 'BAD_REQUEST', message: error.message, errors: [] } };
    write(response, { status: error.status ?? 400, body });
  });
}
