import { isCode, isSpec } from './files.mjs';

/**
 * @typedef {object} HouseRule
 * @property {string} name
 * @property {RegExp} pattern tried on each line, comments taken off unless `comments` is set
 * @property {(path: string) => boolean} where
 * @property {string} say the problem and the remedy
 * @property {boolean} [comments]
 */

const context = 'libs/(projects|budgets|procurement|reporting|audit)/src/';
const timeless = new RegExp(`^(${context}|libs/platform/(kernel|ports|runtime)/src/)`);
const sources = /^libs\/platform\/kernel\/src\/(.+\/)?(clock|ids|calendar)\.ts$/;
const money = new RegExp(`^(${context}|libs/platform/kernel/src/)`);
/** Dates are made of numbers, a quantity of decimals never. */
const calendar = /\/(calendar|integer-math)\.ts$/;
const decides = /^libs\/(projects|budgets|procurement)\/src\/domain\//;
const self = /^tools\/checks\/(lint\/house-rules\.mjs|house-rules\.spec\.ts)$/;

const pure = (/** @type {string} */ path) =>
  timeless.test(path) && !sources.test(path) && !isSpec(path);
const production = (/** @type {string} */ path) =>
  /^(libs|apps)\//.test(path) && isCode(path) && !isSpec(path) && !path.startsWith('apps/e2e/');
const anywhere = (/** @type {string} */ path) => !self.test(path);

/** @type {readonly HouseRule[]} */
export const houseRules = [
  {
    name: 'no-clock',
    pattern: /\bnew Date\(|\bDate\.now\(/,
    where: pure,
    say: 'time comes from the Clock port, so that a test and a replay can hold it',
  },
  {
    name: 'no-chance',
    pattern: /\bMath\.random\(|\brandomUUID\b|\brandomBytes\b|from 'uuid'/,
    where: pure,
    say: 'identifiers come from the Ids port or derivedId, so that a retry finds its first try',
  },
  {
    name: 'no-float',
    pattern: /\bparseFloat\(|\.toFixed\(|\bMath\.round\(|\btoPrecision\(/,
    where: (path) => money.test(path) && !isSpec(path),
    say: 'money and quantities are bigint minor units: use the kernel (Money, Quantity, Rate)',
  },
  {
    name: 'no-number-of-text',
    pattern: /(?<![\w.])Number\(/,
    // Reporting and audit decide nothing: their read models turn checked bigints into integers.
    where: (path) => decides.test(path) && !isSpec(path) && !calendar.test(path),
    say: 'a number made of text may be a rounded amount: parse with the kernel, in bigint',
  },
  {
    name: 'no-any',
    pattern: /\bas any\b/,
    where: (path) => isCode(path) && anywhere(path),
    say: 'the compiler is switched off here: name the type, or take unknown and check it',
  },
  {
    name: 'no-mute',
    pattern: /eslint-disable(?!-next-line [\w@/, -]+ -- \S)|@ts-(ignore|nocheck)|prettier-ignore/,
    where: (path) => isCode(path) && anywhere(path),
    comments: true,
    say: 'mend it, or disable one rule for one line with a reason after `--`',
  },
  {
    name: 'no-later',
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    where: anywhere,
    comments: true,
    say: 'do it now, or open an issue',
  },
  {
    name: 'no-only',
    pattern: /\b(describe|test|it)\.(only|skip)\(|\b(fdescribe|fit|xit|xdescribe)\(/,
    where: (path) => isSpec(path) && anywhere(path),
    say: 'a suite that runs in part tells nothing: run it whole, or say why through the contract',
  },
  {
    name: 'no-machine-path',
    pattern: /(^|[\s"'`(=:[])\/(work|root|home|tmp|Users)\//,
    where: anywhere,
    comments: true,
    say: 'a path of one machine: use os.tmpdir(), import.meta.dirname, or a setting',
  },
  {
    name: 'no-language',
    pattern: /(['"`])(fr|en)\1|\b(fr|en): /,
    where: (path) => production(path) && !/\/(texts|testing)\//.test(path),
    say: 'words are in the catalogues of @tamani/texts, so that a further language is one file',
  },
  {
    name: 'no-print',
    pattern: /\bconsole\.\w+\(/,
    where: (path) => production(path) && !path.startsWith('apps/cli/'),
    say: 'logs are JSON and redacted: use the Log port',
  },
];

/**
 * @param {readonly import('./files.mjs').SourceFile[]} files
 * @returns {string[]} one sentence for each line that breaks a rule
 */
export function houseProblems(files) {
  return files.flatMap(({ path, text }) => {
    const rules = houseRules.filter((rule) => rule.where(path));
    if (rules.length === 0) return [];
    const bare = isCode(path) ? withoutComments(text).split('\n') : text.split('\n');
    return text
      .split('\n')
      .flatMap((line, index) =>
        rules
          .filter((rule) => rule.pattern.test(rule.comments ? line : (bare[index] ?? '')))
          .map((rule) => `${path}:${index + 1} ${rule.name}: ${rule.say}`),
      );
  });
}

/**
 * Comments become blanks, line by line. A `//` inside a string hides the rest of its line from
 * the rules on code, which no rule here can be dodged by.
 * @param {string} text
 */
function withoutComments(text) {
  const blocks = text.replace(/\/\*[\s\S]*?\*\//g, (block) => block.replace(/[^\n]/g, ' '));
  return blocks.replace(/(^|[\s;{}(),])\/\/.*$/gm, '$1');
}
