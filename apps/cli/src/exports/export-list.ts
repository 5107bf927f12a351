import type { TamaniClient } from '@tamani/client';
import { open, rename } from 'node:fs/promises';
import { CommandFailed, EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { Output } from '../shell/output.js';

export type ExportFormat = 'csv' | 'ndjson';

export interface ExportRequest {
  /** A list of the API: `ledger-lines`. */
  readonly list: string;
  readonly file: string;
  readonly format: ExportFormat;
  /** `name=value`, as in the API. */
  readonly filters: readonly string[];
}

const LIST = /^[a-z][a-z-]{0,50}$/;

/**
 * Writes every document of a list to a file: one that is there is whole, for it has another name
 * until then. Throws CommandFailed for what cannot be asked, ApiError for what is refused.
 */
export async function exportList(
  api: TamaniClient,
  { list, file, format, filters }: ExportRequest,
  output: Output,
): Promise<ExitCode> {
  if (!LIST.test(list)) {
    const text = { fr: `pas un nom de liste : ${list}`, en: `not the name of a list: ${list}` };
    throw new CommandFailed(output.say(text), EXIT.usage);
  }
  const part = `${file}.part`;
  const request = { accept: MEDIA_TYPES[format], query: queryOf(filters, output) };
  const length = await writePages(part, api.pages('reporting-job', list, request), format);
  await rename(part, file);
  output.line({ fr: `${file} : ${length} lignes`, en: `${file}: ${length} lines` });
  output.result({ list, file, lines: length });
  return EXIT.ok;
}

const MEDIA_TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

/** Writes page after page, none kept in memory; how many rows there were. */
async function writePages(
  file: string,
  pages: AsyncIterable<string>,
  format: ExportFormat,
): Promise<number> {
  const out = await open(file, 'w');
  let [rows, isFirst] = [0, true];
  try {
    for await (const page of pages) {
      const body = format === 'csv' ? page.slice(page.indexOf('\r\n') + 2) : page;
      await out.write(isFirst ? page : body);
      rows += rowsOf(body, format);
      isFirst = false;
    }
  } finally {
    await out.close();
  }
  return rows;
}

/** Ends of rows: those of CSV that are not in quotes. */
function rowsOf(text: string, format: ExportFormat): number {
  if (format === 'ndjson') return text.split('\n').length - 1;
  const unquoted = text.split('"').filter((_, n) => n % 2 === 0);
  return unquoted.join('').split('\r\n').length - 1;
}

function queryOf(filters: readonly string[], output: Output): Record<string, string> {
  const pairs = filters.map((filter) => {
    const [name = '', ...value] = filter.split('=');
    if (name !== '' && value.length > 0) return [name, value.join('=')] as const;
    const text = {
      fr: `filtre sans valeur : ${filter}`,
      en: `a filter without a value: ${filter}`,
    };
    throw new CommandFailed(output.say(text), EXIT.usage);
  });
  return Object.fromEntries(pairs);
}
