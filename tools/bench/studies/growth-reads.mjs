/**
 * @typedef {object} Read one kind of request that is timed
 * @property {'list' | 'report' | 'events'} kind
 * @property {string} name
 * @property {string} path
 * @typedef {{ id: string, type: string, stream: string, recordedAt: string, actor: { id: string },
 *   commandId: string, correlationId: string }} Header
 * @typedef {{ paths: Record<string, { get?: { parameters?: { name?: string }[] } }> }} Api
 */

/** Groupings of money that reports are asked for. */
const GROUPS = ['month', 'budgetLine', 'vendor', 'axis'];

/**
 * The first page of each list that the API describes, the money reports, and `/v1/events` by each
 * of its filters.
 * @param {Api} api the description of the API
 * @param {{ early: Header, middle: Header, today: string }} log events that are asked for
 * @returns {Read[]}
 */
export function readsOf(api, { early, middle, today }) {
  const lists = listsOf(api).filter((path) => path !== '/v1/events');
  return [
    ...lists.map((path) => readOf('list', path)),
    readOf('report', '/v1/spend'),
    ...GROUPS.map((group) => readOf('report', `/v1/spend?groupBy=${group}`)),
    readOf('report', `/v1/spend?asOf=${today}`),
    readOf('report', `/v1/spend?knownAt=${today}`),
    ...eventFilters(early, middle).map((query) => readOf('events', `/v1/events${query}`)),
  ];
}

/** Paths of all lists that have pages, and belong to no other resource. @param {Api} api */
export function listsOf({ paths }) {
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const hasPages = get?.parameters?.some(({ name }) => name === 'limit') === true;
    return hasPages && !path.includes('{') ? [path] : [];
  });
}

/** @param {Read['kind']} kind @param {string} path @returns {Read} */
const readOf = (kind, path) => ({ kind, path, name: nameOf(path) });

/** Values differ from log to log, names do not. @param {string} path */
function nameOf(path) {
  const [resource = '', query] = path.split('?');
  if (query === undefined) return resource;
  const names = [...new URLSearchParams(query)].map(([name, value]) =>
    name === 'groupBy' ? `groupBy=${value}` : name,
  );
  return `${resource}?${names.join('&')}`;
}

/** @param {Header} early @param {Header} middle */
function eventFilters(early, middle) {
  const category = middle.stream.slice(0, middle.stream.indexOf('-'));
  const window = { from: early.recordedAt, to: middle.recordedAt };
  /** @type {Record<string, string>[]} */
  const filters = [
    {},
    { actor: middle.actor.id },
    { type: middle.type },
    { entity: middle.stream },
    { category },
    { correlationId: middle.correlationId },
    { commandId: middle.commandId },
    window,
    { type: middle.type, ...window },
    { actor: middle.actor.id, category, ...window },
  ];
  return filters.map((filter) => {
    const query = String(new URLSearchParams(filter));
    return query === '' ? '' : `?${query}`;
  });
}
