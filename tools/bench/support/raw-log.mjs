import { open } from 'node:fs/promises';

/**
 * The least that a durable log can be: lines at the end of one file, those that wait written
 * together and made durable by one fdatasync. No index, no check, nothing can be read back.
 */
export class RawLog {
  /** @param {import('node:fs/promises').FileHandle} file */
  constructor(file) {
    this.file = file;
    /** @type {{ text: string, done: () => void, fail: (error: unknown) => void }[]} */
    this.waiting = [];
    this.busy = false;
  }

  /** @param {string} path */
  static async open(path) {
    return new RawLog(await open(path, 'a'));
  }

  /** Durable when it resolves. @param {string} text @returns {Promise<void>} */
  append(text) {
    return new Promise((done, fail) => {
      this.waiting.push({ text, done, fail });
      if (!this.busy) void this.flush();
    });
  }

  async flush() {
    this.busy = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.file.appendFile(batch.map(({ text }) => text).join(''));
        await this.file.datasync();
        for (const { done } of batch) done();
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
    }
    this.busy = false;
  }

  close() {
    return this.file.close();
  }
}
