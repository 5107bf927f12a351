import type { Ids } from '@tamani/kernel';

/** Identifiers 1, 2, 3… in the form of a UUIDv7, so that a failing test reads the same twice. */
export class SequentialIds implements Ids {
  private last = 0;

  /** `series` (0 to ffff) tells the ids of two sources apart. */
  constructor(private readonly series = 0) {}

  next(): string {
    this.last += 1;
    return uuidOf(this.series, this.last);
  }
}

/** The UUID of a number of a series: `(0, 1)` is `00000000-0000-7000-8000-000000000001`. */
export const uuidOf = (series: number, number: number): string =>
  `00000000-${series.toString(16).padStart(4, '0')}-7000-8000-${number.toString(16).padStart(12, '0')}`;
