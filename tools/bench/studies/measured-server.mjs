import { readFile } from 'node:fs/promises';
import { Program } from '../../../apps/e2e/dist/system/program.js';
import { Operator } from '../../../apps/e2e/dist/system/status.js';
import { freePorts } from '../../../apps/e2e/dist/system/system.js';

/**
 * @typedef {object} Usage of a server's process since its start, or at the moment
 * @property {number} cpuUs
 * @property {number} rssBytes
 * @property {number} peakBytes the most that was ever resident
 * @property {number} heapBytes
 * @property {number} writtenBytes
 */

const START_TIMEOUT_MS = 120_000;
const QUIET_TIMEOUT_MS = 120_000;
const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The program of the embedded profile, all services in one process, on the files of a folder. */
export class MeasuredServer {
  /** @param {Program} program */
  constructor(program) {
    this.program = program;
    this.operator = new Operator(program.url);
    /** From the start of the process until it was ready. */
    this.startMs = 0;
  }

  /** @param {string} folder @param {{ heapMb?: number }} [options] limit of the heap */
  static async start(folder, { heapMb } = {}) {
    const [port = 0] = await freePorts(1);
    /** @type {Record<string, string>} */
    const heap = heapMb === undefined ? {} : { NODE_OPTIONS: `--max-old-space-size=${heapMb}` };
    const settings = { TAMANI_DATA_DIR: folder, TAMANI_SEED: 'none', TAMANI_LOG_LEVEL: 'warn' };
    const env = { ...settings, TAMANI_RATE_LIMIT: '1000000', ...heap };
    const program = new Program('all-in-one/dist/main.js', port, env);
    // However this process ends, the server does not outlive it.
    process.once('exit', () => void program.end('SIGKILL'));
    const server = new MeasuredServer(program);
    await server.ready();
    return server;
  }

  async ready() {
    const began = performance.now();
    this.program.start();
    while (!(await this.isReady())) {
      this.checkAlive();
      if (performance.now() - began > START_TIMEOUT_MS) throw new Error(this.program.log());
      await pause(10);
    }
    this.startMs = performance.now() - began;
  }

  /** @returns {Promise<boolean>} */
  async isReady() {
    const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
    return answer?.ok === true;
  }

  get url() {
    return this.program.url;
  }

  /** Throws when the process has ended, with what it wrote last. */
  checkAlive() {
    if (!this.program.isRunning) throw new Error(`the server died: ${this.program.log()}`);
  }

  /** By the process's own count (process.cpuUsage, process.memoryUsage), as it tells a scraper. */
  async usage() {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const [io, status] = await Promise.all([this.counted('io'), this.counted('status')]);
    const rssBytes = metric(text, 'process_resident_memory_bytes');
    return {
      cpuUs: metric(text, 'process_cpu_seconds_total') * 1_000_000,
      rssBytes,
      peakBytes: Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? rssBytes / 1_024) * 1_024,
      heapBytes: metric(text, 'nodejs_heap_size_used_bytes'),
      writtenBytes: Number(/^wchar: (\d+)$/m.exec(io)?.[1] ?? 0),
    };
  }

  /** What the system counts of the process, where it does (Linux). @param {string} file */
  counted(file) {
    return readFile(`/proc/${this.program.pid}/${file}`, 'utf8').catch(() => '');
  }

  /** @returns {Promise<{ events: number, parked: number, settled: boolean }>} */
  async status() {
    const told = await this.operator.status();
    const { position = '0', parked, settled = false } = { parked: 0, ...told };
    return { events: Number(position), parked, settled };
  }

  /** Waits until nothing is on its way: two looks, with nothing written in between. */
  async quiet() {
    const until = performance.now() + QUIET_TIMEOUT_MS;
    for (let before = -1; performance.now() < until; await pause(50)) {
      const { events, settled } = await this.status();
      if (settled && events === before) return events;
      before = settled ? events : -1;
    }
    throw new Error('the server does not come to rest');
  }

  stop() {
    return this.program.end('SIGTERM');
  }
}

/** One figure of a Prometheus text. @param {string} text @param {string} name */
export function metric(text, name) {
  const found = new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'm').exec(text);
  if (!found) throw new Error(`no metric ${name}`);
  return Number(found[1]);
}
