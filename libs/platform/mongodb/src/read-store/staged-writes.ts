import {
  checkKey,
  documentText,
  fieldValue,
  StaleWrite,
  StoreMisuse,
  type CollectionSpec,
  type DocumentWrite,
} from '@tamani/ports';
import { formChecksum, storedScalar, type DocumentForm } from './stored-forms.js';

/** A write in the form that is sent. */
export interface StagedWrite {
  readonly form: DocumentForm;
  readonly expected: bigint | undefined;
  readonly bytes: number;
}

/** The server takes 16 MiB, and a text may stand in the document and in a field of `f`. */
const MAX_DOCUMENT_BYTES = 7 * 1024 * 1024;
/**
 * So much goes in one command. Small enough for a server without an index for the condition to
 * answer in time, and never cut in two by the driver: a command is then the unit that fails.
 */
const MAX_CHUNK_WRITES = 200;
const MAX_CHUNK_BYTES = MAX_DOCUMENT_BYTES;

/**
 * The writes of one collection, one per document: two of the same are merged, as they would have
 * been written one after the other, because a command writes in no order. Throws StaleWrite when
 * the second did not expect the first.
 */
export function staged(
  spec: CollectionSpec,
  writes: readonly DocumentWrite[],
): readonly StagedWrite[] {
  const byKey = new Map<string, StagedWrite>();
  for (const write of writes) {
    const before = byKey.get(write.key);
    if (before && write.expected !== before.form.position) throw staleWrite(spec.name, [before]);
    const expected = before ? before.expected : write.expected;
    byKey.set(write.key, { ...stagedWrite(spec, write), expected });
  }
  return [...byKey.values()];
}

function stagedWrite(spec: CollectionSpec, { key, doc, position, expected }: DocumentWrite) {
  checkKey(spec.name, key);
  const text = documentText(spec.name, doc);
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_DOCUMENT_BYTES)
    throw new StoreMisuse(`${spec.name}/${key}: a document of ${bytes} bytes is too large`);
  const fields = Object.keys(spec.fields).map(
    (field) => [field, storedScalar(fieldValue(spec, field, doc[field]))] as const,
  );
  const plain = { _id: key, position, doc: text, f: Object.fromEntries(fields) };
  const form = { ...plain, checksum: formChecksum(spec.name, plain) };
  return { form, expected, bytes };
}

/** The writes in lists that one command takes. */
export function chunked(
  writes: readonly StagedWrite[],
  most = MAX_CHUNK_WRITES,
): readonly (readonly StagedWrite[])[] {
  const chunks: StagedWrite[][] = [];
  let bytes = 0;
  for (const write of writes) {
    const last = chunks.at(-1);
    bytes += write.bytes;
    if (last && last.length < most && bytes <= MAX_CHUNK_BYTES) last.push(write);
    else {
      chunks.push([write]);
      bytes = write.bytes;
    }
  }
  return chunks;
}

export function staleWrite(collection: string, writes: readonly StagedWrite[]): StaleWrite {
  const keys = writes.slice(0, 3).map(({ form }) => form._id);
  const more = writes.length > keys.length ? ', …' : '';
  return new StaleWrite(
    `${collection}: not all at the position read any more: ${keys.join(', ')}${more}`,
  );
}
