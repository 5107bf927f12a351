/**
 * @typedef {object} Transition
 * @property {string} from
 * @property {string} command
 * @property {string} to
 */
/**
 * @typedef {object} Explored
 * @property {string} category `procurement.Requisition`
 * @property {readonly string[]} statuses
 * @property {readonly string[]} commands
 * @property {readonly Transition[]} transitions
 */

const HEAD = `# Statuses

Generated from the code by \`npm run docs:states\`; \`npm run lint\` fails when it differs.

Each command of the rules' own tests is tried in every status that can be reached.
An arrow is a command that a rule accepts in that status, with some facts.
Commands that leave the status as it is are in the tables only.
A command that is not named for a status is refused there, or has no effect.
`;

/** @param {readonly Explored[]} explored @returns {string} Markdown as prettier leaves it */
export function statesDocument(explored) {
  const contexts = grouped(explored, ({ category }) => category.split('.')[0] ?? '');
  const parts = [...contexts].flatMap(([context, aggregates]) => [
    `## ${context.charAt(0).toUpperCase()}${context.slice(1)}\n`,
    ...aggregates.map((one) => section(one, documented(one))),
  ]);
  return [HEAD, ...parts].join('\n');
}

/**
 * What can happen to a document. Nothing but a creation is sent to an id that has no stream, and
 * a creation to no other: its id is derived from its command id.
 * @param {Explored} explored
 */
export function documented({ statuses, transitions }) {
  const initial = statuses.includes('none') ? 'none' : undefined;
  const creating = new Set(
    transitions
      .filter(({ from, to }) => from === initial && to !== initial)
      .map(({ command }) => command),
  );
  const hasStatus = !statuses.includes('recorded');
  return transitions.filter(({ from, command, to }) => {
    if (from === initial) return to !== initial;
    return !(hasStatus && creating.has(command));
  });
}

/** @param {string} category `procurement.PurchaseOrder` */
export const nameOf = (category) =>
  (category.split('.')[1] ?? '').replace(/\B[A-Z]/g, (one) => ` ${one.toLowerCase()}`);

/** @param {Explored} explored @param {readonly Transition[]} transitions */
function section({ category, statuses }, transitions) {
  const known = inReach(statuses, transitions);
  return [
    `### ${nameOf(category)}\n`,
    ...['```mermaid', 'stateDiagram-v2', ...arrows(transitions), '```\n'],
    ...table(known, transitions),
    '',
  ].join('\n');
}

/**
 * From the first one on, as they are reached.
 * @param {readonly string[]} statuses @param {readonly Transition[]} transitions
 */
export function inReach(statuses, transitions) {
  const first = statuses.includes('none') ? 'none' : (statuses.find(isFirst(transitions)) ?? '');
  const order = [first];
  for (const status of order) {
    for (const { from, to } of transitions) {
      if (from === status && !order.includes(to)) order.push(to);
    }
  }
  return order;
}

/** @param {readonly Transition[]} transitions */
const isFirst = (transitions) => (/** @type {string} */ status) =>
  transitions.every(({ from, to }) => to !== status || from === status);

/** @param {readonly Transition[]} transitions */
function arrows(transitions) {
  const moving = transitions.filter(({ from, to }) => from !== to);
  const byWay = grouped(moving, ({ from, to }) => `${from} ${to}`);
  return [...byWay.values()]
    .map((ways) => {
      const [{ from, to } = { from: '', to: '' }] = ways;
      const commands = ways.map(({ command }) => command).sort();
      return `  ${from === 'none' ? '[*]' : from} --> ${to}: ${commands.join(', ')}`;
    })
    .sort();
}

/** @param {readonly string[]} statuses @param {readonly Transition[]} transitions */
function table(statuses, transitions) {
  const rows = statuses.map((status) => {
    const ways = transitions.filter(({ from }) => from === status);
    const leaving = ways.filter(({ to }) => to !== status);
    const staying = ways.filter(({ to }) => to === status).map(({ command }) => command);
    const leads = leaving.map(({ command, to }) => `${command} → \`${to}\``).sort();
    return [`\`${status}\``, leads.join(', ') || '–', staying.sort().join(', ') || '–'];
  });
  return tableOf(['status', 'leads to another', 'accepted, the status stays'], rows);
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function tableOf(head, rows) {
  const all = [head, ...rows];
  const width = head.map((_, column) =>
    Math.max(...all.map((row) => [...(row[column] ?? '')].length)),
  );
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, column) => cell + ' '.repeat((width[column] ?? 0) - [...cell].length)).join(' | ')} |`;
  const rule = `| ${width.map((length) => '-'.repeat(length)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)];
}

/**
 * @template T
 * @param {readonly T[]} values
 * @param {(value: T) => string} keyOf
 * @returns {Map<string, T[]>}
 */
function grouped(values, keyOf) {
  const groups = new Map();
  for (const value of values) {
    const key = keyOf(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}
