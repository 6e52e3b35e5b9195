import { FieldReader, type FieldError } from '../../http/field-reader.js';
import { refuseIfAny } from '../../http/http-error.js';

const FIELDS = ['send_every', 'filetypes', 'destinations', 'providers', 'filters', 'id'];
/** Which strings are valid is not published: these are the formats the reports come in. */
const FILETYPES = ['pdf', 'xml', 'csv', 'json'];

export interface ReportConfiguration {
  readonly id: string;
  readonly account_id: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly filetypes: readonly string[];
  readonly destinations: readonly unknown[];
  readonly providers: readonly string[];
  readonly filters: readonly unknown[];
}

type Content = Pick<ReportConfiguration, 'filetypes' | 'destinations' | 'providers' | 'filters'>;

/** The body of a create or an update. @throws HttpError 400 naming every fault */
export function readReportConfiguration(body: unknown): Content & { readonly id: string | null } {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(body, errors);
  reader.refuseUnknown(FIELDS);
  reader.number('send_every');
  const filetypes = reader.texts('filetypes', { required: true });
  for (const type of filetypes) {
    if (!FILETYPES.includes(type)) reader.fail('filetypes', `must be of ${FILETYPES.join(', ')}, not ${type}`);
  }
  reader.list('destinations', { required: true }).forEach(checkDestination);
  const providers = reader.texts('providers', { required: true });
  reader.list('filters').forEach(checkFilter);
  const id = reader.text('id');
  refuseIfAny(errors);
  const { destinations, filters = [] } = reader.source;
  return { id, filetypes, providers, destinations: destinations as unknown[], filters: filters as unknown[] };
}

function checkDestination(destination: FieldReader): void {
  destination.refuseUnknown(['destination_type', 'destination_value', 'id']);
  const type = destination.choice('destination_type', ['account_email', 'email'], { required: true });
  destination.text('destination_value', { required: type === 'email' });
}

function checkFilter(filter: FieldReader): void {
  filter.refuseUnknown(['filter', 'value']);
  filter.choice('filter', ['payout_destination_id'], { required: true });
  filter.text('value', { required: true });
}
