import { StoreCorrupt } from '@tamani/ports';
import { crc32 } from 'node:zlib';

const sumOf = (text: string): string => crc32(text).toString(16).padStart(8, '0');

/** A small file's text with its checksum in a line of its own. */
export const sealed = (text: string): string => `${text}\n${sumOf(text)}\n`;

/** The text that was sealed. Throws StoreCorrupt of any other. */
export function unsealed(file: string, content: string): string {
  const text = content.slice(0, -10);
  if (sealed(text) === content) return text;
  throw new StoreCorrupt(`${file} does not have its checksum`);
}
