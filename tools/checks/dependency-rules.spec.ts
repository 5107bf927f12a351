import { describe, expect, test } from '@jest/globals';
import { createRequire } from 'node:module';
import { violationsIn, withHouse, type Tree } from './dependency-fixture.js';

interface Rule {
  readonly name: string;
  readonly comment: string;
}
const load = createRequire(import.meta.url);
const { forbidden } = load('../../.dependency-cruiser.cjs') as { forbidden: readonly Rule[] };

/** A house in which everybody imports all that they may. */
const clean: Tree = {
  'libs/platform/texts/src/index.ts': [],
  'libs/platform/texts/src/texts.spec.ts': ['@tamani/testing'],
  'libs/platform/kernel/src/index.ts': ['@tamani/texts', 'zod', 'node:crypto'],
  'libs/platform/ports/src/index.ts': ['@tamani/kernel'],
  'libs/platform/runtime/src/index.ts': ['@tamani/ports', '@tamani/kernel', 'zod'],
  'libs/platform/sqlite/src/index.ts': ['@tamani/ports', '@photostructure/sqlite', 'node:zlib'],
  'libs/platform/sqlite/src/store.spec.ts': ['@tamani/testing', 'fast-check'],
  'libs/platform/nest/src/index.ts': ['@nestjs/common', '@tamani/runtime', '@tamani/sqlite'],
  'libs/platform/profiles/src/index.ts': ['@tamani/nest', '@tamani/sqlite', 'zod', 'node:fs'],
  'libs/platform/testing/src/index.ts': ['@tamani/ports', 'fast-check'],
  'libs/projects/src/published/index.ts': ['@tamani/kernel', 'zod'],
  'libs/budgets/src/domain/line/line.decide.ts': ['./line.state.js', '@tamani/kernel'],
  'libs/budgets/src/domain/line/line.state.ts': ['zod'],
  'libs/budgets/src/domain/line/line.spec.ts': ['@tamani/testing', 'fast-check'],
  'libs/budgets/src/facts/line.facts.ts': [
    '../domain/line/line.decide.js',
    '@tamani/projects/published',
    '@tamani/runtime',
  ],
  'libs/budgets/src/published/index.ts': ['../domain/line/line.state.js', '@tamani/runtime'],
  'libs/budgets/src/read-models/lines.ts': ['@tamani/ports', '../domain/line/line.state.js'],
  'libs/budgets/src/processes/reservation.ts': ['@tamani/projects/published', '@tamani/runtime'],
  'libs/budgets/src/api/lines.ts': ['@tamani/nest', '@nestjs/common', '../facts/line.facts.js'],
  'libs/budgets/src/index.ts': ['./api/lines.js', '@tamani/nest'],
  'libs/client/src/index.ts': ['node:timers'],
  'libs/demo/src/index.ts': ['@tamani/client'],
  'apps/all-in-one/src/main.ts': ['@tamani/budgets', '@tamani/sqlite', '@tamani/demo'],
  'apps/e2e/src/flow.ts': ['@tamani/client'],
};

interface Plant {
  readonly file: string;
  readonly imports: readonly string[];
}

const domain = 'libs/budgets/src/domain/line';

