import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {import('./types.mjs').Scenario} Scenario
 * @typedef {import('./types.mjs').Round} Round
 */

const WORKER = fileURLToPath(new URL('./worker.mjs', import.meta.url));

/** A contender in its process. */
class Side {
  /** @param {Scenario} scenario @param {string} name @param {string} folder */
  constructor(scenario, name, folder) {
    this.scenario = scenario;
    this.name = name;
    this.child = fork(WORKER, [scenario.module.href, name, folder]);
    this.address = '';
  }

  async open() {
    this.address = String(await this.answer());
  }

  /** @returns {Promise<Round>} */
  async round() {
    const { drive } = this.scenario;
    if (!drive) return /** @type {Promise<Round>} */ (this.ask('round'));
    const before = await this.ask('usage');
    const driven = await drive(this.address, this.name);
    const after = await this.ask('usage');
    return {
      ...driven,
      cpuUs: after.cpuUs - before.cpuUs,
      writtenBytes: after.writtenBytes - before.writtenBytes,
      rssBytes: after.rssBytes,
    };
  }

  async close() {
    await this.ask('close');
    this.child.disconnect();
  }

  /** @param {string} command */
  ask(command) {
    this.child.send(command);
    return this.answer();
  }

  /** @returns {Promise<any>} */
  async answer() {
    const stop = new AbortController();
    try {
      const [message] = await Promise.race([
        once(this.child, 'message', stop),
        once(this.child, 'exit', stop).then(([code]) => {
          throw new Error(`the worker ended (${code})`);
        }),
      ]);
      if (message.error) throw new Error(message.error);
      return message.result;
    } catch (error) {
      throw new Error(`${this.scenario.name}, ${this.name}: ${error}`, { cause: error });
    } finally {
      stop.abort();
    }
  }
}

/**
 * Runs subject and control in turn: one round to warm up, then the measured ones, whose order
 * within the pair changes from round to round.
 * @param {Scenario} scenario
 * @param {{ rounds: number, folder: string }} options
 * @returns {Promise<{ subject: Round[], control: Round[] }>}
 */
export async function contest(scenario, { rounds, folder }) {
  /** @type {{ subject: Round[], control: Round[] }} */
  const results = { subject: [], control: [] };
  const sides = await opened(scenario, folder);
  try {
    for (const role of order(0)) await sides[role].round();
    for (let round = 1; round <= rounds; round++) {
      for (const role of order(round)) results[role].push(await sides[role].round());
    }
  } finally {
    scenario.done?.();
    await Promise.allSettled([sides.subject.close(), sides.control.close()]);
    await rm(folder, { recursive: true, force: true });
  }
  return results;
}

/** @param {number} round @returns {('subject' | 'control')[]} */
const order = (round) => (round % 2 === 0 ? ['subject', 'control'] : ['control', 'subject']);

/** @param {Scenario} scenario @param {string} folder */
async function opened(scenario, folder) {
  const folders = { subject: join(folder, 'subject'), control: join(folder, 'control') };
  for (const path of Object.values(folders)) await mkdir(path, { recursive: true });
  const subject = new Side(scenario, scenario.subject, folders.subject);
  const control = new Side(scenario, scenario.control, folders.control);
  await Promise.all([subject.open(), control.open()]);
  return { subject, control };
}
