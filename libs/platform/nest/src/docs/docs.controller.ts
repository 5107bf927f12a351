import { Controller, Get, Header, Inject, Param, Redirect, Res } from '@nestjs/common';
import { Rejected } from '@tamani/kernel';
import type { FastifyReply } from 'fastify';
import { refuse } from '../errors/api-errors.js';
import { Access } from '../http/decorators.js';
import { RouteTable } from '../http/route-table.js';
import { Platform } from '../platform.js';
import { asyncApiOf } from './asyncapi.js';
import { pageFile } from './docs-page.js';
import { openApiOf } from '../openapi/openapi.js';

/** The description of the API, for programs and for eyes; nothing comes from elsewhere. */
@Controller()
export class DocsController {
  /** Made once: the routes do not change while the process lives. */
  private document: string | undefined;
  private topics: string | undefined;

  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(RouteTable) private readonly routes: RouteTable,
  ) {}

  /** A browser that is sent to the bare address finds the way. */
  @Get()
  @Redirect('/docs', 302)
  @Access({ roles: 'public', summary: 'Redirect to the documentation', isPage: true })
  home(): void {
    return undefined;
  }

  @Get('openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  @Access({ roles: 'public', summary: 'OpenAPI 3.1 description of the API' })
  openApi(): string {
    this.document ??= JSON.stringify(openApiOf(this.routes, this.platform.version));
    return this.document;
  }

  @Get('asyncapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  @Access({ roles: 'public', summary: 'Topics and messages of the bus, AsyncAPI 3.0' })
  asyncApi(): string {
    const { runtime, version } = this.platform;
    this.topics ??= JSON.stringify(asyncApiOf(runtime.contexts, version));
    return this.topics;
  }

  @Get('docs')
  @Access({
    roles: 'public',
    summary: 'The documentation as a page that works offline',
    isPage: true,
  })
  page(@Res() reply: FastifyReply): void {
    this.send('index.html', reply);
  }

  @Get('docs/:file')
  @Access({ roles: 'public', summary: 'Files of the documentation page', isPage: true })
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
