// The tracker's command line: reads the options, composes everything, and is the only file here that knows the process.

import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { CaptureError, CaptureFile } from '../commons/capture/capture-file.ts';
import { systemClock } from '../commons/clock.ts';
import { CommandLineEnd } from '../commons/command-line/command-line.ts';
import { languageOfCommandLine } from '../commons/command-line/language.ts';
import { type Identity, identityFromCertificate, UnusableKey } from '../commons/identity/identity.ts';
import { openIdentity } from '../commons/identity/identity-file.ts';
import { ListenError } from '../commons/net/connection.ts';
import { formatEndpoint, isLoopback } from '../commons/net/endpoint.ts';
import { addressBytes } from '../commons/net/ip-address.ts';
import { tcpNetwork } from '../commons/net/tcp.ts';
import { checkIdentity } from '../commons/net/tls.ts';
import { ignoredSignals } from '../commons/process/ignored-signals.ts';
import { jsonLogger, type Logger, textLogger } from '../commons/process/logger.ts';
import { StandardTerminals } from '../commons/process/standard-terminals.ts';
import { fileProblem } from '../commons/storage/file-problems.ts';
import { lacksOf } from '../commons/storage/file-system.ts';
import { PrivateFileError } from '../commons/storage/private-files.ts';
import { StorageError } from '../commons/storage/storage-error.ts';
import { WireTap } from '../commons/wire/wire-tap.ts';
import { Authenticator } from './auth/authenticator.ts';
import { scryptHasher } from './auth/password-hasher.ts';
import { migrated } from './auth/stored-password.ts';
import { parseTrackerOptions, type TrackerCommandLine } from './options.ts';
import { lockDataFolder } from './repositories/data-folder.ts';
import { reportStorage } from './repositories/report-storage.ts';
import { jsonStores, openRepositories } from './repositories/repositories.ts';
import { capacityOf } from './service/capacity.ts';
import { TrackerService } from './service/tracker-service.ts';

/** The language of the help and of errors in the command line. The log is English. */
const language = languageOfCommandLine(process.argv.slice(2), process.env);
const terminals = new StandardTerminals();
process.on('exit', () => terminals.closeGone());

/** Hashes at once: one thread of node's pool of four always stays free for the disk. */
const HASHERS = Math.min(3, availableParallelism());

const NO_SOCKETS =
  'the file system of the data folder has no sockets, so a file locks it: after a crash the next start takes 7 s longer';
const NO_FOLDER_SYNC =
  'the file system of the data folder cannot sync folders, so a power cut may undo the latest changes';
const LOST = 'is no longer locked by this tracker: the folder was removed, or another machine took it over';

async function main(): Promise<void> {
  const options = parseTrackerOptions(process.argv.slice(2), language);
  goOnWithoutLog();
  const logger = options.json ? jsonLogger(process.stdout) : textLogger(process.stdout, () => systemClock.now());
  // A bug: the state in memory cannot be trusted, so the tracker ends, and the files count.
  process.on('uncaughtException', (error) => fail(logger, `internal error: ${error.stack ?? error.message}`));
  const { service, begin } = await compose(options, logger);
  const endpoint = await service.start();
  begin();
  logger.info(`listening on ${formatEndpoint(endpoint)}`, { ...endpoint, data: resolve(options.data) });
  if (!isLoopback(options.listen.address) && options.plaintext === 'always') {
    logger.warn('passwords of peers that do not encrypt can be read on the network, because --plaintext is always');
  }
  process.send?.({ listening: endpoint });
}

/** A log that cannot be written (a full disk, a reader that is gone) does not end the tracker. */
function goOnWithoutLog(): void {
  process.stderr.on('error', () => {}); // There is no way to report it.
  let isSaid = false;
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (isSaid) return;
    isSaid = true;
    process.stderr.write(`tracker: the log cannot be written (${code ?? message}); the tracker goes on without it.\n`);
  });
}

const MISSING_USERS =
  'rooms_db.json names users who are not in users_db.json, as after a restore of some files: nobody can register their names ' +
  'while these rooms are there, but for who has the key of before. Restore all files of one day to have the users back.';

