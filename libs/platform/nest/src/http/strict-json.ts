import { Rejected, type Rejection } from '@tamani/kernel';
import { refuseBody } from '../errors/body-errors.js';

const MAX_DEPTH = 20;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a body: UTF-8, no key twice in an object (RFC 8259 leaves its meaning open, and two
 * readers of one request must not see two things), bounded depth, no `__proto__`, no half of a
 * surrogate pair (it has no UTF-8 form, so no canonical one). Throws Rejected.
 */
export function parseStrictJson(body: Buffer): unknown {
  const text = decoded(body);
  const value = parsed(text);
  checkTokens(text);
  return value;
}

const refused = (rejection: Rejection): Rejected => new Rejected(rejection);

function decoded(body: Buffer): string {
  try {
    return decoder.decode(body);
  } catch {
    throw refused(refuseBody.body_not_utf8());
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refused(refuseBody.body_malformed());
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
/** Matches a half only: with the flag `u` a pair is one character. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Walks the tokens of a text that is known to be JSON. */
function checkTokens(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
      if (open.length > MAX_DEPTH) throw refused(refuseBody.body_too_deep({ limit: MAX_DEPTH }));
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':') noteKey(open.at(-1), last);
    else if (SURROGATE_ESCAPE.test(token) && LONE_SURROGATE.test(JSON.parse(token) as string)) {
      throw refused(refuseBody.body_not_utf8());
    }
    last = token;
  }
}

function noteKey(keys: Set<string> | undefined, quoted: string): void {
  const key = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  if (key === '__proto__') throw refused(refuseBody.body_key_forbidden({ key }));
  if (keys?.has(key)) throw refused(refuseBody.body_key_repeated({ key: key.slice(0, 100) }));
  keys?.add(key);
}
