type Call = (...args: unknown[]) => unknown;

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as Promise<unknown> | undefined)?.then === 'function';

/**
 * An engine that tells of each error that a call of it ends with, some of its methods exchanged.
 * It is still that engine: what else is asked of it or set on it goes through.
 */
export function watched<T extends object>(
  engine: T,
  note: (error: unknown) => void,
  instead: Partial<T> = {},
): T {
  const calls = new Map<PropertyKey, Call>();
  return new Proxy(engine, {
    get(target, name) {
      const value: unknown = Reflect.get(instead, name) ?? Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const known = calls.get(name);
      if (known) return known;
      const call = watchedCall(engine, value as Call, note);
      calls.set(name, call);
      return call;
    },
    set(target, name, value) {
      calls.delete(name);
      return Reflect.set(target, name, value, target);
    },
  });
}

function watchedCall(engine: object, method: Call, note: (error: unknown) => void): Call {
  const failed = (error: unknown): never => {
    note(error);
    throw error;
  };
  return (...args) => {
    try {
      const answer = method.apply(engine, args);
      return isPromise(answer) ? answer.then(undefined, failed) : answer;
    } catch (error) {
      return failed(error);
    }
  };
}

/** A function that tells of each error that it ends with. */
export const noting =
  <A, R>(work: (input: A) => R, note: (error: unknown) => void) =>
  (input: A): R => {
    try {
      return work(input);
    } catch (error) {
      note(error);
      throw error;
    }
  };
