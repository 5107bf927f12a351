import { Controller, Get, Header, Inject, Param, Redirect, Res } from '@nestjs/common';
import { Rejected } from '@tamani/kernel';
import type { FastifyReply } from 'fastify';
import { refuse } from '../errors/api-errors.js';
import { Policy } from '../http/decorators.js';
import { RouteTable } from '../http/route-table.js';
import { Platform } from '../platform.js';
import { pageFile } from './docs-page.js';
import { openApiOf } from './openapi.js';

/** The description of the API, for programs and for eyes; nothing comes from elsewhere. */
@Controller()
export class DocsController {
  /** Made once: the routes do not change while the process lives. */
  private document: string | undefined;

  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(RouteTable) private readonly routes: RouteTable,
  ) {}

  /** A browser that is sent to the bare address finds the way. */
  @Get()
  @Redirect('/docs', 302)
  @Policy({ roles: 'public', summary: 'Redirect to the documentation' })
  home(): void {
    return undefined;
  }

  @Get('openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  @Policy({ roles: 'public', summary: 'OpenAPI 3.1 description of the API' })
  openApi(): string {
    this.document ??= JSON.stringify(openApiOf(this.routes, this.platform.version));
    return this.document;
  }

  @Get('docs')
  @Policy({ roles: 'public', summary: 'The documentation as a page that works offline' })
  page(@Res() reply: FastifyReply): void {
    this.send('index.html', reply);
  }

  @Get('docs/:file')
  @Policy({ roles: 'public', summary: 'Files of the documentation page' })
  file(@Param('file') name: string, @Res() reply: FastifyReply): void {
    this.send(name, reply);
  }

  private send(name: string, reply: FastifyReply): void {
    const file = pageFile(name);
    const path = `/docs/${name}`;
    if (!file) throw new Rejected(refuse.route_unknown({ method: 'GET', path }));
    // A page may have its own scripts and styles: helmet's policy in place of the API's.
    reply.removeHeader('content-security-policy').helmet();
    void reply.header('content-type', file.type).send(file.content);
  }
}
