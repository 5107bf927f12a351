import type { Random } from '@tamani/testing/engines';
import type { Request } from './request.js';

type Spoiling = (request: Request, random: Random) => Request;

const without = (request: Request, name: string): Request => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).filter(([key]) => key !== name)),
});
const withHeader = (request: Request, name: string, value: string): Request => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

const NOBODY = '0197a2b4-0000-7000-8000-000000000001';
const OTHERS = ['auditor', 'buyer', 'treasurer', 'requisitioner', 'budget-officer'] as const;

/** A body with one of its fields missing, or changed into something else. */
const disfigured: Spoiling = (request, random) => {
  const body = request.body as Readonly<Record<string, unknown>>;
  const names = Object.keys(body);
  if (names.length === 0) return { ...request, body: { surplus: 1 } };
  const name = random.pick(names);
  const rest = Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
  const other = random.pick([null, '', -1, '1.005', [], 'café']);
  return { ...request, body: random.chance(0.4) ? rest : { ...body, [name]: other } };
};

/** Ways in which a request is wrong. */
const spoilings: readonly Spoiling[] = [
  (request, random) => ({ ...request, user: random.pick(OTHERS) }),
  (request) => without(request, 'if-match'),
  (request) => without(request, 'idempotency-key'),
  (request, random) => withHeader(request, 'if-match', random.pick(['"9"', '"0"', '7', 'W/"1"'])),
  (request) => ({ ...request, path: request.path.replace(/[0-9a-f-]{36}/, NOBODY) }),
  disfigured,
  disfigured,
];

/** The request with one thing wrong in it; or, by chance, still right. */
export const spoiled = (request: Request, random: Random): Request =>
  random.pick(spoilings)(request, random);
