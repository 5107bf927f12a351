import { DOCUMENTATION_LANGUAGE, texts } from '@tamani/texts';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DEMO_USERS } from '../auth/demo-issuer.js';

export interface PageFile {
  readonly type: string;
  readonly content: string | Buffer;
}

const LOG_IN_AS = texts.languages.map((language) => texts.of(language).docs.log_in_as).join(' / ');

const PAGE = `<!doctype html>
<html lang="${DOCUMENTATION_LANGUAGE}">
<head>
<meta charset="utf-8">
<title>Tamani · API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<form id="login" hidden style="padding: 1rem; text-align: center; font-family: sans-serif">
<label>${LOG_IN_AS} <select id="user"></select></label>
<output id="state"></output>
</form>
<div id="ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/**
 * Runs in the browser. A demo user is chosen in the page and its token sent with every call; a key
 * that was left as the example is replaced by a new one.
 */
const start = (users: readonly string[]): string => `
const EXAMPLE_KEY = 'a-new-key-for-each-request';
const ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#ui',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  requestInterceptor(request) {
    if (request.headers['Idempotency-Key'] === EXAMPLE_KEY)
      request.headers['Idempotency-Key'] = crypto.randomUUID();
    return request;
  },
});
const users = ${JSON.stringify(users)};
const select = document.getElementById('user');
const state = document.getElementById('state');
for (const user of ['', ...users]) select.add(new Option(user || '–', user));
document.getElementById('login').hidden = users.length === 0;
select.addEventListener('change', async () => {
  const answer = await fetch('/v1/demo-tokens', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: select.value }),
  });
  const { accessToken, detail } = await answer.json();
  if (accessToken) ui.preauthorizeApiKey('bearer', accessToken);
  state.textContent = accessToken ? '✓' : detail;
});
`;

/** What the page takes from the package of Swagger UI; nothing else of it can be read. */
const TAKEN: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};
const taken = new Map<string, PageFile>();

/** A file of the documentation page; `hasDemo`: its reader can log in as a demo user. */
export function pageFile(name: string, hasDemo: boolean): PageFile | undefined {
  if (name === 'index.html') return { type: 'text/html; charset=utf-8', content: PAGE };
  if (name === 'start.js') {
    return { type: 'text/javascript; charset=utf-8', content: start(hasDemo ? DEMO_USERS : []) };
  }
  return taken.get(name) ?? takenFile(name);
}

/** Read from the disk once. */
function takenFile(name: string): PageFile | undefined {
  const type = Object.hasOwn(TAKEN, name) ? TAKEN[name] : undefined;
  if (type === undefined) return undefined;
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const file = { type, content: readFileSync(join(folder, name)) };
  taken.set(name, file);
  return file;
}
