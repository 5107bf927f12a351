import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { gatewaySettingsOf } from '../../../apps/gateway/src/settings.js';
import { settingsOf } from '../../../libs/platform/profiles/src/settings.js';
import { composeDocument } from '../../deploy/compose.mjs';
import { SECRETS } from '../../deploy/policy-environment.mjs';
import { isPinned } from '../../deploy/policy-words.mjs';
import { policyProblems, rules } from '../../deploy/policy.mjs';
import { declaredSettings, knownSettings } from '../../deploy/setting-names.mjs';
import { root } from '../run.mjs';
import { documentsWith } from './sample.js';

/** What breaks each rule, as a change of the sample. */
const violations: Readonly<Record<string, [string, string][]>> = {
  'no-secret-document': [['kind: PersistentVolumeClaim', 'kind: Secret']],
  disruption: [['kind: PodDisruptionBudget', 'kind: Other']],
  scaling: [
    ['kind: HorizontalPodAutoscaler', 'kind: Other'],
    ['minReplicas: 2', 'minReplicas: 1'],
    ['spec:\n  selector', 'spec:\n  replicas: 3\n  selector'],
  ],
  'service-leads-somewhere': [
    ['selector: { app: budgets }, ports', 'selector: { app: other }, ports'],
    ['targetPort: http', 'targetPort: 8080'],
  ],
  'network-denied': [
    ['{ podSelector: {}, policyTypes: [Ingress, Egress] }', '{ podSelector: {} }'],
    ['{ podSelector: {}, policyTypes', '{ podSelector: {}, ingress: [{}], policyTypes'],
    ['podSelector: { matchLabels: { app: budgets } }', 'podSelector: {}'],
  ],
  job: [
    ['timeZone: Africa/Bamako', 'timeZone: Etc/UTC'],
    ['concurrencyPolicy: Forbid', 'concurrencyPolicy: Allow'],
  ],
  'image-pinned': [
    ['image: tamani:0.1.0', 'image: tamani'],
    ['image: tamani:0.1.0', 'image: tamani:latest'],
  ],
  'no-token': [['automountServiceAccountToken: false', 'x: 1']],
  'no-links': [['enableServiceLinks: false', 'x: 1']],
  'read-only': [['readOnlyRootFilesystem: true', 'x: 1']],
  resources: [
    ['limits: { memory: 1Mi }', 'limits: { cpu: 1 }'],
    ['resources: {', 'x: {'],
  ],
  probes: [
    ['startupProbe', 'x'],
    ['readinessProbe: { httpGet: { path: /readyz', 'readinessProbe: { httpGet: { path: /livez'],
    ['livenessProbe: { httpGet: { path: /livez', 'livenessProbe: { httpGet: { path: /readyz'],
  ],
  'ends-gently': [
    ['lifecycle', 'x'],
    ['terminationGracePeriodSeconds: 45', 'terminationGracePeriodSeconds: 20'],
  ],
  spread: [['topologySpreadConstraints: [{ maxSkew: 1 }]', 'x: 1']],
  'no-secret': [
    ["TAMANI_PORT: '3000' }", "TAMANI_PORT: '3000', MONGO_PASSWORD: abc }"],
    ["value: 'http://gateway'", "value: 'http://a:b@gateway'"],
  ],
  'setting-known': [
    ["{ TAMANI_PORT: '3000'", "{ TAMANI_PORTS: '3000'"],
    ['{ name: TAMANI_URL', '{ name: TAMANI_ADDRESS'],
  ],
  reference: [
    ['metadata: { name: settings }', 'metadata: { name: other }'],
    ['key: mongo-url', 'key: mongo'],
    ['metadata: { name: out }', 'metadata: { name: other }'],
  ],
  program: [
    ['apps/budgets/dist/main.js', 'apps/budget/dist/main.js'],
    ['node apps/cli/dist/main.js', 'true'],
  ],
};

describe('rules of the house on rendered documents', () => {
  test('a sound system passes', () => {
    expect(policyProblems(documentsWith(), knownSettings())).toEqual([]);
  });

  test('each has a violation here', () => {
    expect(Object.keys(violations).sort()).toEqual(rules.map(({ name }) => name).sort());
  });

  const all = Object.entries(violations).flatMap(([rule, plants]) =>
    plants.map(([from, to]) => ({ rule, from, to })),
  );
  test.each(all)('$rule: $to', ({ rule, from, to }) => {
    const problems = policyProblems(documentsWith(from, to), knownSettings());
    expect(problems.map((problem) => problem.split(':')[0])).toContain(rule);
  });
});

interface Source {
  readonly path: string;
  readonly text: string;
  /** Whatever is in the file, as data. */
  readonly documents: readonly Record<string, unknown>[];
}

