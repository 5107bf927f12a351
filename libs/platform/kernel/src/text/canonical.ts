import { hash } from 'node:crypto';
import { invariant } from '../invariant.js';

/** A JSON object whose members are still unchecked. */
export type JsonObject = { readonly [key: string]: unknown };

/**
 * RFC 8785 (JCS) text of a JSON value: what is stored and hashed, never serialised again.
 * Strings are brought to NFC; numbers must be safe integers (money and quantities are strings).
 * An undefined member is left out. Written in one pass: every event goes through here.
 */
export function canonicalText(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') {
    invariant(Number.isSafeInteger(value), `not a safe integer: ${value}`);
    return String(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  invariant(typeof value === 'object', `value has no JSON form: ${typeof value}`);
  return Array.isArray(value) ? listText(value) : objectText(value);
}

/** SHA-256 of the canonical text, in hex. */
export const canonicalHash = (value: unknown): string => hash('sha256', canonicalText(value));

/** Printable ASCII without quote and backslash: already in NFC, needs no escape. */
const PLAIN = /^[ !#-[\]-~]*$/;

const quoted = (text: string): string =>
  PLAIN.test(text) ? `"${text}"` : JSON.stringify(text.normalize('NFC'));

function listText(list: readonly unknown[]): string {
  let text = '';
  for (const [index, member] of list.entries()) {
    text += `${index === 0 ? '' : ','}${member === undefined ? 'null' : canonicalText(member)}`;
  }
  return `[${text}]`;
}

function objectText(object: object): string {
  const members = withNormalKeys(object);
  let text = '';
  // The order of RFC 8785 is that of UTF-16 code units, as `sort` has it.
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalText(member)}`;
  }
  return `{${text}}`;
}

/** Keys are sorted in their written form (NFC). If two become equal, the last one counts. */
function withNormalKeys(object: object): Readonly<Record<string, unknown>> {
  const members = object as Readonly<Record<string, unknown>>;
  if (Object.keys(members).every((key) => PLAIN.test(key))) return members;
  const entries = Object.entries(members).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key.normalize('NFC'), member]));
}
