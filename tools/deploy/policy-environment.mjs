import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../checks/run.mjs';
import {
  CLI_NAMES,
  literalSecrets,
  programsOf,
  settingNamesOf,
  sourceOf,
} from './policy-words.mjs';

/** @typedef {import('./policy.mjs').Rule} Rule */
/** @typedef {import('./workloads.mjs').Document} Document */
/** @typedef {import('./workloads.mjs').Workload} Workload */

/** Secrets that an operator makes (docs/deployment.md), with their keys; there are no others. */
export const SECRETS = Object.freeze({
  engines: ['esdb-url', 'kafka-brokers', 'kafka-username', 'kafka-password', 'mongo-url'],
  oidc: ['issuer', 'audience', 'jwks-url'],
  'report-token': ['token'],
});

/** @typedef {{ name: string, value?: string, valueFrom?: any }} Variable */

/**
 * Variables of a workload's containers: `env` wins over `envFrom`, as in a pod.
 * @param {Workload} workload @param {readonly Document[]} documents
 * @returns {Variable[]}
 */
export function variablesOf({ pod }, documents) {
  return pod.containers.flatMap((/** @type {any} */ { env = [], envFrom = [] }) => {
    const maps = envFrom.flatMap((/** @type {any} */ { configMapRef }) =>
      documents.filter((one) => isNamed(one, 'ConfigMap', configMapRef?.name)),
    );
    /** @type {[string, string][]} */
    const shared = maps.flatMap((/** @type {Document} */ { data }) => Object.entries(data ?? {}));
    /** @type {Map<string, Variable>} */
    const all = new Map(shared.map(([name, value]) => [name, { name, value }]));
    for (const variable of env) all.set(variable.name, variable);
    return [...all.values()];
  });
}

/** @param {Document} document @param {string} kind @param {string} name */
const isNamed = (document, kind, name) => document.kind === kind && document.metadata.name === name;

/** @type {readonly Rule[]} */
export const environmentRules = [
  {
    name: 'no-secret',
    problems: ({ documents, workloads }) =>
      workloads.flatMap((one) => {
        const literal = variablesOf(one, documents).map(
          ({ name, value }) => /** @type {[string, unknown]} */ ([name, value]),
        );
        return literalSecrets(literal).map((name) => `${one.title}: ${name} stands in the tree`);
      }),
  },
  {
    name: 'setting-known',
    problems: ({ documents, workloads, settings }) =>
      workloads.flatMap((one) =>
        settingNamesOf(variablesOf(one, documents).map(({ name }) => name))
          .filter((name) => !settings.includes(name) && !CLI_NAMES.includes(name))
          .map((name) => `${one.title}: ${name} is read by no program`),
      ),
  },
  {
    name: 'reference',
    problems: ({ documents, workloads }) =>
      workloads.flatMap((one) => missing(one, documents).map((what) => `${one.title}: ${what}`)),
  },
  {
    name: 'program',
    problems: ({ workloads }) =>
      workloads
        .filter(({ isOurs }) => isOurs)
        .flatMap(({ title, pod }) => pod.containers.flatMap(programProblems(title))),
  },
];

/** @param {string} title @returns {(container: any) => string[]} */
const programProblems =
  (title) =>
  ({ command = [] }) => {
    const programs = programsOf(command);
    if (programs.length === 0) return [`${title} runs no program of apps/`];
    return programs
      .filter((one) => !existsSync(join(root, sourceOf(one))))
      .map((one) => `${title} runs ${one}, which is made of no source`);
  };

/**
 * References of a workload to objects that do not exist.
 * @param {Workload} one @param {readonly Document[]} all
 */
function missing({ pod }, all) {
  /** @param {string} kind @param {string} name */
  const absent = (kind, name) =>
    all.some((document) => isNamed(document, kind, name)) ? [] : [`no ${kind} ${name}`];
  return [
    ...pod.containers.flatMap((/** @type {any} */ { envFrom = [] }) =>
      envFrom.flatMap((/** @type {any} */ from) => absent('ConfigMap', from.configMapRef?.name)),
    ),
    ...pod.containers.flatMap((/** @type {any} */ { env = [] }) => env.flatMap(unknownSecret)),
    ...(pod.volumes ?? []).flatMap((/** @type {any} */ { persistentVolumeClaim: claim }) =>
      claim ? absent('PersistentVolumeClaim', claim.claimName) : [],
    ),
  ];
}

/** @param {Variable} variable @returns {string[]} */
function unknownSecret({ valueFrom }) {
  const { name, key } = valueFrom?.secretKeyRef ?? {};
  if (name === undefined) return [];
  const keys = /** @type {Record<string, string[]>} */ (SECRETS)[name];
  return keys?.includes(key) ? [] : [`secret ${name}/${key} is not one that the operator makes`];
}
