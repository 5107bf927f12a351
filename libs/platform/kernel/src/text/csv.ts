const BYTE_ORDER_MARK = '\uFEFF';

/** Between the cells of a row. */
export type Separator = ',' | ';';

/**
 * CSV (RFC 4180) with a byte order mark, for spreadsheets. A separator of `;` is for those that
 * take a comma for the decimal point.
 */
export const csvText = (rows: readonly (readonly string[])[], separator?: Separator): string =>
  BYTE_ORDER_MARK + csvRows(rows, separator);

/** More rows of a CSV that has begun. */
export const csvRows = (rows: readonly (readonly string[])[], separator: Separator = ','): string =>
  rows.map((row) => `${row.map((text) => cell(text, separator)).join(separator)}\r\n`).join('');

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A text that a spreadsheet would run as a formula is kept from it by an apostrophe. */
function cell(text: string, separator: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  const isPlain = !/["\r\n]/.test(safe) && !safe.includes(separator);
  return isPlain ? safe : `"${safe.replaceAll('"', '""')}"`;
}
