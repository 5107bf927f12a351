/**
 * `npm run bench -- growth`: what a command, a page of a list and a report cost in logs of growing
 * size. The logs are filled by real commands, whole purchases over the API of the program itself:
 * everything that they leave behind (streams, read models, offsets, claims) is as it is in use.
 * One server is filled, stopped and copied at each size; then a server on each copy runs the same
 * purchases and the same reads, in turn, round by round, in an order that changes.
 */
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { median } from '../support/statistics.mjs';
import { growthOf, growthTable, RATIO_MOST } from './growth-table.mjs';
import { readsOf } from './growth-reads.mjs';
import { MeasuredServer } from './measured-server.mjs';
import { BUYERS, buyersOn } from './purchases.mjs';

/** Purchases of a round: enough to measure, few beside the smallest log. */
const PURCHASES = 16;
const READS = 5;
/** Of `/v1/spend` and `/v1/events` at the largest size. */
const MOST_MS = { list: undefined, report: 30, events: 50 };
/** Purchases of one go while filling. */
const BATCH = 100;

/**
 * @typedef {import('../load/api-load.mjs').Load} Load
 * @typedef {import('./growth-reads.mjs').Read} Read
 * @typedef {{ server: MeasuredServer, load: Load, reads: Read[] }} Site a server on a log of a size
 * @typedef {{ cpuUs: number, writtenBytes: number, readsMs: Map<string, number> }} Round
 */

/**
 * @param {{ folder: string, sizes: readonly number[], rounds: number }} options
 * @returns {Promise<import('./study.mjs').Study>}
 */
