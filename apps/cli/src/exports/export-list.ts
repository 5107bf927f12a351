import type { TamaniClient } from '@tamani/client';
import { CommandFailed, EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { Output } from '../shell/output.js';
import { fileDestination, standardOutput, type Destination } from './destination.js';
import { listsOf, type Description, type List } from './lists.js';

export const EXPORT_FORMATS = ['csv', 'csv-semicolon', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The value of `--out` for standard output. */
export const STANDARD_OUTPUT = '-';

export interface ExportRequest {
  /** A list of the API: `ledger-lines`. */
  readonly list: string;
  /** `-` for standard output. */
  readonly file: string;
  readonly format: ExportFormat;
  /** `name=value`, as in the API. */
  readonly filters: readonly string[];
}

/** The Accept value of each format; the server writes it. */
const ASKED = {
  csv: { accept: 'text/csv', query: {} },
  'csv-semicolon': { accept: 'text/csv', query: { separator: ';' } },
  ndjson: { accept: 'application/x-ndjson', query: {} },
} as const;

/** Page by page: an export goes on after an interruption where the last page has ended. */
const PAGE = { limit: 200 } as const;

/** `tamani export` without a list: those that the server has. */
export async function showLists(api: TamaniClient, output: Output): Promise<ExitCode> {
  const lists = listsOf(await api.describe<Description>());
  for (const { name, summary } of lists) output.line(`${name.padEnd(20)} ${summary}`);
  output.result({ lists: lists.map(({ name, summary }) => ({ name, summary })) });
  return EXIT.ok;
}

/**
 * Writes every document of a list, page by page. Throws CommandFailed for what cannot be asked,
 * BadDestination for what cannot be written to, ApiError for what the server refuses.
 */
export async function exportList(
  api: TamaniClient,
  request: ExportRequest,
  output: Output,
): Promise<ExitCode> {
  const { file, format } = request;
  const query = queryOf(request.filters, output);
  const list = await listOf(api, request.list, output);
  const whole = JSON.stringify([list.name, format, query]);
  const destination =
    file === STANDARD_OUTPUT
      ? standardOutput((text) => output.raw(text))
      : await fileDestination(file, whole);
  const lines = await walk({ api, list, query, format, destination, output }).finally(() =>
    destination.close(),
  );
  if (file === STANDARD_OUTPUT) return EXIT.ok;
  output.line(output.say('export_done', { file, lines }));
  output.result({ list: list.name, file, lines });
  return EXIT.ok;
}

interface Walk {
  readonly api: TamaniClient;
  readonly list: List;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly format: ExportFormat;
  readonly destination: Destination;
  readonly output: Output;
}

async function walk({ api, list, query, format, destination, output }: Walk): Promise<number> {
  const { accept, query: asked } = ASKED[format];
  let lines = destination.from?.lines ?? 0;
  if (lines > 0) output.trouble(output.say('export_resumed', { lines }));
  const pages = destination.from?.next
    ? api.pages(list.user, destination.from.next, { accept })
    : api.pages(list.user, list.name, {
        accept,
        query: { ...query, ...asked, ...(list.isPaged && PAGE) },
      });
  let isFirst = lines === 0;
  for await (const { text, next } of pages) {
    const rows = format === 'ndjson' ? text : text.slice(text.indexOf(END_OF_ROW) + 2);
    lines += countOf(rows, format);
    await destination.write(isFirst ? text : rows, { next, lines });
    output.count(lines, output.say('lines'));
    isFirst = false;
  }
  await destination.finish();
  return lines;
}

const END_OF_ROW = '\r\n';

/** Ends of rows: those of CSV that are not in quotes. */
function countOf(rows: string, format: ExportFormat): number {
  if (format === 'ndjson') return rows.split('\n').length - 1;
  const unquoted = rows.split('"').filter((_, index) => index % 2 === 0);
  return unquoted.join('').split(END_OF_ROW).length - 1;
}

async function listOf(api: TamaniClient, name: string, output: Output): Promise<List> {
  const lists = listsOf(await api.describe<Description>());
  const found = lists.find((list) => list.name === name);
  if (found) return found;
  const known = lists.map((list) => list.name).join(', ');
  throw new CommandFailed(output.say('export_list_unknown', { list: name, known }), EXIT.usage);
}

function queryOf(filters: readonly string[], output: Output): Walk['query'] {
  const query: Record<string, readonly string[]> = {};
  for (const filter of filters) {
    const [name = '', ...value] = filter.split('=');
    if (name === '' || value.length === 0) {
      throw new CommandFailed(output.say('export_filter_bad', { filter }), EXIT.usage);
    }
    query[name] = [...(query[name] ?? []), value.join('=')];
  }
  return query;
}