/** One violation of each rule, in a separate file. */
const planted: Readonly<Record<string, Plant>> = {
  'texts-depend-on-nothing': { file: 'libs/platform/texts/src/planted.ts', imports: ['node:fs'] },
  'kernel-knows-the-texts-only': {
    file: 'libs/platform/kernel/src/planted.ts',
    imports: ['node:fs'],
  },
  'ports-know-the-kernel-only': { file: 'libs/platform/ports/src/planted.ts', imports: ['zod'] },
  'runtime-knows-ports-and-kernel-only': {
    file: 'libs/platform/runtime/src/planted.ts',
    imports: ['commander'],
  },
  'sqlite-has-one-driver': {
    file: 'libs/platform/sqlite/src/planted.ts',
    imports: ['@tamani/runtime'],
  },
  'eventstoredb-has-one-driver': {
    file: 'libs/platform/eventstoredb/src/planted.ts',
    imports: ['kafkajs'],
  },
  'kafka-has-one-driver': { file: 'libs/platform/kafka/src/planted.ts', imports: ['mongoose'] },
  'mongodb-has-one-driver': {
    file: 'libs/platform/mongodb/src/planted.ts',
    imports: ['@photostructure/sqlite'],
  },
  'profiles-wire-and-nothing-else': {
    file: 'libs/platform/profiles/src/planted.ts',
    imports: ['commander'],
  },
  'driver-in-its-engine-only': {
    file: 'apps/cli/src/planted.ts',
    imports: ['@photostructure/sqlite'],
  },
  'platform-knows-no-context': {
    file: 'libs/platform/nest/src/planted.ts',
    imports: ['@tamani/budgets'],
  },
  'context-knows-others-by-published-only': {
    file: 'libs/reporting/src/planted.ts',
    imports: ['@tamani/budgets'],
  },
  'context-knows-no-engine': {
    file: 'libs/budgets/src/planted.ts',
    imports: ['@tamani/sqlite'],
  },
  'domain-is-pure': { file: `${domain}/planted.ts`, imports: ['node:fs'] },
  'facts-read-published-streams': {
    file: 'libs/budgets/src/facts/planted.ts',
    imports: ['../read-models/lines.js'],
  },
  'published-is-small': {
    file: 'libs/budgets/src/published/planted.ts',
    imports: ['../read-models/lines.js'],
  },
  'read-models-fold-events': {
    file: 'libs/budgets/src/read-models/planted.ts',
    imports: ['../facts/line.facts.js'],
  },
  'processes-talk-by-messages': {
    file: 'libs/budgets/src/processes/planted.ts',
    imports: ['../read-models/lines.js'],
  },
  'api-stays-in-its-context': {
    file: 'libs/budgets/src/api/planted.ts',
    imports: ['@tamani/client'],
  },
  'nest-in-the-shell-only': {
    file: 'libs/budgets/src/reports/planted.ts',
    imports: ['@nestjs/common'],
  },
  'client-is-outside': { file: 'libs/client/src/planted.ts', imports: ['@tamani/kernel'] },
  'client-knows-no-demo': { file: 'libs/client/src/planted-demo.ts', imports: ['@tamani/demo'] },
  'app-imports-no-app': {
    file: 'apps/cli/src/planted-app.ts',
    imports: ['../../all-in-one/src/main.js'],
  },
  'library-imports-no-app': {
    file: 'libs/projects/src/planted.ts',
    imports: ['../../../apps/all-in-one/src/main.js'],
  },
  'no-test-code-in-production': {
    file: 'apps/all-in-one/src/planted.ts',
    imports: ['@tamani/testing'],
  },
  // A cycle is reported once, at the first of its files.
  'no-cycles': { file: `${domain}/planted-a.ts`, imports: ['./planted-b.js'] },
  'nothing-unresolvable': {
    file: 'apps/all-in-one/src/planted-missing.ts',
    imports: ['./not-there.js'],
  },
};

const dirty: Tree = {
  ...clean,
  ...Object.fromEntries(Object.values(planted).map(({ file, imports }) => [file, imports])),
  [`${domain}/planted-b.ts`]: ['./planted-a.js'],
};

describe('the allowed imports', () => {
  test('every rule has a planted violation and a message with the reason', () => {
    expect(Object.keys(planted).sort()).toEqual(forbidden.map((rule) => rule.name).sort());
    for (const { comment } of forbidden) expect(comment).toMatch(/^[A-Z].{40,}\.$/);
  });

  test('a house that keeps the rules passes', async () => {
    expect(await withHouse(clean, violationsIn)).toEqual([]);
  });

  test('each planted violation is caught by its own rule, and nothing else is', async () => {
    const caught = await withHouse(dirty, violationsIn);
    const rulesByFile = new Map<string, Set<string>>();
    for (const { from, rule } of caught) {
      rulesByFile.set(from, (rulesByFile.get(from) ?? new Set()).add(rule.name));
    }
    const expected = new Map(
      Object.entries(planted).map(([rule, { file }]) => [file, new Set([rule])]),
    );
    expect(rulesByFile).toEqual(expected);
  });
});
