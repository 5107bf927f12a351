import { DOCUMENTATION_LANGUAGE } from '@tamani/texts';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

interface PageFile {
  readonly type: string;
  readonly content: string | Buffer;
}

const PAGE = `<!doctype html>
<html lang="${DOCUMENTATION_LANGUAGE}">
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

/** What the page takes from the package of Swagger UI; nothing else of it can be read. */
const TAKEN: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const files = new Map<string, PageFile>([
  ['index.html', { type: 'text/html; charset=utf-8', content: PAGE }],
  ['start.js', { type: 'text/javascript; charset=utf-8', content: START }],
]);

/** A file of the documentation page, read from the disk once; undefined when it has none such. */
export function pageFile(name: string): PageFile | undefined {
  const known = files.get(name);
  if (known) return known;
  const type = Object.hasOwn(TAKEN, name) ? TAKEN[name] : undefined;
  if (type === undefined) return undefined;
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const file = { type, content: readFileSync(join(folder, name)) };
  files.set(name, file);
  return file;
}
