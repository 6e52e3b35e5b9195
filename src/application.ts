import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { json, type NextFunction, raw, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { AppModule, type AppInput } from './app.module.js';
import type { PinoLogger } from './platform/logging/pino-logger.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { validationPipe } from './platform/http/validation.pipe.js';

const BODY_MAX = '1mb';
/** A returned mail may carry the whole invoice. */
const RETURNED_MAIL_MAX = '5mb';
const RETURNED_MAIL_ROUTE = /^\/v1\/merchants\/[^/]+\/deliveries\/bounces\/?$/;
/** Messages whose signature covers the raw bytes: parsed only after they were checked and stored. */
const RAW_ROUTES = /^\/v1\/merchants\/[^/]+\/(orders|dintero\/(callback|hook))\/?$/;

/** The application, ready to listen: one place for what `main.ts`, the tests and the benchmarks share. */
export async function createApplication(input: AppInput, logger: PinoLogger): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.for(input), {
    bodyParser: false,
    forceCloseConnections: true,
    logger,
  });
  app.use(securityHeaders(input.environment.publicUrl));
  if (!input.environment.has('api')) app.use(onlyHealth);
  app.use(RAW_ROUTES, raw({ type: () => true, limit: BODY_MAX }));
  app.use(RETURNED_MAIL_ROUTE, raw({ type: () => true, limit: RETURNED_MAIL_MAX }));
  app.use(json({ limit: BODY_MAX }));
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validationPipe());
  SwaggerModule.setup('docs', app, () => openApi(app), { jsonDocumentUrl: 'openapi.json' });
  return app;
}

/** Behind plain http (a test, an intranet) a browser must not be told to insist on https. */
function securityHeaders({ protocol }: URL): RequestHandler {
  if (protocol === 'https:') return helmet();
  return helmet({
    strictTransportSecurity: false,
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  });
}

/** A process without the api role still shows how it is doing, and nothing else. */
function onlyHealth(request: Request, response: Response, next: NextFunction): void {
  if (/^\/(health\/(live|ready)|metrics)$/.test(request.path)) next();
  else response.status(404).end();
}

/** What the operator API can do, for people at /docs and for programs at /openapi.json. */
function openApi(app: NestExpressApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Fakturabro')
    .setDescription(
      'ERP orders to Kravia invoices at Dintero, and the books that go with them. Amounts are minor units, times UTC.',
    )
    .setVersion('1')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, config);
}