export async function growth({ folder, sizes, rounds }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  /** @type {Site[]} */
  const sites = [];
  try {
    const journeys = await filled(folder, sizes);
    for (const size of sizes) sites.push(await opened(join(folder, String(size)), journeys));
    const first = await Promise.all(sites.map(({ server }) => server.quiet()));
    const results = await measured(sites, rounds);
    const last = await Promise.all(sites.map(({ server }) => server.quiet()));
    return studyOf({ sizes, sites, results, grown: first.map((n, at) => [n, last[at] ?? n]) });
  } finally {
    for (const { load, server } of sites) {
      load.close();
      await server.stop();
    }
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Fills one log and keeps a copy of it at each size.
 * @param {string} folder @param {readonly number[]} sizes
 */
async function filled(folder, sizes) {
  const data = join(folder, 'filling');
  await mkdir(data);
  /** @type {Load | undefined} */
  let load;
  for (const size of sizes) {
    const server = await MeasuredServer.start(data);
    load = await buyersOn(server.url, { from: load });
    try {
      await fillTo(size, { server, load });
    } finally {
      load.close();
      await server.stop();
    }
    await cp(data, join(folder, String(size)), { recursive: true });
  }
  await rm(data, { recursive: true });
  if (!load) throw new Error('no sizes');
  return load;
}

/** @param {number} size @param {{ server: MeasuredServer, load: Load }} of */
async function fillTo(size, { server, load }) {
  let [events, perPurchase] = [await server.quiet(), 60];
  while (events < size) {
    const count = Math.min(BATCH, Math.ceil((size - events) / perPurchase));
    await load.complete({ count, atOnce: BUYERS });
    const now = await server.quiet();
    perPurchase = (now - events) / count;
    events = now;
    load.takeLatencies();
    await load.api.logIn(load.api.tokens.keys());
    process.stderr.write(`\rfilling: ${events} of ${size} events   `);
  }
  process.stderr.write('\n');
}

/** @param {string} folder @param {Load} from @returns {Promise<Site>} */
async function opened(folder, from) {
  const server = await MeasuredServer.start(folder);
  const load = await buyersOn(server.url, { from });
  const events = await server.quiet();
  const headerAt = async (/** @type {number} */ position) => {
    const path = `/v1/events?after=${Math.floor(position)}&limit=1`;
    return JSON.parse(await get(load, path)).data[0];
  };
  const early = await headerAt(events * 0.45);
  const middle = await headerAt(events * 0.5);
  const api = JSON.parse(await get(load, '/openapi.json'));
  const today = new Date().toISOString().slice(0, 10);
  return { server, load, reads: readsOf(api, { early, middle, today }) };
}

/** @param {Load} load @param {string} path */
async function get({ api }, path) {
  const headers = { authorization: `Bearer ${api.tokens.get('administrator')}` };
  const { status, text } = await api.pool.request({ method: 'GET', path, headers });
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
  return text;
}

/**
 * One round to warm up, then the measured ones.
 * @param {readonly Site[]} sites @param {number} rounds @returns {Promise<Round[][]>} of each site
 */
async function measured(sites, rounds) {
  /** @type {Round[][]} */
  const results = sites.map(() => []);
  for (const site of sites) await round(site);
  for (let n = 0; n < rounds; n++) {
    for (let k = 0; k < sites.length; k++) {
      const at = (n + k) % sites.length;
      const site = sites[at];
      if (site) results[at]?.push(await round(site));
    }
  }
  return results;
}

/** @param {Site} site @returns {Promise<Round>} */
async function round({ server, load, reads }) {
  await server.quiet();
  load.takeLatencies();
  const before = await server.usage();
  await load.complete({ count: PURCHASES, atOnce: PURCHASES });
  // What follows from a command is part of its cost.
  await server.quiet();
  const after = await server.usage();
  const commands = load.takeLatencies().length;
  /** @type {Map<string, number>} */
  const readsMs = new Map();
  for (const { name, path } of reads) readsMs.set(name, await timed(load, path));
  return {
    cpuUs: (after.cpuUs - before.cpuUs) / commands,
    writtenBytes: (after.writtenBytes - before.writtenBytes) / commands,
    readsMs,
  };
}

/** @param {Load} load @param {string} path */
async function timed(load, path) {
  const times = [];
  for (let n = 0; n < READS; n++) {
    const began = performance.now();
    await get(load, path);
    times.push(performance.now() - began);
  }
  return median(times);
}

/**
 * @param {{ sizes: readonly number[], sites: readonly Site[], results: Round[][],
 *   grown: readonly (readonly number[])[] }} of
 */
function studyOf({ sizes, sites, results, grown }) {
  const each = (/** @type {(round: Round) => number} */ of) => results.map((all) => all.map(of));
  const cpu = { name: 'command, CPU', unit: 'µs', rounds: each(({ cpuUs }) => cpuUs) };
  const kilobytes = each(({ writtenBytes }) => writtenBytes / 1_000);
  const written = { name: 'command, written', unit: 'kB', rounds: kilobytes };
  const starts = sites.map(({ server }) => [server.startMs]);
  const start = { name: 'start until ready', unit: 'ms', rounds: starts, most: 1_000 };
  const reads = (sites[0]?.reads ?? []).map(({ name, kind }) => ({
    ...{ name, kind, unit: 'ms', most: MOST_MS[kind] },
    rounds: each(({ readsMs }) => readsMs.get(name) ?? Number.NaN),
  }));
  const costs = [cpu, written].map((series) => ({ ...series, ratioMost: RATIO_MOST }));
  const slowest = (/** @type {Read['kind']} */ wanted) =>
    Math.max(...reads.filter(({ kind }) => kind === wanted).map((one) => growthOf(one).atLast));
  const figures = {
    cpu: growthOf(cpu).ratio,
    written: growthOf(written).ratio,
    spendMs: slowest('report'),
    eventsMs: slowest('events'),
    startMs: growthOf(start).atLast,
  };
  const sizesSeen = grown.map(([from, to]) => `${from}–${to}`).join(', ');
  const text = `growth: events while it was measured: ${sizesSeen}\n`;
  return {
    ...{ name: 'growth', figures, ok: true },
    text: text + growthTable(sizes, [...costs, start, ...reads]),
  };
}
