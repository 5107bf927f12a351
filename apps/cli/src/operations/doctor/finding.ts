/** One thing that `doctor` has looked at. */
export interface Finding {
  /** `files.events`, `lag.projector.budgets`, `parked`: the same on every run, for programs. */
  readonly name: string;
  readonly ok: boolean;
  readonly text: string;
  /** The figure or the words of it, for programs. */
  readonly value?: unknown;
}

// eslint-disable-next-line max-params -- what it is called, its words, its figure
const finding = (ok: boolean, name: string, text: string, value: unknown): Finding => ({
  name,
  ok,
  text,
  ...(value === undefined ? {} : { value }),
});

export const fine = (name: string, text: string, value?: unknown): Finding =>
  finding(true, name, text, value);
export const wrong = (name: string, text: string, value?: unknown): Finding =>
  finding(false, name, text, value);

const UNITS = ['B', 'KiB', 'MiB', 'GiB'] as const;

/** Bytes for people: the unit that gives the shortest number, rounded up. */
export function sizeOf(bytes: number) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return { size: Math.ceil(bytes / 1024 ** power), unit: UNITS[power] ?? 'B' } as const;
}
