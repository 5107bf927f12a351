import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeProblems, composeRules } from '../../deploy/compose-policy.mjs';
import {
  composeDocument,
  composeServices,
  interpolated,
  plainEnvironment,
} from '../../deploy/compose.mjs';
import { programsOf, sourceOf } from '../../deploy/policy-words.mjs';
import { knownSettings } from '../../deploy/setting-names.mjs';
import { root } from '../run.mjs';

const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const schema = JSON.parse(
  readFileSync(join(root, 'tools/deploy/schema/compose-spec.json'), 'utf8'),
) as object;
// The formats (durations, ports) are judged by the loader of Docker Compose, in deploy:check.
const isCompose = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

/** The file with one text in the place of another; a plant that changes nothing is a mistake. */
function planted(from: string, to: string) {
  const changed = text.replace(from, () => to);
  expect(changed).not.toBe(text);
  return composeDocument(changed);
}

describe('the compose file', () => {
  test('is one, by the schema of the specification', () => {
    isCompose(composeDocument());
    expect(isCompose.errors).toBeNull();
  });

  test.each([
    ['stop_grace_period: 60s', 'stop_grace: 60s'],
    ['retries: 24', 'retries: [24]'],
    ['condition: service_healthy', 'condition: healthy'],
    ['networks: [engines]', 'networks: 7'],
    ['volumes:\n', 'volume:\n'],
  ])('%j: the schema refuses %j', (from, to) => {
    expect(isCompose(planted(from, to))).toBe(false);
  });

  test('is as the house wants it', () => {
    expect(composeProblems(composeDocument(), knownSettings())).toEqual([]);
  });
});

/** One line that breaks each rule of the house, as a change of the file. */
const violations: Readonly<Record<string, [string, string][]>> = {
  'image-pinned': [
    ['image: mongo:8.0', 'image: mongo'],
    ['image: mongo:8.0', 'image: mongo:latest'],
    ['${TAMANI_VERSION:-0.1.0}', '${TAMANI_VERSION:-latest}'],
  ],
  'way-in': [
    ["['127.0.0.1:${TAMANI_PUBLISHED_PORT:-3000}:3000']", "['3000:3000']"],
    ['image: mongo:8.0', "image: mongo:8.0\n    ports: ['127.0.0.1:27017:27017']"],
  ],
  'engine-inside': [
    ['engines: { internal: true }', 'engines: {}'],
    ['    networks: [engines]\n', ''],
  ],
  health: [['healthcheck:\n      # It starts', 'x-none:\n      # It starts']],
  'start-order': [
    ['kafka: { condition: service_healthy }', 'kafka: { condition: service_started }'],
  ],
  'named-volume': [["'mongo-data:/data/db'", "'./mongo:/data/db'"]],
  'locked-down': [
    ['read_only: true', 'read_only: false'],
    ['cap_drop: [ALL]', 'cap_drop: []'],
    ["user: '1000:1000'", "user: '0:0'"],
    ["security_opt: ['no-new-privileges:true']", 'security_opt: []'],
  ],
  'no-secret': [
    ['mongodb://mongo:27017/', 'mongodb://tamani:tamani@mongo:27017/'],
    ['      TAMANI_TOKEN:\n', '      TAMANI_TOKEN: abc\n'],
  ],
  'setting-known': [['TAMANI_KAFKA_PARTITIONS', 'TAMANI_PARTITIONS']],
};

describe('rules of the house', () => {
  test('each has a violation here', () => {
    expect(Object.keys(violations).sort()).toEqual(composeRules.map(({ name }) => name).sort());
  });

  const all = Object.entries(violations).flatMap(([rule, plants]) =>
    plants.map(([from, to]) => ({ rule, from, to })),
  );
  test.each(all)('$rule: $to', ({ rule, from, to }) => {
    const problems = composeProblems(planted(from, to), knownSettings());
    const rules = problems.map((problem) => problem.split(' ')[1]);
    expect(new Set(rules)).toEqual(new Set([`${rule}:`]));
  });

  test('a password by reference is fine', () => {
    const file = planted('mongodb://mongo:', 'mongodb://tamani:${MONGO_PASSWORD:?set it}@mongo:');
    expect(composeProblems(file, knownSettings())).toEqual([]);
  });
});

describe('its programs', () => {
  const services = composeServices();

  test.each(services)('$name runs a program that is there', ({ command }) => {
    const [program, ...others] = programsOf(command);
    expect(others).toEqual([]);
    expect(existsSync(join(root, sourceOf(program ?? 'none')))).toBe(true);
  });

  test('as plain processes they use the engines of this machine', () => {
    const budgets = services.find(({ name }) => name === 'budgets');
    const addresses = {
      'eventstore:2113': '127.0.0.1:12113',
      'kafka:9092': '127.0.0.1:29092',
      'mongo:27017': '127.0.0.1:27117',
      '/data': '/elsewhere',
    };
    expect(plainEnvironment(budgets ?? fail(), addresses)).toMatchObject({
      TAMANI_ESDB_URL: 'esdb://127.0.0.1:12113?tls=false',
      TAMANI_KAFKA_BROKERS: '127.0.0.1:29092',
      TAMANI_MONGO_URL: 'mongodb://127.0.0.1:27117/',
      TAMANI_DATA_DIR: '/elsewhere',
    });
  });
});

function fail(): never {
  throw new Error('docker-compose.yml has no such service');
}

describe('variables of a compose file', () => {
  test.each([
    ['$A ${A}', 'a a'],
    ['$$A', '$A'],
    ['${E:-x}|${E-x}|${N:-x}|${N-x}', 'x||x|x'],
    ['${N}', ''],
    ['${A:?why}', 'a'],
  ])('%s becomes %s', (given, expected) => {
    expect(interpolated(given, { A: 'a', E: '' })).toBe(expected);
  });

  test.each(['${N:?say it}', '${E:?say it}', '${N?say it}'])('%s is refused', (given) => {
    expect(() => interpolated(given, { E: '' })).toThrow('say it');
  });
});
