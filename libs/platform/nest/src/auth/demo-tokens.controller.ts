import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Rejected } from '@tamani/kernel';
import { z } from 'zod';
import { refuse } from '../errors/api-errors.js';
import { Access, Input } from '../http/decorators.js';
import { Platform } from '../platform.js';
import { DEMO_TOKEN_SECONDS, DEMO_USERS } from './demo-issuer.js';

const body = z.strictObject({ user: z.enum(DEMO_USERS).meta({ id: 'DemoUser' }) });
type Body = z.output<typeof body>;

const response = z
  .object({ accessToken: z.string(), tokenType: z.literal('Bearer'), expiresIn: z.int() })
  .meta({ id: 'DemoToken' });

/** Logins of the embedded profile, a role each; off as soon as an issuer is set. */
@Controller('v1/demo-tokens')
export class DemoTokensController {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  @Post()
  @HttpCode(200)
  @Access({
    roles: 'public',
    about: 'Logins of the demonstration, one per role',
    summary: 'Log in as a demo user',
    refusals: ['demo_disabled'],
    body,
    response,
  })
  async issue(@Input() { user }: Body) {
    const { demo, issuer } = this.platform;
    if (!demo) throw new Rejected(refuse.demo_disabled({ issuer }));
    const accessToken = await demo.token(user);
    return { accessToken, tokenType: 'Bearer', expiresIn: DEMO_TOKEN_SECONDS };
  }
}
