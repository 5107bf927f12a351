import { containerRules } from './policy-pods.mjs';
import { environmentRules } from './policy-environment.mjs';
import { selects, workloadsOf } from './workloads.mjs';

/**
 * What the house asks of rendered Kubernetes documents, beyond what an API server asks (that is
 * judged by tools/deploy/kube).
 * @typedef {import('./workloads.mjs').Document} Document
 * @typedef {import('./workloads.mjs').Workload} Workload
 *
 * @typedef {object} Context
 * @property {readonly Document[]} documents of one overlay
 * @property {readonly Workload[]} workloads that they make pods of
 * @property {readonly string[]} settings names that the programs read
 *
 * @typedef {object} Rule
 * @property {string} name
 * @property {(context: Context) => string[]} problems
 */

/** @param {readonly Document[]} documents @param {string} kind */
const ofKind = (documents, kind) => documents.filter((one) => one.kind === kind);
const nameOf = (/** @type {Document} */ { kind, metadata }) => `${kind} ${metadata.name}`;
const deployments = (/** @type {Context} */ { workloads }) =>
  workloads.filter(({ kind }) => kind === 'Deployment');

/** @type {readonly Rule[]} */
const togetherRules = [
  {
    name: 'no-secret-document',
    problems: ({ documents }) =>
      ofKind(documents, 'Secret').map((one) => `${nameOf(one)} is in the tree: refer to it only`),
  },
  {
    name: 'disruption',
    problems: (context) => {
      const budgets = ofKind(context.documents, 'PodDisruptionBudget');
      return deployments(context)
        .filter((one) => !budgets.some(({ spec }) => selects(spec.selector, one.labels)))
        .map(({ title }) => `${title} has no PodDisruptionBudget`);
    },
  },
  {
    name: 'scaling',
    problems: (context) => {
      const scaled = ofKind(context.documents, 'HorizontalPodAutoscaler');
      return deployments(context).flatMap(({ title, name, spec }) => {
        const scaler = scaled.find((one) => one.spec.scaleTargetRef.name === name);
        if (!scaler) return [`${title} has no HorizontalPodAutoscaler`];
        if (spec.replicas !== undefined) return [`${title} has replicas, which are the scaler's`];
        return scaler.spec.minReplicas >= 2 ? [] : [`${title} may be alone: minReplicas < 2`];
      });
    },
  },
  {
    name: 'service-leads-somewhere',
    problems: ({ documents, workloads }) =>
      ofKind(documents, 'Service').flatMap((service) => {
        const { selector: matchLabels, ports } = service.spec;
        const behind = workloads.filter(({ labels }) => selects({ matchLabels }, labels));
        if (behind.length === 0) return [`${nameOf(service)} selects no pods`];
        const open = behind.flatMap(({ pod }) => pod.containers.flatMap(portsOf));
        return ports
          .filter((/** @type {any} */ { targetPort }) => !open.includes(targetPort))
          .map((/** @type {any} */ { targetPort }) => `${nameOf(service)}: no port ${targetPort}`);
      }),
  },
  {
    name: 'network-denied',
    problems: ({ documents, workloads }) => {
      const policies = ofKind(documents, 'NetworkPolicy');
      const deny = policies.some(isDefaultDeny) ? [] : ['nothing is denied by default'];
      // Of its own: it names the pods it is for.
      const own = policies.filter(({ spec }) => spec.podSelector.matchLabels);
      const forgotten = workloads.filter(
        ({ labels }) => !own.some(({ spec }) => selects(spec.podSelector, labels)),
      );
      return [...deny, ...forgotten.map(({ title }) => `${title} has no NetworkPolicy of its own`)];
    },
  },
  {
    name: 'job',
    problems: ({ documents }) =>
      ofKind(documents, 'CronJob').flatMap((job) => [
        ...(job.spec.timeZone === 'Africa/Bamako' ? [] : [`${nameOf(job)}: no timeZone of Bamako`]),
        ...(job.spec.concurrencyPolicy === 'Forbid'
          ? []
          : [`${nameOf(job)} may run twice at once`]),
      ]),
  },
];

/** @type {readonly Rule[]} */
export const rules = [...togetherRules, ...containerRules, ...environmentRules];

/**
 * @param {readonly Document[]} documents rendered, of one overlay
 * @param {readonly string[]} settings names of the settings that the programs read
 * @returns {string[]} `rule: what is wrong`
 */
export function policyProblems(documents, settings) {
  const context = { documents, workloads: workloadsOf(documents), settings };
  return rules.flatMap((rule) =>
    rule.problems(context).map((problem) => `${rule.name}: ${problem}`),
  );
}

/** @param {Document} policy */
function isDefaultDeny({ spec }) {
  const { podSelector, policyTypes = [], ingress = [], egress = [] } = spec;
  const isOfAll = Object.keys(podSelector).length === 0;
  const isClosed = ingress.length === 0 && egress.length === 0;
  return isOfAll && isClosed && policyTypes.includes('Ingress') && policyTypes.includes('Egress');
}

/** Names and numbers of the ports of a container. @param {any} container @returns {unknown[]} */
const portsOf = ({ ports = [] }) =>
  ports.flatMap((/** @type {any} */ { name, containerPort }) => [name, containerPort]);
