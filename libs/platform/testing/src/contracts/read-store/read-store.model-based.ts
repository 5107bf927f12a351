import { expect } from '@jest/globals';
import type {
  Condition,
  DocumentWrite,
  FindQuery,
  JsonObject,
  ReadStore,
  Scalar,
  SumQuery,
} from '@tamani/ports';
import fc from 'fast-check';
import { seeded } from '../../fakes/seeded.js';
import { found, summed } from '../../memory/query.model.js';
import { ReadStoreModel } from '../../memory/read-store.model.js';
import { errorNameOf } from '../event-store/event-store.harness.js';
import { freshName, type Cases } from '../suite.js';
import { allFound, sampleSpec, type ReadStoreSubject } from './read-store.harness.js';

interface PlannedWrite {
  readonly key: string;
  readonly doc: JsonObject;
  /** Whether the position read is the right one. */
  readonly right: boolean;
}

type Step =
  | { kind: 'commit'; writes: PlannedWrite[]; checkpoint: boolean }
  | { kind: 'load'; keys: string[] }
  | { kind: 'find'; query: FindQuery }
  | { kind: 'sum'; query: SumQuery };

const text = fc.oneof(
  fc.constantFrom('', 'F1', 'F2', 'f1', 'Gao', 'é', 'e\u0301', '\uffee', '𝒳', "o'; --", '$gt'),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
);
const integer = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.maxSafeInteger());
const values = { text, integer, boolean: fc.boolean() } as const;
const { fields } = sampleSpec();
const fieldNames = Object.keys(fields);
const valueOf = (field: string): fc.Arbitrary<Scalar> => values[fields[field] ?? 'text'];

const key = fc.constantFrom('a', 'b', 'B', 'é', '\uffee', '𝒳');
const doc = fc.record(
  Object.fromEntries(fieldNames.map((field) => [field, fc.option(valueOf(field))])),
  { requiredKeys: [] },
);
const condition: fc.Arbitrary<Condition> = fc.constantFrom(...fieldNames).chain((field) =>
  fc.oneof(
    fc.record({
      field: fc.constant(field),
      op: fc.constant('eq' as const),
      value: fc.option(valueOf(field)),
    }),
    fc.record({
      field: fc.constant(field),
      op: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
      value: valueOf(field),
    }),
    fc.record({
      field: fc.constant(field),
      op: fc.constant('in' as const),
      values: fc.array(fc.option(valueOf(field)), { maxLength: 3 }),
    }),
  ),
);
const texts = fieldNames.filter((field) => fields[field] === 'text');
const contained: fc.Arbitrary<Condition> = fc.record({
  field: fc.constantFrom(...texts),
  op: fc.constant('contains' as const),
  value: text,
});
const anyCondition = fc.oneof({ weight: 4, arbitrary: condition }, contained);
const where = fc.array(anyCondition, { maxLength: 2 });
const some = (names: string[]) => fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      writes: fc.uniqueArray(
        fc.record({ key, doc, right: fc.integer({ max: 9, min: 0 }).map((n) => n > 0) }),
        { maxLength: 5, selector: (write) => write.key },
      ),
      checkpoint: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('load' as const),
      keys: fc.array(key, { maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('find' as const),
      query: fc.record({
        where,
        sort: fc.option(
          fc.record({
            field: fc.constantFrom(...fieldNames),
            direction: fc.constantFrom('asc' as const, 'desc' as const),
          }),
          { nil: undefined },
        ),
        limit: fc.integer({ min: 1, max: 4 }),
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('sum' as const),
      query: fc.record({
        where,
        groupBy: some(fieldNames),
        sums: some(fieldNames.filter((field) => fields[field] === 'integer')),
      }),
    }),
  },
);

/** One history, told to the engine and to the model, side by side. */
class SideBySide {
  private readonly model = new ReadStoreModel();
  private readonly spec = { ...sampleSpec(), name: `${freshName('model')}_v1` };
  private readonly projection = freshName('projection');
  private position = 2n ** 53n;

  constructor(private readonly reads: ReadStore) {}

  async run(steps: readonly Step[]): Promise<void> {
    await this.reads.ensure(this.spec);
    this.model.ensure(this.spec);
    for (const next of steps) await this.take(next);
    await this.find({ limit: 2 });
    expect(await this.reads.checkpoint(this.projection)).toBe(
      this.model.checkpoints.get(this.projection)?.position,
    );
    await this.reads.drop(this.spec.name);
  }

  private take(next: Step): Promise<void> {
    if (next.kind === 'commit') return this.commit(next);
    if (next.kind === 'load') return this.load(next.keys);
    return next.kind === 'find' ? this.find(next.query) : this.sum(next.query);
  }

  private async commit({ writes, checkpoint }: Extract<Step, { kind: 'commit' }>): Promise<void> {
    this.position += 3n;
    const { name } = this.spec;
    const batch = {
      writes: writes.map((write) => this.writeOf(write)),
      ...(checkpoint && { checkpoint: { name: this.projection, position: this.position } }),
    };
    const stale = writes.some(({ right }) => !right);
    expect(await errorNameOf(this.reads.commit(batch))).toBe(stale ? 'StaleWrite' : undefined);
    if (!stale) return this.model.commit(batch);
    // An engine without transactions may have written the others: each is old or new, no third.
    const after = await this.reads.load(
      name,
      writes.map((write) => write.key),
    );
    for (const [at, write] of batch.writes.entries()) {
      const now = after.get(write.key);
      const old = this.model.of(name).get(write.key);
      if (writes[at]?.right && now?.position === write.position)
        this.model.commit({ writes: [write] });
      else expect(now).toEqual(old);
    }
  }

  private writeOf({ key, doc, right }: PlannedWrite): DocumentWrite {
    const { name: collection } = this.spec;
    const known = this.model.of(collection).get(key)?.position;
    const wrong = known === undefined ? 1n : undefined;
    return { collection, key, doc, position: this.position, expected: right ? known : wrong };
  }

  private async load(keys: readonly string[]): Promise<void> {
    const got = await this.reads.load(this.spec.name, keys);
    const wanted = [...this.model.of(this.spec.name)].filter(([key]) => keys.includes(key));
    expect(new Map(got)).toEqual(new Map(wanted));
  }

  private async find(query: FindQuery): Promise<void> {
    const got = await allFound(this.reads, this.spec.name, query);
    expect(got).toEqual(found(this.model.of(this.spec.name).values(), query));
  }

  private async sum(query: SumQuery): Promise<void> {
    const got = await this.reads.sum(this.spec.name, query);
    expect(got).toEqual(summed(this.model.of(this.spec.name).values(), query));
  }
}

export const readStoreModelCases: Cases<ReadStoreSubject> = {
  'random histories are answered as the model answers them': async ({ shared, options }) => {
    const { reads } = shared;
    const run = seeded(`${reads.engine} read store model`, { runs: options.runs });
    const property = fc.asyncProperty(fc.array(step, { maxLength: 10 }), (steps) =>
      new SideBySide(reads).run(steps),
    );
    await fc.assert(property, run.parameters);
  },
};
