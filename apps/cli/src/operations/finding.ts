/** One thing that `doctor` has looked at. */
export interface Finding {
  /** `files.events`, `lag.projector.budgets`, `parked`: the same on every run, for programs. */
  readonly name: string;
  readonly ok: boolean;
  readonly text: string;
}

export const fine = (name: string, text: string): Finding => ({ name, ok: true, text });
export const wrong = (name: string, text: string): Finding => ({ name, ok: false, text });

const UNITS = ['B', 'KiB', 'MiB', 'GiB'] as const;

/** Bytes for people: the unit that gives the shortest number, rounded up. */
export function sizeOf(bytes: number) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return { size: Math.ceil(bytes / 1024 ** power), unit: UNITS[power] ?? 'B' } as const;
}
