import { StoreUnavailable } from '@tamani/ports';

/** The own timer of a call has fired: the client has not kept its deadline. */
export class CallTimedOut extends Error {
  override readonly name = 'CallTimedOut';
  readonly code = 4;
}

/** A call with a timer of its own; the client's deadline holds for few of its calls. */
export async function timed<T>(
  call: Promise<T>,
  limit: { readonly what: string; readonly timeoutMs: number; readonly onTimeout?: () => void },
): Promise<T> {
  const { what, timeoutMs, onTimeout } = limit;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onTimeout?.();
      reject(new CallTimedOut(`${what}: no answer within ${timeoutMs} ms`));
    }, timeoutMs);
  });
  // Who answers after the timer is heard by nobody.
  call.catch(() => undefined);
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** At most so many calls at a time: a connection carries about 95 of them, the next one hangs. */
export class Gate {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  async pass<T>(action: () => Promise<T>): Promise<T> {
    if (this.inside >= this.most) await new Promise<void>((enter) => this.waiting.push(enter));
    else this.inside += 1;
    try {
      return await action();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.inside -= 1;
    }
  }
}

/** Appends of one stream, one at a time, in the order of the calls. */
export class StreamTurns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<T>(stream: string, action: () => Promise<T>): Promise<T> {
    const before = this.last.get(stream);
    const turn = before ? before.then(action, action) : action();
    this.last.set(stream, turn);
    const gone = (): void => {
      if (this.last.get(stream) === turn) this.last.delete(stream);
    };
    turn.then(gone, gone);
    return turn;
  }

  /** Until those that wait now have had their turn. */
  async drained(): Promise<void> {
    await Promise.allSettled(this.last.values());
  }
}

export const closedStore = (): StoreUnavailable => new StoreUnavailable('the store is closed');
