import { Controller, Get } from '@nestjs/common';
import { Access } from '@tamani/nest';
import { gazetteer } from '../facts/gazetteer.js';

/** The places whose P-codes projects and sites are given by. */
@Controller('v1/places')
export class PlacesController {
  @Get()
  @Access({ roles: 'authenticated', summary: 'Regions and cercles with their P-codes' })
  list() {
    return { data: gazetteer.places, nextCursor: null };
  }
}
