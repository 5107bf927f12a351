/**
 * `npm run deploy:check`: the deployment files judged by the code that will read them (Docker
 * Compose, BuildKit, kustomize, the Kubernetes API server; tools/deploy/kube, in Go), and what
 * kustomize renders judged by the house's own rules (tools/deploy/policy.mjs). Without Go it says
 * so and ends well; with `--require` it fails then.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isMain, root } from '../checks/run.mjs';
import { policyProblems } from './policy.mjs';
import { knownSettings } from './setting-names.mjs';

const kube = join(root, 'tools', 'deploy', 'kube');
const say = (/** @type {string} */ text) => void process.stdout.write(`${text}\n`);

const NO_GO =
  'SKIPPED: no Go here, so docker-compose.yml, the Dockerfile and k8s/ were NOT judged by the ' +
  'code of Docker Compose, BuildKit, kustomize and Kubernetes. `npm test` checks what it can.';

/** @param {readonly string[]} args */
function go(args) {
  const options = { cwd: kube, encoding: /** @type {const} */ ('utf8'), maxBuffer: 64 << 20 };
  const { status, stdout, stderr, error } = spawnSync('go', args, options);
  const isAbsent = /** @type {NodeJS.ErrnoException | undefined} */ (error)?.code === 'ENOENT';
  return { isAbsent, ok: status === 0, stdout: stdout ?? '', trouble: stderr || String(error) };
}

/** @param {string} name @param {readonly string[]} problems @returns {boolean} */
function told(name, problems) {
  say(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const problem of problems) say(`     ${problem}`);
  return problems.length === 0;
}

/** @param {string} json what deploycheck printed @returns {boolean[]} passed or not */
function tellReport(json) {
  /** @type {{ kubernetes: string, compose: Judged, dockerfile: Judged,
   *   overlays: Record<string, Judged> }} */
  const report = JSON.parse(json);
  const settings = knownSettings();
  return [
    told('docker-compose.yml, by the loader of Docker Compose', report.compose.problems ?? []),
    told('Dockerfile, by the parser of BuildKit', report.dockerfile.problems ?? []),
    ...Object.entries(report.overlays).flatMap(([name, { documents, problems }]) => [
      told(`k8s/overlays/${name}, by Kubernetes ${report.kubernetes}`, problems ?? []),
      told(`k8s/overlays/${name}, by the house`, policyProblems(documents ?? [], settings)),
    ]),
  ];
}

/** @typedef {{ documents: import('./workloads.mjs').Document[], problems: string[] }} Judged */

/** @param {readonly string[]} args */
function main(args) {
  const tests = go(['test', './...']);
  if (tests.isAbsent) {
    say(NO_GO);
    process.exitCode = args.includes('--require') ? 1 : 0;
    return;
  }
  const output = tests.stdout || tests.trouble;
  const passed = [told('planted faults are caught', tests.ok ? [] : output.split('\n'))];
  const judged = go(['run', '.', root]);
  passed.push(...(judged.ok ? tellReport(judged.stdout) : [told('judged', [judged.trouble])]));
  const failed = passed.filter((one) => !one).length;
  say(`${passed.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (isMain(import.meta)) main(process.argv.slice(2));
