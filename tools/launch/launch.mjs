import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nodeProblem } from './node-version.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Builds if needed, then runs a program of `apps/` in this very process: signals, exit code and
 * terminal are its own, and no second process waits beside it.
 * @param {string} program path from the root
 */
export async function launch(program) {
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) {
    process.stderr.write(problem + '\n');
    process.exit(1);
  }
  const { buildIfStale } = await import('./build.mjs');
  const { ok } = await buildIfStale(root, program);
  if (!ok) {
    process.stderr.write('La compilation a échoué. / The build has failed.\n');
    process.exit(1);
  }
  process.setSourceMapsEnabled(true);
  endWithParent();
  const path = join(root, program);
  process.argv[1] = path;
  await import(pathToFileURL(path).href);
}

/**
 * A SIGTERM to `npm start` ends npm and its shell, and neither informs this process: it
 * would go on, with the files in its hands. Seen from here, its parent has gone.
 */
function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const look = () => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  };
  const timer = setInterval(look, 250);
  timer.unref();
}
