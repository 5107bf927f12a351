import { DOCUMENTATION_LANGUAGE } from '@tamani/texts';
import { CsvError, parse } from 'csv-parse/sync';
import { readFile, stat } from 'node:fs/promises';
import { sayIn, type Sentence } from '../shell/language.js';
import { COLUMNS, type Column, type FlowRow } from './flow.js';

/** A file above this is not a list of funding flows. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A record with a column too many or too few is one refusal, not the end of the import. */
const LENIENT = { relax_column_count: true };

/** The file cannot be read as a list of flows; nothing of it was imported. */
export class BadFile extends Error {
  override readonly name = 'BadFile';
  constructor(readonly why: Sentence) {
    super(why(sayIn(DOCUMENTATION_LANGUAGE)));
  }
}

/** Every record of a CSV file (RFC 4180, UTF-8, with a header). Throws BadFile. */
export async function readFlows(file: string): Promise<readonly FlowRow[]> {
  const { size } = await stat(file).catch(() => ({ size: -1 }));
  if (size < 0) throw new BadFile((say) => say('flow_file_missing', { file }));
  if (size > MAX_BYTES) throw new BadFile((say) => say('flow_file_too_large', { file }));
  return flowsIn(await readFile(file, 'utf8'));
}

/** The same of a text. */
export function flowsIn(text: string): readonly FlowRow[] {
  // One kind of line break: the parser would count two lines for a CR LF inside quotes.
  const [header, ...records] = recordsOf(text.replace(/\r\n?/g, '\n'));
  const missing = COLUMNS.filter((column) => !header?.record.includes(column));
  if (header === undefined || missing.length > 0) {
    throw new BadFile((say) => say('flow_columns_missing', { missing: missing.join(', ') }));
  }
  const at = COLUMNS.map((column) => [column, header.record.indexOf(column)] as const);
  return records.map(({ record, info }) => {
    const fields = at.map(([column, index]) => [column, record[index] ?? '']);
    return {
      line: info.lines - lineBreaks(record),
      fields: Object.fromEntries(fields) as Record<Column, string>,
      wholeWidth: record.length === header.record.length,
    };
  });
}

/** A record ends on a later line than it begins when a quoted field holds line breaks. */
const lineBreaks = (record: readonly string[]) =>
  record.reduce((sum, field) => sum + (field.split('\n').length - 1), 0);

interface ParsedRecord {
  readonly record: readonly string[];
  /** `lines`: lines read up to the end of the record. */
  readonly info: { readonly lines: number };
}

function recordsOf(text: string): readonly ParsedRecord[] {
  try {
    return parse(text, { bom: true, info: true, skip_empty_lines: true, ...LENIENT }) as never;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BadFile((say) => say('flow_file_not_csv', { why: error.message }));
  }
}
