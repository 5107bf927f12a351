import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const cache = join(root, 'node_modules', '.cache', 'tamani', 'engines');

/** A tool that a server needs is not on this machine, or could not do its work. */
export class EngineMissing extends Error {}

/** @param {string} file of this folder */
const hashOf = (file) =>
  createHash('sha256')
    .update(readFileSync(join(here, file)))
    .digest('hex');

/**
 * Runs once per content of some files, and keeps the result.
 * @param {string} name @param {readonly string[]} files
 * @param {(folder: string) => void} make
 * @returns {string} the folder
 */
function madeOnce(name, files, make) {
  const key = files.map(hashOf).join('').slice(0, 24);
  const folder = join(cache, `${name}-${key}`);
  const stamp = join(folder, 'complete');
  if (existsSync(stamp)) return folder;
  mkdirSync(folder, { recursive: true });
  make(folder);
  writeFileSync(stamp, '');
  return folder;
}

/**
 * @param {string} program @param {readonly string[]} args
 * @param {{ cwd: string, hint: string }} options
 */
function run(program, args, { cwd, hint }) {
  const done = spawnSync(program, [...args], { cwd, encoding: 'utf8' });
  if (done.error) throw new EngineMissing(`${program} manque / is missing: ${hint}`);
  if (done.status !== 0)
    throw new EngineMissing(`${program} ${args.join(' ')}:\n${done.stdout}\n${done.stderr}`);
}

/**
 * The broker's jars. Maven checks each against its registry's checksum (-C).
 * @returns {string} class path
 */
export function installKafka() {
  const hint = 'Java 17 et Maven / Java 17 and Maven (openjdk-17-jre-headless, maven)';
  run('java', ['-version'], { cwd: here, hint });
  const folder = madeOnce('kafka', ['kafka/pom.xml'], (into) => {
    const args = ['-q', '-B', '-C', 'dependency:copy-dependencies', `-DoutputDirectory=${into}`];
    run('mvn', args, { cwd: join(here, 'kafka'), hint });
  });
  return join(folder, '*');
}

/**
 * The MongoDB-compatible server, built. Go checks each module against go.sum.
 * @returns {string} the program
 */
export function installMongo() {
  const hint = 'Go 1.24 ou plus récent / Go 1.24 or later (golang)';
  const files = ['mongo/go.mod', 'mongo/go.sum', 'mongo/main.go'];
  const folder = madeOnce('mongo', files, (into) => {
    const args = ['build', '-trimpath', '-o', join(into, 'mongo-engine'), '.'];
    run('go', args, { cwd: join(here, 'mongo'), hint });
  });
  return join(folder, 'mongo-engine');
}

/**
 * The EventStoreDB wire double, compiled.
 * @returns {string} the script
 */
export function installDouble() {
  const project = 'libs/platform/eventstoredb/tsconfig.testing.json';
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  run(process.execPath, [tsc, '-b', project], { cwd: root, hint: 'npm ci' });
  return join(root, 'libs/platform/eventstoredb/testing/dist/main.js');
}

/**
 * Schemathesis and all that it needs, in the versions of its requirements, in a place of its own.
 * @returns {string} the program
 */
export function installSchemathesis() {
  const hint = 'Python 3.10 ou plus récent, avec venv / Python 3.10 or later, with venv';
  const requirements = '../checks/schemathesis/requirements.txt';
  const folder = madeOnce('schemathesis', [requirements], (into) => {
    run('python3', ['-m', 'venv', into], { cwd: here, hint });
    const pip = ['install', '--quiet', '--no-deps', '--requirement', join(here, requirements)];
    run(join(into, 'bin/pip'), pip, { cwd: here, hint });
  });
  return join(folder, 'bin/schemathesis');
}