async function compose(
  options: TrackerCommandLine,
  logger: Logger,
): Promise<{ readonly service: TrackerService; readonly begin: () => void }> {
  const { stores, startRenewals, forgetReplacedUsers } = await jsonStores(options.data, {
    clock: systemClock,
    warn: (message) => logger.warn(message),
  });
  const processes = { own: process.pid, startOf };
  const unlock = await lockDataFolder(options.data, processes, {
    clock: systemClock,
    withoutSockets: () => logger.warn(NO_SOCKETS, { data: resolve(options.data) }),
    lost: () => fail(logger, `${resolve(options.data)} ${LOST}`),
  });
  const lacks = await lacksOf(options.data);
  if (lacks.links)
    logger.warn('the file system of the data folder has no hard links, so new files are copied into place');
  if (lacks.folderSync) logger.warn(NO_FOLDER_SYNC);
  const repositories = await openRepositories(stores, systemClock.now());
  const converted = await repositories.users.convertSecrets(migrated);
  if (converted > 0)
    logger.info('stored passwords were converted to a form that nobody can log in with', { converted });
  const { usernames } = repositories.missingUsers;
  if (usernames.length > 0) logger.warn(MISSING_USERS, { users: usernames.length, first: usernames[0] });
  const identity = await identityOf(options);
  logger.info('the key that peers will know this tracker by', { fingerprint: identity.fingerprint });
  const authenticator = new Authenticator(
    { hasher: scryptHasher, clock: systemClock },
    { concurrency: HASHERS, secret: identity.key },
  );
  // In a laboratory each program has an address of its own: pings come from the tracker's, too.
  const { address } = options.listen;
  const dialsFrom = isLoopback(address) && addressBytes(address) ? address : null;
  const network = tcpNetwork(systemClock, { tap: capturing(options, logger), dialsFrom, gathersWrites: true });
  const shared = { network, clock: systemClock, random: Math.random };
  const capacity = capacityOf(getHeapStatistics().heap_size_limit);
  const deps = { ...shared, logger, repositories, authenticator, identity };
  const service = new TrackerService({ ...deps, onIdle: () => void end('nobody is left') }, { ...options, capacity });
  let isEnding = false;
  const end = async (why: string): Promise<void> => {
    if (isEnding) process.exit(1); // The second signal ends it at once.
    isEnding = true;
    logger.info(`stopping: ${why}`);
    await service.stop().catch((error: Error) => fail(logger, error.message));
    await unlock();
    process.exit(0);
  };
  const ignored: ReadonlySet<string> = ignoredSignals({ isAtTerminal: terminals.wereThere, parent: process.ppid });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => ignored.has(signal) || void end(signal));
  }
  const begin = (): void => {
    startRenewals();
    if (converted > 0)
      void forgetReplacedUsers().catch(reportStorage(logger, 'older forms of passwords are left in a file'));
  };
  return { service, begin };
}

/** With --capture the traffic is written to that file, which is closed however the process ends. */
function capturing({ captureFile }: TrackerCommandLine, logger: Logger): WireTap | null {
  if (captureFile === null) return null;
  const tap = new WireTap();
  const capture = new CaptureFile(captureFile, {
    tap,
    clock: systemClock,
    application: 'p2pchat tracker',
    failed: ({ message }) => logger.error('the capture has stopped, because it cannot be written', { error: message }),
  });
  process.on('exit', () => capture.close());
  logger.warn('all traffic is recorded, with the keys that decrypt it', { file: resolve(captureFile) });
  return tap;
}

/** The given key and certificate, or a key of its own, created at the first start. Rejects if they are unusable. */
async function identityOf({ data, certificate }: TrackerCommandLine): Promise<Identity> {
  if (!certificate) return (await openIdentity(join(data, 'identity.json'), null)).identity;
  const [chain, key] = await Promise.all(
    [certificate.chainFile, certificate.keyFile].map((file) =>
      readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        throw new PrivateFileError(`${file} cannot be read (${fileProblem('read', error).en})`);
      }),
    ),
  );
  const identity = identityFromCertificate(key ?? '', chain ?? '');
  checkIdentity(identity);
  return identity;
}

/** On Linux the time of its start, in ticks since boot; elsewhere only whether there is such a process. */
function startOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  try {
    const [state, ...others] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ');
    return state === 'Z' ? null : `started at ${others[18]}`; // Z: it has ended, and nobody has taken note yet.
  } catch {
    return 'started';
  }
}

function fail(logger: Logger, message: string): never {
  logger.error(message);
  process.exit(1);
}

const EXPECTED = [ListenError, StorageError, PrivateFileError, UnusableKey, CaptureError];

function hintFor({ isInUse }: ListenError): string {
  return isInUse ? ' (another tracker, perhaps): choose another --port' : '; choose another --host or --port';
}

main().catch((error: Error) => {
  if (error instanceof CommandLineEnd) {
    (error.exitCode === 0 ? process.stdout : process.stderr).write(error.outputIn(language));
    process.exit(error.exitCode);
  }
  const hint = error instanceof ListenError ? hintFor(error) : '';
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  process.stderr.write(`tracker: ${isExpected ? error.message : error.stack}${hint}.\n`);
  process.exit(1);
});
