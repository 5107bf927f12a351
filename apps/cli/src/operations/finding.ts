import type { Text } from '@tamani/kernel';

/** One thing that `doctor` has looked at. */
export interface Finding {
  /** `files.events`, `lag.projector.budgets`, `parked`: the same on every run, for programs. */
  readonly name: string;
  readonly ok: boolean;
  readonly text: Text;
}

export const fine = (name: string, text: Text): Finding => ({ name, ok: true, text });
export const wrong = (name: string, text: Text): Finding => ({ name, ok: false, text });

const UNITS = ['o', 'Kio', 'Mio', 'Gio'] as const;

/** Bytes for people, in French and English (`12 Mio`, `12 MiB`). */
export function sizeText(bytes: number): Text {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const size = Math.ceil(bytes / 1024 ** power);
  const unit = UNITS[power] ?? 'o';
  return { fr: `${size} ${unit}`, en: `${size} ${unit.replace('o', 'B')}` };
}
