/** A place of the gazetteer: a region (`ML07`) or a cercle (`ML0703`). */
export interface Place {
  readonly pcode: string;
  readonly name: string;
  /** P-code of its region; its own when it is one. */
  readonly region: string;
}

/** Corners of the country in decimal degrees, as strings with at most six decimals. */
export interface Bounds {
  readonly south: string;
  readonly north: string;
  readonly west: string;
  readonly east: string;
}

/** Form of a P-code: country, region, then cercle, then commune, two digits each. */
export const PCODE_PATTERN = /^ML\d{2}(\d{2}){0,2}$/;
