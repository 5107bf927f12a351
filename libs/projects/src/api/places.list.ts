import type { ListDefinition } from '@tamani/nest';
import { z } from 'zod';
import { PCODE_PATTERN } from '../domain/shared/place.js';
import { gazetteer } from '../facts/gazetteer.js';

const placeSchema = z
  .strictObject({
    pcode: z.string().regex(PCODE_PATTERN),
    name: z.string(),
    region: z
      .string()
      .regex(PCODE_PATTERN)
      .meta({ description: 'P-code of its region, or its own' }),
  })
  .meta({ id: 'Place' });

/** `GET /v1/places`: the places whose P-codes projects and sites refer to; not paged. */
export const placesList: ListDefinition = {
  path: 'places',
  roles: 'authenticated',
  about: 'The gazetteer: the places of projects and sites',
  summary: 'Regions and cercles with their P-codes',
  item: placeSchema,
  envelope: { nextCursor: z.null() },
  parameters: {},
  pages: false,
  page: () =>
    Promise.resolve({
      data: gazetteer.places.map((place) => ({ ...place })),
      nextCursor: null,
      envelope: { nextCursor: null },
    }),
};
