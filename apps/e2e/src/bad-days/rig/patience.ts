import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';

const TRIES = 20;
const PAUSE_MS = 100;

/**
 * Does again what an engine could not do, as a service does that waits for its engines: on a busy
 * machine that happens without any trouble of ours. For what may be done twice.
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const isOutage = error instanceof StoreUnavailable || error instanceof OutcomeUnknown;
      if (!isOutage || tries === TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
