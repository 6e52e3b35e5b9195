import { failed, notKnown, ok, type Verdict, warning } from '../../../platform/checks/check.js';
import { ReportConfigurationsApi } from '../api/report-configurations.js';
import { SettlementsApi } from '../api/settlements.js';
import type { DinteroSettlement } from '../types/settlement.js';
import type { DinteroCheckup } from './dintero-checkup.js';

/** Settlements looked at, newest ones among them or not: their order is not documented. */
const LOOKED_AT = 100;
const TODO =
  'Have settlement reports made in JSON: in Dintero Backoffice, or with "fakturabro dintero report-configurations.create".';

/** Whether settlements come with a report that can be read line by line. */
export async function checkReports(checkup: DinteroCheckup): Promise<Verdict> {
  const { merchant } = checkup;
  const [{ items: configurations = [] }, { items: settlements = [] }] = await Promise.all([
    new ReportConfigurationsApi(checkup).page(merchant),
    new SettlementsApi(checkup).page(merchant, {}, { limit: LOOKED_AT }),
  ]);
  const withJson = settlements.filter(hasJson).length;
  if (withJson > 0) return ok(`${withJson} of the ${settlements.length} settlements looked at have a JSON report.`);
  if (configurations.some(({ filetypes }) => filetypes?.some((type) => /json/i.test(type)))) {
    return ok('Settlement reports are configured to be made in JSON; there is none yet.');
  }
  if (settlements.length > 0) {
    return failed(
      `None of the ${settlements.length} settlements looked at has a JSON report: none can be posted.`,
      TODO,
    );
  }
  if (configurations.length > 0) return warning('Settlement reports are configured, and none of them in JSON.', TODO);
  return notKnown('No settlement and no report configuration to tell by.', TODO);
}

function hasJson({ attachments = [] }: DinteroSettlement): boolean {
  return attachments.some(({ extension, content_type: type }) => /json/i.test(`${extension ?? ''} ${type ?? ''}`));
}
