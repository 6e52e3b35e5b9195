import type { Express } from 'express';
import type { Clock } from '../../clock.js';
import { type Answer, json } from '../../http/answer.js';
import { HttpError } from '../../http/http-error.js';
import type { Random } from '../../random.js';
import { readReportConfiguration, type ReportConfiguration } from '../settlements/report-configurations.js';
import { type Admission, type Call, READ_SETTLEMENTS } from './admission.js';
import { pageAfter, readLimit } from './page-query.js';

const CREATE = ['admin:billing', 'admin:reports', 'admin:settlements', 'write:settlements'];
const CHANGE = ['admin:billing', 'write:billing', 'admin:settlements', 'write:settlements'];
const PAGE = { parameters: ['limit', 'starting_after'], limitDefault: 100, limitMax: 1000 };

/** Where settlement reports are sent. The sandbox keeps the wishes; it sends no reports by mail. */
export function reportConfigurationRoutes(app: Express, admission: Admission, clock: Clock, random: Random): void {
  const create = ({ account, incoming }: Call): Answer => {
    const now = clock.nowIso();
    const { id, ...content } = readReportConfiguration(incoming.body);
    const stored = { ...content, id: id ?? random.uuid(), account_id: account.id, created_at: now, updated_at: now };
    account.reportConfigurations.set(stored.id, stored);
    return json(stored);
  };
  const update = (call: Call): Answer => {
    const before = configurationOf(call);
    const { id: _, ...content } = readReportConfiguration(call.incoming.body);
    const stored = { ...before, ...content, updated_at: clock.nowIso() };
    call.account.reportConfigurations.set(before.id, stored);
    return json(stored);
  };
  const path = '/v1/accounts/:aid/settlements/reports/configuration';
  const name = 'report-configurations';
  app.get(path, admission.route(name, READ_SETTLEMENTS, list));
  app.post(path, admission.route(name, CREATE, create));
  app.get(
    `${path}/:id`,
    admission.route(name, READ_SETTLEMENTS, (call) => json(configurationOf(call))),
  );
  app.put(`${path}/:id`, admission.route(name, CHANGE, update));
  app.delete(`${path}/:id`, admission.route(name, CHANGE, remove));
}

function list({ account, incoming }: Call): Answer {
  const limit = readLimit(incoming.query, PAGE);
  const all = [...account.reportConfigurations.values()];
  const { page, next } = pageAfter(all, ({ id }) => id, incoming.query.get('starting_after'), limit);
  return json({ items: page, ...(next === null ? {} : { starting_after: next }) });
}

function remove(call: Call): Answer {
  const configuration = configurationOf(call);
  call.account.reportConfigurations.delete(configuration.id);
  return json(configuration);
}

function configurationOf({ account, incoming }: Call): ReportConfiguration {
  const configuration = account.reportConfigurations.get(incoming.param('id'));
  if (configuration === undefined) {
    throw new HttpError(404, `There is no report configuration ${incoming.param('id')}.`);
  }
  return configuration;
}
