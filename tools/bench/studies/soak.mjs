/**
 * `npm run bench -- soak`: purchases without a pause against one process of the embedded profile
 * with a small heap. By tenth of the run: latency, processor time, memory; in the end whether it
 * is as it began. Fails when the process dies, or when a message is parked.
 */
import { mkdir, rm } from 'node:fs/promises';
import { MeasuredServer } from './measured-server.mjs';
import { BUYERS, buyersOn } from './purchases.mjs';
import { flatness, soakTable } from './soak-table.mjs';

const TENTHS = 10;
const LOOK_EVERY_MS = 500;

/**
 * @param {{ folder: string, purchases: number, heapMb: number }} options
 * @returns {Promise<import('./study.mjs').Study>}
 */
export async function soak({ folder, purchases, heapMb }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const server = await MeasuredServer.start(folder, { heapMb });
  try {
    const { parts, start } = await Promise.race([bought(server, purchases), death(server)]);
    await server.quiet();
    const { parked, events } = await server.status();
    const flat = flatness(parts);
    const ratio = (/** @type {number} */ n) => n.toFixed(2);
    const text = [
      `soak: ${purchases} purchases, ${BUYERS} at a time, heap of ${heapMb} MB, ${events} events`,
      ...soakTable(parts, start),
      `end ÷ beginning: p50 ${ratio(flat.p50)}, p99 ${ratio(flat.p99)}, RSS ${ratio(flat.rss)}`,
      `highest RSS ${flat.peakMb.toFixed(0)} MB; parked messages: ${parked}`,
    ];
    return { name: 'soak', text: text.join('\n'), figures: flat, ok: parked === 0 };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {MeasuredServer} server @param {number} purchases */
async function bought(server, purchases) {
  const load = await buyersOn(server.url);
  const start = await server.usage();
  load.takeLatencies();
  /** @type {Promise<import('./soak-table.mjs').Part>[]} */
  const parts = [];
  let began = performance.now();
  const looked = async (/** @type {{ seconds: number, latencies: number[] }} */ part) => {
    const [usage] = await Promise.all([server.usage(), load.api.logIn(load.api.tokens.keys())]);
    return { ...part, usage };
  };
  const ended = (/** @type {number} */ count) => {
    if (count < Math.round(((parts.length + 1) * purchases) / TENTHS)) return;
    const now = performance.now();
    const part = { seconds: (now - began) / 1_000, latencies: load.takeLatencies() };
    began = now;
    parts.push(looked(part));
  };
  try {
    await load.complete({ count: purchases, atOnce: BUYERS, ended });
    return { parts: await Promise.all(parts), start };
  } finally {
    load.close();
  }
}

/** Rejects when the process ends: requests to a dead server may wait for ever. */
/** @returns {Promise<never>} */
async function death(/** @type {MeasuredServer} */ server) {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS).unref());
    server.checkAlive();
  }
}
