import { MERCHANTS } from './merchants.js';
import { print } from './printing.js';
import type { Places } from './services.js';

/** Where to look while everything stays up. */
export function invite({ connectorUrl, apiKey, sandbox, logFile }: Places, pdfFolder: string): void {
  const control = sandbox.dinteroUrl.replace(/\/v1$/, '/_sandbox');
  const [merchant] = MERCHANTS;
  print.heading('Look around');
  const places: readonly [label: string, where: string][] = [
    ['Mailbox', sandbox.mailboxUrl],
    ['API docs', `${connectorUrl}/docs`],
    ['API key', apiKey],
    ['Invoice PDFs', pdfFolder],
    ['Sandbox controls', `${control}/state`],
    ['ERP', `${sandbox.erpUrl}/_sandbox/${merchant?.id ?? ''}/state`],
    ['Connector log', logFile],
  ];
  for (const [label, where] of places) print.say(`${label.padEnd(18)}${where}`);
  print.line();
  print.say('Ask for the invoices:');
  print.say(`  curl -H 'authorization: Bearer ${apiKey}' ${connectorUrl}/v1/merchants/${merchant?.id ?? ''}/invoices`);
  print.line('\nEverything stays up until Ctrl-C.');
}
