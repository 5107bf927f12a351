import type { ParkedMessage } from './parking.js';
import type { ProcessRunner } from './process-runner.js';

export interface ParkedEntry extends ParkedMessage {
  /** `budgets.reservation`. */
  readonly group: string;
}

/** What operators do with parked messages: `tamani parked list|show|replay|drop`. */
export class ParkedMessages {
  constructor(private readonly runners: readonly ProcessRunner[]) {}

  async list(): Promise<readonly ParkedEntry[]> {
    const entries = this.runners.map(async ({ group, parking }) =>
      (await parking.list()).map((message) => ({ group, ...message })),
    );
    return (await Promise.all(entries)).flat();
  }

  async show(id: string): Promise<ParkedEntry | undefined> {
    return (await this.list()).find((message) => message.id === id);
  }

  /**
   * Handles a parked message, and those of its key before and after it, in their order. Stops at
   * the first that fails again. Returns how many went through.
   */
  async replay(id: string): Promise<number> {
    const { runner, message } = await this.find(id);
    let handled = 0;
    while (await runner.replayNext(message.key)) handled += 1;
    return handled;
  }

  /** Drops a message; the person and the reason stay in the log. */
  async drop(id: string, by: string, reason: string): Promise<void> {
    const { runner } = await this.find(id);
    await runner.parking.drop(id, by, reason);
  }

  private async find(id: string) {
    const message = await this.show(id);
    const runner = this.runners.find(({ group }) => group === message?.group);
    if (!message || !runner) throw new Error(`no parked message ${id}`);
    return { message, runner };
  }
}
