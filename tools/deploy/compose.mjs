import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../checks/run.mjs';

/**
 * @typedef {object} ComposeService
 * @property {string} name
 * @property {string} image
 * @property {string[]} command empty: that of the image
 * @property {Record<string, string>} environment values only of what is set
 */

/** @typedef {Readonly<Record<string, string | undefined>>} Variables */

/** The image built by this repository, with any tag. */
const OURS = /^tamani:/;

/**
 * The compose file as data: anchors merged, variables still in it.
 * @param {string} [text] of a compose file; the repository's without
 * @returns {Record<string, any>}
 */
export function composeDocument(text) {
  const yaml = text ?? readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  return parse(yaml, { merge: true });
}

/**
 * The services of the compose file that run this repository's programs, gateway and jobs
 * included, with command and environment as Docker Compose would give them.
 * @param {Variables} [variables] of the shell that `docker compose` is called from
 * @param {string} [text] of a compose file
 * @returns {ComposeService[]}
 */
export function composeServices(variables = {}, text = undefined) {
  const { services } = composeDocument(text);
  return Object.entries(services)
    .filter(([, { image }]) => OURS.test(String(image)))
    .map(([name, service]) => ({
      name,
      image: interpolated(service.image, variables),
      command: [service.command ?? []].flat().map((word) => interpolated(word, variables)),
      environment: environmentOf(service.environment ?? {}, variables),
    }));
}

/**
 * The environment of a service, for a plain process on this machine: addresses inside compose's
 * networks replaced by those where the same servers answer here.
 * @param {ComposeService} service
 * @param {Readonly<Record<string, string>>} addresses `{ 'kafka:9092': '127.0.0.1:29092', … }`
 * @returns {Record<string, string>}
 */
export function plainEnvironment(service, addresses) {
  // The longest first: `mongo:27017` must not be found inside `my-mongo:27017`.
  const known = Object.entries(addresses).sort(([a], [b]) => b.length - a.length);
  const replaced = (/** @type {string} */ text) =>
    known.reduce((value, [from, to]) => value.replaceAll(from, to), text);
  return Object.fromEntries(
    Object.entries(service.environment).map(([name, value]) => [name, replaced(value)]),
  );
}

/**
 * A variable without a value is passed on when it is set, and absent when it is not.
 * @param {Record<string, unknown>} declared @param {Variables} variables
 * @returns {Record<string, string>}
 */
function environmentOf(declared, variables) {
  const pairs = Object.entries(declared).flatMap(([name, value]) => {
    if (value !== null) return [[name, interpolated(String(value), variables)]];
    return variables[name] === undefined ? [] : [[name, variables[name]]];
  });
  return Object.fromEntries(pairs);
}

const VARIABLE =
  /\$(?:(?<dollar>\$)|(?<plain>\w+)|\{(?<braced>\w+)(?:(?<operator>:?[-?])(?<word>[^}]*))?\})/g;

/**
 * Interpolation of the compose specification: `$$`, `$X`, `${X}`, `${X:-default}`, `${X:?why}`
 * and the two without a colon, where a variable that is set to nothing counts as set.
 * @param {string} text @param {Variables} variables
 * @returns {string}
 */
export function interpolated(text, variables) {
  return text.replace(VARIABLE, (...match) => {
    const { dollar, plain, braced, operator = '', word = '' } = match.at(-1);
    if (dollar) return '$';
    const name = plain ?? braced;
    const value = variables[name];
    const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
    if (isSet) return value;
    if (operator.endsWith('?')) throw new Error(`${name} is not set: ${word}`);
    return word;
  });
}
