import {
  StoreMisuse,
  type CollectionSpec,
  type Scalar,
  type SumQuery,
  type SumRow,
} from '@tamani/ports';
import type { mongo } from 'mongoose';
import type { MongoServer } from '../server/mongo-server.js';
import type { DocumentFilter } from './filters.js';
import { pathOf, scalarOf, type DocumentForm } from './stored-forms.js';

/** What is asked of a collection, checked. */
export interface SumTask extends Pick<SumQuery, 'groupBy' | 'sums'> {
  readonly spec: CollectionSpec;
  readonly documents: mongo.Collection<DocumentForm>;
  readonly filter: DocumentFilter;
}

/** A group as the server gives it: `_id` has its values, `s0`, `s1`… the sums, `n` the count. */
interface GroupForm {
  readonly _id: Readonly<Record<string, unknown>> | null;
  readonly n: bigint | number;
  readonly [sum: string]: unknown;
}

/** Sums on the server, or here where the server does not do it right. */
export class Sums {
  /** The server adds several fields in one pass; seen with its first answer. */
  private addsSeveral: boolean | undefined;

  constructor(private readonly server: MongoServer) {}

  async of(task: SumTask): Promise<readonly SumRow[]> {
    const rows = (await this.onServer(task)) ?? (await this.here(task));
    return rows.toSorted((one, other) => compareGroups(task.groupBy, one, other));
  }

  /**
   * Undefined when the server has lost count: one compatible with MongoDB (FerretDB 1.24) uses the
   * documents of a group up for the first of several sums. The count comes last, and is then 0.
   */
  private async onServer(task: SumTask): Promise<readonly SumRow[] | undefined> {
    const { spec, documents, filter, groupBy, sums } = task;
    if (sums.length > 0 && this.addsSeveral === false) return undefined;
    const pipeline = [{ $match: filter }, { $group: groupStage({ groupBy, sums }) }];
    const { maxTimeMS } = this.server;
    const groups = await this.server.read(() =>
      documents.aggregate<GroupForm>(pipeline, { maxTimeMS, allowDiskUse: true }).toArray(),
    );
    if (sums.length > 0 && groups.length > 0) this.addsSeveral = groups.every(({ n }) => n > 0);
    if (this.addsSeveral === false && sums.length > 0) return undefined;
    return groups.map((group) => ({
      group: Object.fromEntries(
        groupBy.map((field, at) => [field, scalarOf(group._id?.[`g${at}`])]),
      ),
      sums: Object.fromEntries(
        sums.map((field, at) => [field, exactSum(spec, field, group[`s${at}`])]),
      ),
      count: Number(group.n),
    }));
  }

  /** One document after the other, so that the fields of one are of the same moment. */
  private async here(task: SumTask): Promise<readonly SumRow[]> {
    const { spec, documents, filter, groupBy, sums } = task;
    const { maxTimeMS } = this.server;
    const projection = Object.fromEntries([...groupBy, ...sums].map((field) => [pathOf(field), 1]));
    const forms = await this.server.read(() =>
      documents.find<Pick<DocumentForm, 'f'>>(filter, { maxTimeMS, projection }).toArray(),
    );
    const rows = new Map<string, SumRow>();
    for (const { f } of forms) {
      const group = Object.fromEntries(groupBy.map((field) => [field, scalarOf(f[field])]));
      const key = JSON.stringify(Object.values(group));
      const before = rows.get(key);
      const total = (field: string): bigint => (before?.sums[field] ?? 0n) + BigInt(f[field] ?? 0n);
      rows.set(key, {
        group,
        sums: Object.fromEntries(sums.map((field) => [field, exactSum(spec, field, total(field))])),
        count: (before?.count ?? 0) + 1,
      });
    }
    return [...rows.values()];
  }
}

function groupStage({ groupBy, sums }: Pick<SumQuery, 'groupBy' | 'sums'>) {
  const values = groupBy.map((field, at) => [`g${at}`, `$${pathOf(field)}`] as const);
  const totals = sums.map((field, at) => [`s${at}`, { $sum: `$${pathOf(field)}` }] as const);
  return {
    _id: values.length > 0 ? Object.fromEntries(values) : null,
    ...Object.fromEntries(totals),
    n: { $sum: 1n },
  };
}

/** Above 64 bits the server goes on with a double, which is not exact: never told as a sum. */
function exactSum({ name }: CollectionSpec, field: string, value: unknown): bigint {
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value;
  // An int32: the 0 of a group in which every value is null.
  if (value === 0) return 0n;
  throw new StoreMisuse(`${name}.${field}: the sum is beyond 64 bits: ask for less at once`);
}

function compareGroups(fields: readonly string[], one: SumRow, other: SumRow): number {
  for (const field of fields) {
    const order = compareScalars(one.group[field] ?? null, other.group[field] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** Null first, false before true, texts by their bytes: as both SQLite and MongoDB sort. */
function compareScalars(one: Scalar, other: Scalar): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  if (typeof one === 'string' && typeof other === 'string')
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return Number(one) - Number(other);
}
