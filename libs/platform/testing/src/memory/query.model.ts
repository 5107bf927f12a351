import type {
  CollectionSpec,
  Condition,
  FindQuery,
  Scalar,
  StoredDocument,
  SumQuery,
  SumRow,
} from '@tamani/ports';

/** A field of a document as it is filtered and sorted: what is not there is null. */
export const scalarOf = (document: StoredDocument, field: string): Scalar =>
  (document.doc[field] as Scalar | undefined) ?? null;

/**
 * Null first, then numbers, false before true, texts by their bytes in UTF-8 (which is not the
 * order of JavaScript's `<` beyond the basic plane).
 */
export function compareScalars(one: Scalar, other: Scalar): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  if (typeof one === 'string' && typeof other === 'string')
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return Math.sign(Number(one) - Number(other));
}

/** All conditions hold. A range holds for no null. */
export const matches = (document: StoredDocument, where: readonly Condition[] = []): boolean =>
  where.every((condition) => {
    const value = scalarOf(document, condition.field);
    if (condition.op === 'in') return condition.values.includes(value);
    if (condition.op === 'contains')
      return typeof value === 'string' && value.includes(condition.value);
    if (condition.op === 'eq') return value === condition.value;
    if (value === null || condition.value === null) return false;
    const order = compareScalars(value, condition.value);
    return { gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[condition.op];
  });

/** Every document of a query in its order: by the field, then by the key, both in its direction. */
export function found(
  documents: Iterable<StoredDocument>,
  { where, sort }: Pick<FindQuery, 'where' | 'sort'>,
): StoredDocument[] {
  const sign = sort?.direction === 'desc' ? -1 : 1;
  const order = (one: StoredDocument, other: StoredDocument): number =>
    (sort ? compareScalars(scalarOf(one, sort.field), scalarOf(other, sort.field)) : 0) ||
    compareScalars(one.key, other.key);
  return [...documents]
    .filter((document) => matches(document, where))
    .sort((one, other) => sign * order(one, other));
}

/** Sums in bigint; a null counts as nothing. */
export function summed(
  documents: Iterable<StoredDocument>,
  { where, groupBy, sums }: SumQuery,
): SumRow[] {
  const groups = new Map<string, StoredDocument[]>();
  for (const document of found(documents, { where })) {
    const key = JSON.stringify(groupBy.map((field) => scalarOf(document, field)));
    groups.set(key, [...(groups.get(key) ?? []), document]);
  }
  const rows = [...groups.values()].map((members) => rowOf(members, { groupBy, sums }));
  return rows.sort((one, other) => {
    const orders = groupBy.map((field) =>
      compareScalars(valueOf(one, field), valueOf(other, field)),
    );
    return orders.find((order) => order !== 0) ?? 0;
  });
}

const valueOf = ({ group }: SumRow, field: string): Scalar => group[field] ?? null;

function rowOf(
  members: readonly StoredDocument[],
  { groupBy, sums }: Pick<SumQuery, 'groupBy' | 'sums'>,
): SumRow {
  const [first] = members as [StoredDocument];
  const total = (field: string): bigint =>
    members.reduce((sum, document) => sum + BigInt(Number(scalarOf(document, field))), 0n);
  return {
    group: Object.fromEntries(groupBy.map((field) => [field, scalarOf(first, field)])),
    sums: Object.fromEntries(sums.map((field) => [field, total(field)])),
    count: members.length,
  };
}

/** Fields that a query names. */
export const fieldsOf = (query: Partial<FindQuery & SumQuery>): readonly string[] => [
  ...(query.where ?? []).map(({ field }) => field),
  ...(query.sort ? [query.sort.field] : []),
  ...(query.groupBy ?? []),
  ...(query.sums ?? []),
];

/** The type of a declared field; undefined of any other. */
export const typeOf = ({ fields }: CollectionSpec, field: string): string | undefined =>
  Object.hasOwn(fields, field) ? fields[field] : undefined;
