import { StoreMisuse, StoreUnavailable } from '@tamani/ports';
import { pause, type Log } from '@tamani/runtime';
import { SettingsError } from './secret-files.js';

/** A server, and the settings that lead to it. */
export interface Named {
  readonly name: string;
  /** `TAMANI_ESDB_URL`. */
  readonly settings: string;
}

const PATIENCE_MS = 60_000;
const PAUSE_MS = 1_000;

/**
 * Opens servers that may still be starting. What waiting does not cure (a wrong password, a right
 * that is missing, a certificate of nobody who is trusted) ends the start at once, of all of them.
 */
export class Patience {
  private readonly over = new AbortController();

  constructor(
    private readonly log: Log,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Throws SettingsError that names the settings; StoreUnavailable after the time. */
  async open<T>({ name, settings }: Named, open: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + this.patienceMs;
    for (;;) {
      try {
        return await open();
      } catch (error) {
        const isPassing = error instanceof StoreUnavailable && performance.now() < deadline;
        if (!isPassing || this.over.signal.aborted) {
          this.over.abort();
          throw error instanceof StoreMisuse
            ? new SettingsError(`${settings}: ${name}: ${error.message}`)
            : error;
        }
        this.log.warn(`${name} does not answer yet`, { settings, error: error.message });
      }
      await pause(PAUSE_MS, this.over.signal);
    }
  }
}
