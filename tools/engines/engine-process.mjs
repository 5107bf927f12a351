import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { connect } from 'node:net';

/**
 * @typedef {object} EngineCommand
 * @property {string} name as printed
 * @property {string} program
 * @property {readonly string[]} args
 * @property {number} port it listens there once it is up
 * @property {string} logFile
 */

const START_TIMEOUT_MS = 60_000;

/** A server in its own process, which can be killed and restarted on its data. */
export class EngineProcess {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;

  /** @param {EngineCommand} command */
  constructor(command) {
    this.command = command;
  }

  /** Of its process; 0 when it does not run. */
  get pid() {
    return this.#child?.pid ?? 0;
  }

  /** Starts it and waits until its port takes connections. */
  async start() {
    const { name, program, args, port, logFile } = this.command;
    const log = openSync(logFile, 'a');
    const child = spawn(program, [...args], { stdio: ['ignore', log, log] });
    this.#child = child;
    child.once('error', () => undefined);
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!(await answers(port))) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`${name} did not start (exit ${child.exitCode}); see ${logFile}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /**
   * Ends it and waits until it has gone.
   * @param {NodeJS.Signals} [signal]
   */
  async stop(signal = 'SIGTERM') {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(late);
  }

  /** None of its handlers runs. */
  async kill() {
    await this.stop('SIGKILL');
  }

  /** @param {'SIGSTOP' | 'SIGCONT'} signal freezes it, or lets it go on */
  signal(signal) {
    this.#child?.kill(signal);
  }
}

/** @param {number} port @returns {Promise<boolean>} */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (/** @type {boolean} */ result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
