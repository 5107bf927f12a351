/** What is asked of compose files and of Kubernetes documents alike. */

/**
 * Whether an image names a version: not `latest`, not nothing, not a variable that must be set.
 * @param {unknown} image `tamani:0.1.0`, `tamani:${TAMANI_VERSION:-0.1.0}`, `host:5000/a@sha256:…`
 */
export function isPinned(image) {
  const text = String(image).replace(/\$\{\w+:-([^}]*)\}/g, '$1');
  if (/@sha256:[0-9a-f]{64}$/.test(text)) return true;
  const tag = /:([\w.-]+)$/.exec(text)?.[1];
  return tag !== undefined && /\d/.test(tag) && !tag.startsWith('latest');
}

const SECRET_NAME = /(PASSWORD|PASSWD|SECRET|TOKEN|PRIVATE_KEY|API_KEY)$/;
/** A user and a password in a URL; a variable in the password's place is fine. */
const SECRET_IN_URL = /:\/\/[^/@\s]*:(?!\$)[^/@\s]+@/;

/**
 * Names of those variables whose value is a secret that stands in the file itself.
 * @param {readonly [string, unknown][]} environment
 * @returns {string[]}
 */
export function literalSecrets(environment) {
  return environment
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .filter(([name, value]) => {
      const isVariable = /^\$\{?\w+(:?\?[^}]*)?\}?$/.test(String(value));
      return (SECRET_NAME.test(name) && !isVariable) || SECRET_IN_URL.test(String(value));
    })
    .map(([name]) => name);
}

/** Settings of the CLI in addition to those of the services (apps/cli/src/shell). */
export const CLI_NAMES = ['TAMANI_URL', 'TAMANI_TOKEN', 'TAMANI_LANG'];

/**
 * @param {readonly string[]} names of environment variables
 * @returns {string[]} those that are settings of Tamani
 */
export const settingNamesOf = (names) => names.filter((name) => name.startsWith('TAMANI_'));

/**
 * Programs of this repository in a command line: `apps/budgets/dist/main.js`.
 * @param {readonly string[]} command
 * @returns {string[]}
 */
export const programsOf = (command) =>
  command.flatMap((word) => word.match(/apps\/[\w-]+\/dist\/[\w/-]+\.js/g) ?? []);

/**
 * The source of a compiled program.
 * @param {string} program
 */
export const sourceOf = (program) => program.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
