import { Controller, Get, Inject } from '@nestjs/common';
import { texts } from '@tamani/texts';
import { z } from 'zod';
import { ROLES, rolesOf } from '../gate/roles.js';
import { Access, Caller } from '../http/decorators.js';
import { operationIdOf, RouteTable } from '../http/route-table.js';

const response = z
  .strictObject({
    id: z.string().meta({ description: 'Pseudonymous' }),
    roles: z.array(z.string()),
    onBehalfOf: z.string().nullable().meta({ description: 'Whose authority is used, if any' }),
    language: z.enum(texts.languages).meta({ id: 'Language' }),
    operations: z.array(z.string()).meta({ description: 'operationIds that these roles may call' }),
  })
  .meta({ id: 'Me' });

/** The caller's identity from the token, and the permitted operations. */
@Controller('v1/me')
export class MeController {
  constructor(@Inject(RouteTable) private readonly routes: RouteTable) {}

  @Get()
  @Access({
    roles: 'authenticated',
    about: 'Who one is by the token, and what one may do',
    summary: 'Who I am and what I may do',
    response,
  })
  me(@Caller() { actor, language }: Caller) {
    const { id, roles, onBehalfOf = null } = actor;
    const mine = ROLES.filter((role) => roles.includes(role));
    const operations = this.routes.all
      .filter(({ access }) => !access.isPage)
      .filter(({ access, method }) => rolesOf(access.roles, method).some((r) => mine.includes(r)))
      .map(operationIdOf);
    return { id, roles, onBehalfOf, language, operations: operations.sort() };
  }
}
