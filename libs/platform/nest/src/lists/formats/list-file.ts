import type { Separator } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ListPage } from '../list-definition.js';
import { csvHead, csvLines } from './columns.js';
import type { ListFormat } from './list-formats.js';

/** Formats of a file: it has rows alone, and is read to its end. */
export type FileFormat = Extract<ListFormat, 'text/csv' | 'application/x-ndjson'>;

export const isFile = (format: ListFormat): format is FileFormat =>
  format === 'text/csv' || format === 'application/x-ndjson';

/** How a list is written to a file. */
interface ListFile {
  /** What it begins with. */
  readonly head: string;
  lines(rows: readonly JsonObject[]): string;
}

/** Bytes that are made before they are taken. */
const AHEAD = 64 * 1024;

/** How rows of this schema are written. */
export function fileOf(format: FileFormat, item: z.ZodType, separator: Separator): ListFile {
  if (format === 'application/x-ndjson') return { head: '', lines: ndjson };
  return { head: csvHead(item, separator), lines: (rows) => csvLines(item, rows, separator) };
}

const ndjson = (rows: readonly JsonObject[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** These rows, whole. */
export const textOf = ({ head, lines }: ListFile, rows: readonly JsonObject[]): string =>
  head + lines(rows);

/**
 * The rows from a page on to the last one. A page is read when the one before has been taken, so a
 * slow client holds up its own file and nothing is kept for it. What fails breaks the answer off:
 * its length was never told, so the client sees that the end is missing.
 */
export const textsOf = (
  file: ListFile,
  first: ListPage,
  next: (cursor: string) => Promise<ListPage>,
): Readable =>
  Readable.from(pageTexts(file, first, next), { objectMode: false, highWaterMark: AHEAD });

async function* pageTexts(
  file: ListFile,
  first: ListPage,
  next: (cursor: string) => Promise<ListPage>,
): AsyncGenerator<string> {
  yield textOf(file, first.data);
  for (let cursor = first.nextCursor; cursor !== null;) {
    const { data, nextCursor } = await next(cursor);
    if (data.length > 0) yield file.lines(data);
    cursor = nextCursor;
  }
}
