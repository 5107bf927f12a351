import { isPinned, literalSecrets, settingNamesOf } from './policy-words.mjs';

/**
 * What the house asks of a compose file beyond its being valid.
 * @typedef {object} ComposeRule
 * @property {string} name
 * @property {(at: ComposeContext) => string[]} problems of one service
 */

/**
 * @typedef {object} ComposeContext
 * @property {string} name of the service
 * @property {Record<string, any>} service
 * @property {Record<string, any>} file the whole document
 * @property {readonly string[]} settings names that the programs read
 */

const isOurs = (/** @type {Record<string, any>} */ { image }) => /^tamani:/.test(String(image));
const isJob = (/** @type {Record<string, any>} */ { profiles }) => (profiles ?? []).length > 0;
/** @param {boolean} isFine @param {string} sentence */
const unless = (isFine, sentence) => (isFine ? [] : [sentence]);

/** @type {readonly ComposeRule[]} */
export const composeRules = [
  {
    name: 'image-pinned',
    problems: ({ service: { image } }) => unless(isPinned(image), `image ${image} has no version`),
  },
  {
    name: 'way-in',
    problems: ({ name, service: { ports = [] } }) =>
      ports
        .filter((/** @type {unknown} */ port) => !isLoopback(port) || name !== 'gateway')
        .map((/** @type {unknown} */ port) => `port ${port}: only the gateway's, on 127.0.0.1`),
  },
  {
    name: 'engine-inside',
    problems: ({ service, file }) => {
      if (isOurs(service)) return [];
      const outside = networksOf(service).filter((name) => !file.networks?.[name]?.internal);
      return outside.map((name) => `an engine is on network ${name}, which is not internal`);
    },
  },
  {
    name: 'health',
    problems: ({ service }) => {
      if (isJob(service)) return [];
      return unless(Boolean(service.healthcheck?.test), 'has no health check');
    },
  },
  {
    name: 'start-order',
    problems: ({ service: { depends_on: needed = {} } }) =>
      Object.entries(needed)
        .filter(([, how]) => /** @type {any} */ (how)?.condition !== 'service_healthy')
        .map(([other]) => `waits for ${other} to start, not to be healthy`),
  },
  {
    name: 'named-volume',
    problems: ({ service: { volumes = [] }, file }) =>
      volumes
        .map((/** @type {any} */ volume) => volume.source ?? String(volume).split(':')[0])
        .filter((/** @type {string} */ source) => !Object.hasOwn(file.volumes ?? {}, source))
        .map((/** @type {string} */ source) => `${source} is no named volume of this file`),
  },
  {
    name: 'locked-down',
    problems: ({ service }) => [
      ...unless(noNewPrivileges(service), 'may gain privileges'),
      ...(isOurs(service) ? lockedDown(service) : []),
    ],
  },
  {
    name: 'no-secret',
    problems: ({ service: { environment = {} } }) =>
      literalSecrets(Object.entries(environment)).map((name) => `${name} has a secret in the file`),
  },
  {
    name: 'setting-known',
    problems: ({ service: { environment = {} }, settings }) =>
      settingNamesOf(Object.keys(environment))
        .filter((name) => !settings.includes(name))
        .map((name) => `${name} is read by no program`),
  },
];

/**
 * @param {Record<string, any>} file of composeDocument()
 * @param {readonly string[]} settings names of the settings that the programs read
 * @returns {string[]} `service rule: what is wrong`
 */
export function composeProblems(file, settings) {
  return Object.entries(file.services).flatMap(([name, service]) =>
    composeRules.flatMap((rule) =>
      rule
        .problems({ name, service, file, settings })
        .map((problem) => `${name} ${rule.name}: ${problem}`),
    ),
  );
}

const isLoopback = (/** @type {unknown} */ port) => /^127\.0\.0\.1:/.test(String(port));

/** Without any it would be on the default network, which is not internal. */
const networksOf = (/** @type {Record<string, any>} */ { networks = ['default'] }) =>
  Array.isArray(networks) ? networks : Object.keys(networks);

const noNewPrivileges = (/** @type {Record<string, any>} */ { security_opt: options = [] }) =>
  options.includes('no-new-privileges:true');

/** @param {Record<string, any>} service */
function lockedDown({ read_only: isReadOnly, cap_drop: dropped = [], user, privileged }) {
  return [
    ...unless(isReadOnly === true, 'has a root file system that can be written to'),
    ...unless(dropped.includes('ALL') && !privileged, 'keeps capabilities'),
    ...unless(/^[1-9]\d*(:|$)/.test(String(user)), `user ${user} may be root`),
  ];
}
