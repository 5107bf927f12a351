/**
 * Who may import whom, the whole of it. `npm run lint` runs it; a planted violation of each rule
 * is caught by tools/checks/dependency-rules.spec.ts. Each comment says why the rule is there.
 */
const context = '(projects|budgets|procurement|reporting|audit)';
const engine = '(sqlite|eventstoredb|kafka|mongodb)';
const tests = '\\.(spec|int|e2e)\\.ts$|/testing/';
const platform = (...names) => `^libs/platform/(${names.join('|')})/`;
const room = (name) => `^libs/${context}/src/${name}/`;
/** In `to`, $1 is the context of the importing file. */
const own = (...rooms) => `^libs/$1/src/(${rooms.join('|')})/`;
const published = `^libs/${context}/src/published/`;
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** A room may import what is listed and nothing else; `files`: and read its own data files. */
const roomRule = (name, { from, allowed, comment, files = false }) => ({
  name,
  comment,
  from: { path: room(from), pathNot: tests },
  to: { pathNot: files ? [...allowed, '^(node:)?(fs|url|path)$'] : allowed },
});

/** A library of the platform may import itself and the allowed; `node` adds Node’s own modules. */
const platformRule = (name, { from, allowed, comment, node = false }) => ({
  name,
  comment,
  from: { path: platform(from), pathNot: tests },
  to: {
    pathNot: [platform(from), ...allowed],
    ...(node ? { dependencyTypesNot: ['core'] } : {}),
  },
});

