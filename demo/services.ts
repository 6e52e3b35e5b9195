import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.js';
import { copyConfig } from './config-copy.js';
import { ConnectorFailed, ConnectorProcess } from './connector-process.js';
import { sampleSecrets } from '../sandbox/sample-secrets.js';
import { LOOPBACK, type Ports } from './ports.js';

/** Where everything is, once it runs. */
export interface Places {
  readonly connectorUrl: string;
  readonly apiKey: string;
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly logFile: string;
}

/** The sandbox and the connector with its database, from start to stop. */
export class Services {
  private sandbox: Sandbox | null = null;
  private connector: ConnectorProcess | null = null;
  private isStopping = false;

  /** @throws Error when something does not start; `stop` is needed all the same */
  async start(ports: Ports, folder: string): Promise<Places> {
    await mkdir(folder, { recursive: true });
    await copyConfig(join(folder, 'config'), ports);
    const { dintero: dinteroPort, erp: erpPort, mailbox: mailboxPort, smtp: smtpPort } = ports;
    this.sandbox = await startSandbox({ host: LOOPBACK, dinteroPort, erpPort, mailboxPort, smtpPort });
    this.refuseStopping();
    const connectorUrl = `http://${LOOPBACK}:${ports.connector}`;
    const apiKey = `demo_${randomBytes(24).toString('base64url')}`;
    const logFile = join(folder, 'connector.log');
    this.connector = new ConnectorProcess(environmentOf(ports, folder, connectorUrl, apiKey), logFile);
    await this.connector.ready(connectorUrl);
    this.refuseStopping();
    return { connectorUrl, apiKey, sandbox: this.sandbox, folder, logFile };
  }

  /** Rejects when the connector ends before it was asked to. */
  async watch(): Promise<never> {
    await this.connector?.ended;
    const words = await this.connector?.lastWords();
    throw new ConnectorFailed(`The connector stopped by itself:\n${words ?? ''}`);
  }

  /** The connector first: it may still be talking to the sandbox. A sandbox that is still starting ends with us. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.connector?.stop();
    await this.sandbox?.close();
  }

  private refuseStopping(): void {
    if (this.isStopping) throw new Error('Stopped while starting.');
  }
}

function environmentOf(ports: Ports, folder: string, connectorUrl: string, apiKey: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...sampleSecrets(),
    PORT: String(ports.connector),
    HOST: LOOPBACK,
    PUBLIC_URL: connectorUrl,
    DATA_DIR: folder,
    CONFIG_DIR: join(folder, 'config'),
    FAKTURABRO_ADMIN_KEY: apiKey,
    LOG_LEVEL: 'warn',
    ROLES: 'api,worker,scheduler',
  };
}
