import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** Sentences of a contract, each with the code that tries it. */
export type Cases<T> = Readonly<Record<string, (given: T) => Promise<void>>>;

export interface ContractOptions {
  /** Runs of the model-based test in `npm test`; ten times as many in the full one. */
  readonly runs?: number;
  /**
   * Cases that this engine is known not to hold, with the reason: only what stands in
   * docs/engine-divergences.md. They are said aloud; a name that no case has fails.
   */
  readonly divergences?: Readonly<Record<string, string>>;
}

export interface Contract<T extends { dispose(): Promise<void> }> {
  readonly name: string;
  readonly factory: () => Promise<T>;
  readonly cases: Cases<Subject<T>>;
  readonly options: ContractOptions;
  engineOf(opened: T): string;
}

/** What a case is given: an engine shared by the suite, and how to have one of its own. */
export interface Subject<T> {
  readonly shared: T;
  /** A fresh engine, disposed of after the suite: to close and open it again. */
  own(): Promise<T>;
  readonly options: ContractOptions;
}

/** Makes the suite of a contract. */
export function describeContract<T extends { dispose(): Promise<void> }>(
  contract: Contract<T>,
): void {
  const { name, factory, cases, options, engineOf } = contract;
  const opened: T[] = [];
  const own = async (): Promise<T> => {
    const one = await factory();
    opened.push(one);
    return one;
  };
  describe(name, () => {
    let shared: T;
    beforeAll(async () => {
      shared = await own();
      process.stderr.write(`${name}: engine ${engineOf(shared)}\n`);
    });
    afterAll(async () => {
      for (const one of opened) await one.dispose();
    });
    for (const [sentence, run] of Object.entries(cases)) {
      const why = options.divergences?.[sentence];
      if (why !== undefined) skipped(name, sentence, why);
      else test(sentence, () => run({ shared, own, options }), CASE_TIMEOUT_MS);
    }
    test('divergences name cases that there are', () => {
      const named = Object.keys(options.divergences ?? {});
      expect(named.filter((one) => !Object.hasOwn(cases, one))).toEqual([]);
    });
  });
}

/** Long, for the full runs on a busy machine; what waits for something waits for less. */
const CASE_TIMEOUT_MS = 1_800_000;

function skipped(name: string, sentence: string, why: string): void {
  process.stderr.write(`${name}: NOT HELD: ${sentence}: ${why}\n`);
  test.skip(`${sentence} (${why})`, () => undefined);
}

let last = 0;
const process36 = `${process.pid.toString(36)}x${Date.now().toString(36)}`;

/** A name that nobody has used, on a real server neither: lower case, digits, no hyphen. */
export const freshName = (what: string): string => `${what}_${process36}_${(last += 1)}`;

/** Waits until a condition holds. Throws after `timeoutMs`, saying what was waited for. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** A promise and how to settle it: a gate that a handler waits at. */
export function gate(): { readonly passed: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}
