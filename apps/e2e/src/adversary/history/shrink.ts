import type { History, Told, Turn } from './history.js';

/** Whether a history still shows what is looked for; with the answers that it got. */
export type Shows = (history: History) => Promise<History | undefined>;

/** Tries of one history: each plays it again. */
const TRIES = 250;

/**
 * The history with as little as possible of what happened in it: turns are left out as long as it
 * shows the same, many at once first; then what is left is made plainer.
 */
export async function shrunk(history: History, shows: Shows): Promise<History> {
  const search = new Search(history, shows);
  await search.leaveOut(({ isStage }) => !isStage);
  await search.leaveOut(() => true);
  await search.separate();
  await search.rewrite(smooth);
  await search.leaveOut(() => true);
  return search.best;
}

class Search {
  private tries = 0;

  constructor(
    public best: History,
    private readonly shows: Shows,
  ) {}

  /** Leaves out turns of a kind, half of them at once, then a quarter, down to one. */
  async leaveOut(of: (turn: Turn) => boolean): Promise<void> {
    const count = (): number => this.best.turns.filter(of).length;
    for (
      let size = Math.ceil(count() / 2);
      size >= 1;
      size = size === 1 ? 0 : Math.ceil(size / 2)
    ) {
      for (let at = 0; at < count();) {
        const some = new Set(this.best.turns.filter(of).slice(at, at + size));
        const isShorter = await this.takes(this.best.turns.filter((turn) => !some.has(turn)));
        if (!isShorter) at += size;
      }
    }
  }

  /** Leaves out single requests of turns that have several. */
  async separate(): Promise<void> {
    for (const turn of this.best.turns.filter(({ requests }) => requests.length > 1)) {
      for (const request of turn.requests) {
        const at = this.best.turns.findIndex(({ requests }) => requests.includes(request));
        const now = this.best.turns[at];
        const requests = now?.requests.filter((one) => one !== request) ?? [];
        if (now && requests.length > 0)
          await this.takes(this.best.turns.with(at, { ...now, requests }));
      }
    }
  }

  /** Writes each turn in a plainer way, where it shows the same. */
  async rewrite(plainer: (turn: Told) => Told | undefined): Promise<void> {
    for (const [at, turn] of this.best.turns.entries()) {
      const other = plainer(turn);
      if (other) await this.takes(this.best.turns.with(at, other));
    }
  }

  /** A history that cannot be checked, for want of a rate for instance, does not show it. */
  private async takes(turns: readonly Told[]): Promise<boolean> {
    if (turns.length === 0 || (this.tries += 1) > TRIES) return false;
    const shorter = await this.shows({ ...this.best, turns }).catch(() => undefined);
    if (shorter) this.best = shorter;
    return shorter !== undefined;
  }
}

/** Nothing fails on the way, and all that follows happens at once. */
function smooth(turn: Told): Told | undefined {
  if (turn.mail === 'all' && turn.requests.every(({ fate }) => fate === 'whole')) return undefined;
  const requests = turn.requests.map((request) => ({ ...request, fate: 'whole' as const }));
  return { ...turn, requests, mail: 'all' };
}
