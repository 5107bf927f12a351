import type { JsonObject } from './canonical.js';

const BYTE_ORDER_MARK = '\uFEFF';

/** CSV (RFC 4180) with a byte order mark, for spreadsheets; nested fields as `total.amount`. */
export function csvOf(items: readonly JsonObject[]): string {
  const rows = items.map((item) => flat(item));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row.get(column) ?? ''))];
  return BYTE_ORDER_MARK + lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function flat(item: JsonObject, prefix = ''): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(item)) {
    const column = prefix + name;
    if (value === null || value === undefined) fields.set(column, '');
    else if (Array.isArray(value)) fields.set(column, JSON.stringify(value));
    else if (typeof value === 'object') {
      for (const [inner, text] of flat(value as JsonObject, `${column}.`)) fields.set(inner, text);
    } else fields.set(column, String(value));
  }
  return fields;
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front. */
function cell(text: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