const driverOf = {
  sqlite: '@photostructure/sqlite',
  eventstoredb: '@eventstore/db-client',
  kafka: 'kafkajs',
  mongodb: 'mongoose|mongodb',
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    platformRule('texts-depend-on-nothing', {
      from: 'texts',
      allowed: [],
      comment:
        'Words are data: whoever translates them must not need to know, or be able to break, any code.',
    }),
    platformRule('kernel-knows-the-texts-only', {
      from: 'kernel',
      allowed: [
        platform('texts'),
        npm('zod', 'canonicalize', 'decimal.js', 'uuid', 'jose'),
        '^(node:)?crypto$',
      ],
      comment:
        'Money, ids and events mean the same everywhere, so the kernel may know no other part of the house but the texts of its errors; only pure libraries.',
    }),
    platformRule('ports-know-the-kernel-only', {
      from: 'ports',
      allowed: [platform('kernel')],
      comment: 'A port that knew an engine or Nest could not be served by another engine.',
    }),
    platformRule('runtime-knows-ports-and-kernel-only', {
      from: 'runtime',
      allowed: [platform('ports', 'kernel'), npm('zod'), '^(node:)?(crypto|timers|events|util)'],
      comment:
        'The runtime runs the same in tests, in Nest and in the CLI, on any engine: no Nest, no driver, no context.',
    }),
    ...Object.entries(driverOf).map(([name, driver]) =>
      platformRule(`${name}-has-one-driver`, {
        from: name,
        allowed: [platform('ports', 'kernel'), npm(driver)],
        node: true,
        comment: `An engine is a port and its one driver (${driver}); whoever replaces the engine replaces this package and nothing else.`,
      }),
    ),
    platformRule('profiles-wire-and-nothing-else', {
      from: 'profiles',
      allowed: [
        platform('texts', 'kernel', 'ports', 'runtime', 'nest', ...Object.keys(driverOf)),
        npm('zod', 'pino', '@nestjs/common'),
      ],
      node: true,
      comment:
        'A profile joins engines, runtime and Nest into a service; one that knew a context could not serve the others.',
    }),
    {
      name: 'driver-in-its-engine-only',
      comment:
        'Two places that speak to a driver are two places that set synchronous=FULL, or forget it.',
      from: {
        path: '^(libs|apps)/',
        pathNot: [platform('sqlite', 'eventstoredb', 'kafka', 'mongodb'), tests],
      },
      to: { path: npm(...Object.values(driverOf)) },
    },
    {
      name: 'platform-knows-no-context',
      comment:
        'The platform serves contexts that are not written yet; one that knew a context would change with it.',
      from: { path: '^libs/platform/' },
      to: { path: [`^libs/${context}/`, '^libs/(client|demo)/'] },
    },
    {
      name: 'context-knows-others-by-published-only',
      comment:
        'A context may change its inside on any day; what it has published is what it has promised, and all that others may hold on to.',
      from: { path: `^libs/${context}/` },
      to: { path: `^libs/${context}/`, pathNot: [`^libs/$1/`, published] },
    },
    {
      name: 'context-knows-no-engine',
      comment:
        'The same context runs on SQLite and on the servers: the app picks the engine, a context never.',
      from: { path: `^libs/${context}/`, pathNot: tests },
      to: { path: platform('sqlite', 'eventstoredb', 'kafka', 'mongodb') },
    },
    roomRule('domain-is-pure', {
      from: 'domain',
      allowed: [own('domain'), platform('kernel'), npm('zod')],
      comment:
        'A rule that decides over public money must be readable and testable alone: no Nest, no driver, no rxjs, no file, no clock.',
    }),
    roomRule('facts-read-published-streams', {
      from: 'facts',
      allowed: [own('domain', 'facts'), published, platform('runtime', 'kernel'), npm('zod')],
      files: true,
      comment:
        'Facts are read from streams at decision time, or from the data files of the context; a fact taken from a read model could be stale, and money would be spent on it.',
    }),
    roomRule('published-is-small', {
      from: 'published',
      allowed: [own('domain', 'published'), published, platform('runtime', 'kernel'), npm('zod')],
      comment:
        'What other contexts import must not drag the API, the read models or Nest along with it.',
    }),
    roomRule('read-models-fold-events', {
      from: 'read-models',
      allowed: [
        own('domain', 'read-models'),
        published,
        platform('runtime', 'ports', 'kernel'),
        npm('zod'),
      ],
      comment:
        'A read model that asked anything but its events could not be rebuilt from the log to the same documents.',
    }),
    roomRule('processes-talk-by-messages', {
      from: 'processes',
      allowed: [own('domain', 'processes'), published, platform('runtime', 'kernel'), npm('zod')],
      comment:
        'A process is replayed after a crash: all it knows must be in its messages, all it does must be a command.',
    }),
    roomRule('api-stays-in-its-context', {
      from: 'api',
      allowed: [
        '^libs/$1/src/',
        published,
        platform('runtime', 'ports', 'kernel', 'nest'),
        npm('zod', '@nestjs/.+', 'rxjs', 'reflect-metadata', 'fastify'),
      ],
      comment:
        'A controller turns a request into a command of its own context; other services are reached over the bus.',
    }),
    {
      name: 'nest-in-the-shell-only',
      comment:
        'Nest is a way to serve; rules, folds and processes must outlive it and run without it.',
      from: {
        path: '^libs/',
        pathNot: [
          platform('nest', 'profiles'),
          room('api'),
          `^libs/${context}/src/[^/]+\\.ts$`,
          tests,
        ],
      },
      to: { path: [npm('@nestjs/.+'), platform('nest')] },
    },
    {
      name: 'client-is-outside',
      comment:
        'The client proves that REST alone is enough; one that imported the server would prove nothing.',
      from: { path: '^libs/(client|demo)/', pathNot: tests },
      to: { path: '^(libs|apps)/', pathNot: '^libs/(client|demo)/' },
    },
    {
      name: 'client-knows-no-demo',
      comment: 'Whoever calls the API must not carry the demonstration data along.',
      from: { path: '^libs/client/' },
      to: { path: '^libs/demo/' },
    },
    {
      name: 'app-imports-no-app',
      comment: 'An app is wiring; what two apps need is a library.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'library-imports-no-app',
      comment: 'A library that knew who wires it could be wired by nobody else.',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'no-test-code-in-production',
      comment:
        'Fakes and fault injection must not be reachable in the system that keeps the money.',
      from: { path: '^(libs|apps)/', pathNot: [tests, '^libs/platform/testing/', '^apps/e2e/'] },
      to: {
        path: [
          '\\.(spec|int|e2e)\\.ts$',
          '^libs/platform/testing/',
          '/testing/[^/]+\\.ts$',
          npm('@jest/.+', 'jest', 'fast-check', '@nestjs/testing', 'autocannon'),
        ],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Files of a cycle can only be understood, loaded and tested all at once.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-unresolvable',
      comment:
        'An import that the checker cannot follow is an import that no rule above sees; and it fails at run time.',
      from: {},
      to: { couldNotResolve: true },
    },
  ].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types of the generated client are made by its test.
    exclude: { path: '(^|/)(dist|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@tamani/source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
