import type { TamaniClient } from '@tamani/client';
import { csvOf, type JsonObject } from '@tamani/kernel';
import { rename, writeFile } from 'node:fs/promises';
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
    throw new CommandFailed(output.say('export_list_bad', { list }), EXIT.usage);
  }
  const documents: JsonObject[] = [];
  for await (const one of api.list<JsonObject>('reporting-job', list, queryOf(filters, output)))
    documents.push(one);
  const part = `${file}.part`;
  await writeFile(part, textOf(documents, format));
  await rename(part, file);
  const { length } = documents;
  output.line(output.say('export_done', { file, lines: length }));
  output.result({ list, file, lines: length });
  return EXIT.ok;
}

function queryOf(filters: readonly string[], output: Output): Record<string, string> {
  const pairs = filters.map((filter) => {
    const [name = '', ...value] = filter.split('=');
    if (name !== '' && value.length > 0) return [name, value.join('=')] as const;
    throw new CommandFailed(output.say('export_filter_bad', { filter }), EXIT.usage);
  });
  return Object.fromEntries(pairs);
}

const textOf = (documents: readonly JsonObject[], format: ExportFormat): string =>
  format === 'csv' ? csvOf(documents) : documents.map((one) => `${JSON.stringify(one)}\n`).join('');
