import { Controller, Get } from '@nestjs/common';
import { Access } from '@tamani/nest';
import { z } from 'zod';
import { PCODE_PATTERN } from '../domain/shared/place.js';
import { gazetteer } from '../facts/gazetteer.js';

const placesSchema = z
  .strictObject({
    data: z.array(
      z
        .strictObject({
          pcode: z.string().regex(PCODE_PATTERN),
          name: z.string(),
          region: z.string().regex(PCODE_PATTERN).meta({ description: 'P-code of its region' }),
        })
        .meta({ id: 'Place' }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'Places' });

/** The places whose P-codes projects and sites are given by. */
@Controller('v1/places')
export class PlacesController {
  @Get()
  @Access({
    roles: 'authenticated',
    about: 'The gazetteer: the places of projects and sites',
    summary: 'Regions and cercles with their P-codes',
    response: placesSchema,
  })
  list() {
    return { data: gazetteer.places, nextCursor: null };
  }
}
