import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Bounds, Place } from '../domain/shared/place.js';
import { PCODE_PATTERN } from '../domain/shared/place.js';

const placeSchema = z.strictObject({ pcode: z.string().regex(PCODE_PATTERN), name: z.string() });
const gazetteerSchema = z.strictObject({
  source: z.string(),
  bounds: z.strictObject({
    south: z.string(),
    north: z.string(),
    west: z.string(),
    east: z.string(),
  }),
  regions: z.array(placeSchema.extend({ cercles: z.array(placeSchema) })),
});

/** Regions and cercles of the country by P-code, from `data/gazetteer.json`. */
export interface Gazetteer {
  readonly bounds: Bounds;
  /** Regions, each before its cercles, in the order of their P-codes. */
  readonly places: readonly Place[];
  /** The region with exactly this P-code. */
  region(pcode: string): Place | undefined;
  /** The cercle with this P-code, or the one that contains this commune. */
  cercleOf(pcode: string): Place | undefined;
}

/** Parses the gazetteer's file; throws if it is malformed. */
export function gazetteerOf(text: string): Gazetteer {
  const { bounds, regions } = gazetteerSchema.parse(JSON.parse(text));
  const places = new Map<string, Place>();
  for (const { pcode: region, name, cercles } of regions) {
    places.set(region, { pcode: region, name, region });
    for (const cercle of cercles) places.set(cercle.pcode, { ...cercle, region });
  }
  const valid = (pcode: string): boolean => PCODE_PATTERN.test(pcode);
  return {
    bounds,
    places: [...places.values()],
    region: (pcode) => (pcode.length === REGION_LENGTH ? places.get(pcode) : undefined),
    cercleOf: (pcode) =>
      valid(pcode) && pcode.length >= CERCLE_LENGTH
        ? places.get(pcode.slice(0, CERCLE_LENGTH))
        : undefined,
  };
}

const REGION_LENGTH = 'ML07'.length;
const CERCLE_LENGTH = 'ML0703'.length;

const file = new URL('../../data/gazetteer.json', import.meta.url);

/** The country's gazetteer, read once. */
export const gazetteer: Gazetteer = gazetteerOf(readFileSync(file, 'utf8'));
