import { Controller, Get, Header, Headers, Inject, Param, Redirect, Res } from '@nestjs/common';
import { Rejected } from '@tamani/kernel';
import { texts } from '@tamani/texts';
import type { FastifyReply } from 'fastify';
import { refuse } from '../errors/api-errors.js';
import { Access } from '../http/decorators.js';
import { RouteTable } from '../http/route-table.js';
import { Platform } from '../platform.js';
import { asyncApiOf } from './asyncapi.js';
import { pageFile, type PageFile } from './docs-page.js';
import { problemIndex, problemPage } from './problem-pages.js';
import { openApiOf } from '../openapi/openapi.js';

/** The description of the API, for programs and people; no external resources. */
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
    this.file('index.html', reply);
  }

  @Get('docs/problems')
  @Access({ roles: 'public', summary: 'Codes of problems', isPage: true })
  problems(@Headers('accept-language') accept: string | undefined, @Res() reply: FastifyReply) {
    this.show({ type: HTML, content: problemIndex(texts.languageOf(accept)) }, reply);
  }

  /** Where the type of a problem leads. */
  @Get('docs/problems/:code')
  @Access({ roles: 'public', summary: 'Meaning of a code and what to do', isPage: true })
  problem(
    @Param('code') code: string,
    @Headers('accept-language') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    const content = problemPage(code, texts.languageOf(accept));
    if (content === undefined) throw missing(`problems/${code}`);
    this.show({ type: HTML, content }, reply);
  }

  @Get('docs/:file')
  @Access({ roles: 'public', summary: 'Files of the documentation page', isPage: true })
  file(@Param('file') name: string, @Res() reply: FastifyReply): void {
    const file = pageFile(name, this.platform.demo !== undefined);
    if (!file) throw missing(name);
    this.show(file, reply);
  }

  private show({ type, content }: PageFile, reply: FastifyReply): void {
    // A page may have its own scripts and styles: helmet's policy in place of the API's.
    reply.removeHeader('content-security-policy').helmet();
    void reply.header('content-type', type).send(content);
  }
}

const HTML = 'text/html; charset=utf-8';
const missing = (name: string): Rejected =>
  new Rejected(refuse.route_unknown({ method: 'GET', path: `/docs/${name}` }));
