import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { Rejected } from '@tamani/kernel';
import type { FastifyReply } from 'fastify';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { refuse } from '../errors/api-errors.js';
import { Id, Policy } from '../http/decorators.js';
import { RouteTable } from '../http/route-table.js';
import { Platform } from '../platform.js';
import { openApiOf } from './openapi.js';

const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'favicon-32x32.png': 'image/png',
};

const PAGE = `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>Tamani · API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#ui', deepLinking: true });\n`;

/** The description of the API, for programs and for eyes; nothing comes from elsewhere. */
@Controller()
export class DocsController {
  private readonly folder = dirname(
    createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'),
  );

  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(RouteTable) private readonly routes: RouteTable,
  ) {}

  @Get('openapi.json')
  @Policy({ roles: 'public', summary: 'This description, OpenAPI 3.1' })
  openApi() {
    return openApiOf(this.routes, this.platform.version);
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Policy({ roles: 'public', summary: 'The description as a page, offline' })
  page() {
    return PAGE;
  }

  @Get('docs/:id')
  @Policy({ roles: 'public', summary: 'Files of the page' })
  file(@Id() name: string, @Res() reply: FastifyReply): void {
    if (name === 'start.js') return void reply.type('text/javascript').send(START);
    const type = FILES[name];
    const path = `/docs/${name}`;
    if (type === undefined) throw new Rejected(refuse.route_unknown({ method: 'GET', path }));
    void reply.type(type).send(readFileSync(join(this.folder, name)));
  }
}
