import { PORT_FLAGS, readCommandLine, USAGE, UsageError } from './command-line.js';
import { PortTaken } from './http/listening.js';
import { type Sandbox, startSandbox } from './sandbox.js';

/** The sandbox as a process of its own, until it is told to stop. */
async function main(): Promise<void> {
  const options = readCommandLine(process.argv.slice(2));
  if (options === null) {
    console.log(USAGE);
    return;
  }
  const sandbox = await startSandbox(options);
  console.log(greeting(sandbox));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close());
  }
}

function greeting(sandbox: Sandbox): string {
  const control = sandbox.dinteroUrl.replace(/\/v1$/, '/_sandbox');
  return `Sandbox started. Everything in it is kept in memory.
  Dintero and Kravia  ${sandbox.dinteroUrl}
  Controls            ${control}/state
  ERP                 ${sandbox.erpUrl}
  Mailbox             ${sandbox.mailboxUrl}
  SMTP                port ${sandbox.smtpPort}
  IMAP                port ${sandbox.imapPort}

Pay an invoice:
  curl -X POST ${control}/transactions/<transaction id>/payments \\
    -H 'content-type: application/json' -d '{"amountMinor": 100000}'`;
}

function messageOf(error: unknown): string {
  if (error instanceof PortTaken) {
    const flag = PORT_FLAGS[error.role] ?? '';
    return `Port ${error.port} is taken, and the ${error.role} wants it: stop what uses it, or choose another with ${flag}.`;
  }
  if (error instanceof UsageError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
