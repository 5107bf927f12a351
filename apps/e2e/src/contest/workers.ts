import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FromWorker, Job, Report, ToWorker } from './protocol.js';

/** Compiled by the build: a separate process does not run under the test's transform. */
export const WORKER = fileURLToPath(new URL('../../dist/contest/worker.js', import.meta.url));

/** The next message; throws when the process ends instead. */
async function heard(child: ChildProcess): Promise<FromWorker> {
  const gone = new AbortController();
  const ended = once(child, 'exit', { signal: gone.signal }).then(([code]) => {
    throw new Error(`a process of the contest ended (${code})`);
  });
  ended.catch(() => undefined);
  try {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [FromWorker];
    return message;
  } finally {
    gone.abort();
  }
}

/** Runs each job in its own process; all start at the same moment. */
export async function compete(
  jobs: readonly Job[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly reports: readonly Report[]; readonly seconds: number }> {
  // Options of the test runner are not the workers'.
  const options = { env: { PATH: process.env['PATH'], ...env }, execArgv: [] };
  const children = jobs.map(() => fork(WORKER, [], options));
  const tell = (message: ToWorker): void => children.forEach((child) => void child.send(message));
  try {
    const ready = children.map(heard);
    for (const [n, child] of children.entries()) child.send(jobs[n] as Job);
    await Promise.all(ready);
    const reporting = children.map(heard);
    const started = performance.now();
    tell({ kind: 'go' });
    const reports = (await Promise.all(reporting)) as readonly Report[];
    const seconds = (performance.now() - started) / 1_000;
    const gone = children.map((child) => once(child, 'exit'));
    tell({ kind: 'end' });
    await Promise.all(gone);
    return { reports, seconds };
  } finally {
    for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  }
}
