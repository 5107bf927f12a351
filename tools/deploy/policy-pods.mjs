import { isPinned } from './policy-words.mjs';

/** @typedef {import('./policy.mjs').Rule} Rule */
/** @typedef {import('./workloads.mjs').Workload} Workload */

/** @param {boolean} isFine @param {string} sentence */
const unless = (isFine, sentence) => (isFine ? [] : [sentence]);

/**
 * A rule on each pod. @param {string} name @param {(workload: Workload) => string[]} problemsOf
 * @returns {Rule}
 */
const ofPods = (name, problemsOf) => ({
  name,
  problems: ({ workloads }) =>
    workloads.flatMap((one) => problemsOf(one).map((problem) => `${one.title} ${problem}`)),
});

/** @param {any} container @param {string} probe @param {string} path */
const asks = (container, probe, path) => container[probe]?.httpGet?.path === path;

/** Rules on pods; `restricted` itself is judged by tools/deploy/kube, by the cluster's own code. */
/** @type {readonly Rule[]} */
export const containerRules = [
  ofPods('image-pinned', ({ pod }) =>
    pod.containers
      .filter((/** @type {any} */ { image }) => !isPinned(image))
      .map((/** @type {any} */ { image }) => `has an image without a version: ${image}`),
  ),
  ofPods('no-token', ({ pod }) =>
    unless(pod.automountServiceAccountToken === false, "mounts a token of the cluster's API"),
  ),
  ofPods('no-links', ({ pod }) =>
    unless(pod.enableServiceLinks === false, 'gets variables of Services, read as settings'),
  ),
  ofPods('read-only', ({ pod, isOurs }) =>
    pod.containers
      .filter((/** @type {any} */ one) => isOurs && !one.securityContext?.readOnlyRootFilesystem)
      .map((/** @type {any} */ { name }) => `has a root file system to write to in ${name}`),
  ),
  ofPods('resources', ({ pod }) =>
    pod.containers
      .filter(({ resources: { requests, limits } = /** @type {any} */ ({}) }) => {
        return !(requests?.cpu && requests.memory && limits?.memory);
      })
      .map((/** @type {any} */ { name }) => `has no bounds on memory or no requests in ${name}`),
  ),
  ofPods('probes', ({ kind, pod }) => {
    if (kind !== 'Deployment') return [];
    return pod.containers.flatMap((/** @type {any} */ one) => [
      ...unless(asks(one, 'startupProbe', '/livez'), 'has no startup probe of /livez'),
      ...unless(asks(one, 'livenessProbe', '/livez'), 'has no liveness probe of /livez'),
      ...unless(asks(one, 'readinessProbe', '/readyz'), 'has no readiness probe of /readyz'),
    ]);
  }),
  ofPods('ends-gently', ({ kind, pod }) => {
    if (kind !== 'Deployment') return [];
    const grace = pod.terminationGracePeriodSeconds ?? 30;
    return pod.containers.flatMap((/** @type {any} */ { lifecycle }) => {
      const pause = lifecycle?.preStop?.sleep?.seconds ?? 0;
      return unless(pause > 0 && grace >= pause + 30, 'has no preStop, or no 30 s after it');
    });
  }),
  ofPods('spread', ({ kind, pod }) =>
    unless(
      kind !== 'Deployment' || (pod.topologySpreadConstraints ?? []).length > 0,
      'may have all its pods on one node',
    ),
  ),
];
