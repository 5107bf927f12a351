/** Why a body is refused as JSON; the reason is told to the client. */
export class BodyMalformed extends Error {
  override readonly name = 'BodyMalformed';
}

const MAX_DEPTH = 20;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a body: UTF-8, no key twice in an object (RFC 8259 leaves its meaning open, and two
 * readers of one request must not see two things), bounded depth, no `__proto__`.
 */
export function parseStrictJson(body: Buffer): unknown {
  const text = decoded(body);
  const value = parsed(text);
  checkKeys(text);
  return value;
}

function decoded(body: Buffer): string {
  try {
    return decoder.decode(body);
  } catch {
    throw new BodyMalformed('not UTF-8');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BodyMalformed('syntax');
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Walks the tokens of a text that is known to be JSON. */
function checkKeys(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
      if (open.length > MAX_DEPTH) throw new BodyMalformed(`deeper than ${MAX_DEPTH}`);
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && last.startsWith('"')) noteKey(open.at(-1), last);
    last = token;
  }
}

function noteKey(keys: Set<string> | undefined, quoted: string): void {
  const key = JSON.parse(quoted) as string;
  if (key === '__proto__') throw new BodyMalformed('key __proto__');
  if (keys?.has(key)) throw new BodyMalformed(`key ${key} twice`);
  keys?.add(key);
}