const sources: readonly Source[] = readdirSync(join(root, 'k8s'), { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => {
    const text = readFileSync(join(root, 'k8s', path), 'utf8');
    return { path, text, documents: parseAllDocuments(text).map((one) => one.toJS() as never) };
  });

/** `name: value` of a generated map in a kustomization. */
function literalsOf(path: string, map: string): Record<string, string> {
  const [kustomization] = sources.find((one) => one.path === path)?.documents ?? [];
  const maps = kustomization?.['configMapGenerator'] as { name: string; literals: string[] }[];
  const literals = maps.find(({ name }) => name === map)?.literals ?? [];
  return Object.fromEntries(literals.map((one) => one.split(/=(.*)/s, 2) as [string, string]));
}

describe('the files under k8s/', () => {
  const base = literalsOf('base/kustomization.yaml', 'service-settings');

  test('every setting in them is read by a program', () => {
    const named = sources.flatMap(({ text }) => text.match(/TAMANI_[A-Z_]+(?=[=\s:,}])/g) ?? []);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !knownSettings().includes(name))).toEqual([]);
  });

  test('a service takes the settings of the base and of production', () => {
    const production = literalsOf('overlays/production/kustomization.yaml', 'service-settings');
    // Without an issuer only where demo logins are meant, as the overlay dev says.
    expect(() => settingsOf(base)).toThrow('TAMANI_DEMO_LOGINS');
    const trial = settingsOf({ ...base, TAMANI_DEMO_LOGINS: 'network' });
    expect(trial).toMatchObject({ dataDir: '/data', distributed: { namespace: '' } });
    // The user of Kafka comes from the Secret, the way of signing in from the overlay.
    const secret = {
      ...{ TAMANI_KAFKA_USERNAME: 'tamani', TAMANI_KAFKA_PASSWORD: 'secret' },
      TAMANI_OIDC_ISSUER: 'https://id.example.org',
      TAMANI_OIDC_AUDIENCE: 'tamani',
      TAMANI_OIDC_JWKS_URL: 'https://id.example.org/keys',
    };
    expect(settingsOf({ ...base, ...production, ...secret })).toMatchObject({
      distributed: {
        kafka: { replication: 3, tls: true, user: { mechanism: 'scram-sha-512' } },
      },
    });
    expect(() => settingsOf({ ...base, ...secret, TAMANI_PORTS: '1' })).toThrow('TAMANI_PORTS');
  });

  test('the gateway takes its own, each service twice', () => {
    const gateway = literalsOf('base/kustomization.yaml', 'gateway-settings');
    const { upstreams } = gatewaySettingsOf(gateway);
    expect(Object.entries(upstreams)).toEqual(
      ['projects', 'budgets', 'procurement', 'reporting', 'audit'].map((name) => [
        name,
        [`http://${name}:3000`, `http://${name}:3000`],
      ]),
    );
  });

  test('images of engines have a version', () => {
    const images = sources.flatMap(({ text }) => text.match(/(?<=\bimage: )\S+/g) ?? []);
    // That of the programs gets its version from the kustomization.
    const engines = images.filter((image) => image !== 'tamani');
    expect(engines.length).toBe(3);
    expect(engines.filter((image) => !isPinned(image))).toEqual([]);
  });

  test('the engines of dev are set up as those of the compose file', () => {
    const { services } = composeDocument();
    for (const engine of ['eventstore', 'kafka']) {
      const [set] =
        sources.find(({ path }) => path === `overlays/dev/${engine}.yaml`)?.documents ?? [];
      const { env, image } = containerOf(set as unknown as StatefulSet);
      expect(image).toBe(services[engine].image);
      expect(Object.fromEntries(env.map(({ name, value }) => [name, value]))).toEqual(
        services[engine].environment,
      );
    }
  });

  test('every secret and key that an operator has to make is in docs/deployment.md', () => {
    const guide = readFileSync(join(root, 'docs', 'deployment.md'), 'utf8');
    for (const [name, keys] of Object.entries(SECRETS)) {
      expect(guide).toContain(`secret generic ${name}`);
      for (const key of keys) expect(guide).toContain(`--from-literal=${key}=`);
    }
  });

  test('declared settings are found', () => {
    expect(declaredSettings()).toEqual(expect.arrayContaining(['TAMANI_PORT', 'TAMANI_AUDIT_URL']));
  });
});

interface StatefulSet {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly image: string;
          readonly env: readonly { readonly name: string; readonly value: string }[];
        }[];
      };
    };
  };
}

function containerOf(set: StatefulSet) {
  const [container] = set.spec.template.spec.containers;
  if (!container) throw new Error('an engine without a container');
  return container;
}
