/**
 * A Kubernetes document, as data.
 * @typedef {{ kind: string, metadata: { name: string, labels?: Record<string, string> },
 *   [field: string]: any }} Document
 */

/**
 * Whatever makes pods: a Deployment, a StatefulSet, a CronJob.
 * @typedef {object} Workload
 * @property {string} title `Deployment budgets`
 * @property {string} kind
 * @property {string} name
 * @property {Record<string, any>} spec of the document
 * @property {Record<string, string>} labels of its pods
 * @property {Record<string, any>} pod the pods' spec
 * @property {boolean} isOurs whether its program is of this repository (an engine's is not)
 */

/** @type {Readonly<Record<string, (spec: Record<string, any>) => Record<string, any>>>} */
const TEMPLATE = {
  Deployment: (spec) => spec.template,
  StatefulSet: (spec) => spec.template,
  DaemonSet: (spec) => spec.template,
  Job: (spec) => spec.template,
  CronJob: (spec) => spec.jobTemplate.spec.template,
};

/**
 * @param {readonly Document[]} documents
 * @returns {Workload[]}
 */
export function workloadsOf(documents) {
  return documents.flatMap(({ kind, metadata: { name }, spec }) => {
    const template = TEMPLATE[kind]?.(spec);
    if (!template) return [];
    const labels = template.metadata?.labels ?? {};
    const isOurs = labels['app.kubernetes.io/component'] !== 'engine';
    return [{ title: `${kind} ${name}`, kind, name, spec, labels, pod: template.spec, isOurs }];
  });
}

/**
 * Whether a label selector (matchLabels only, as in this tree) selects pods with these labels.
 * @param {{ matchLabels?: Record<string, string> }} selector empty: all
 * @param {Readonly<Record<string, string>>} labels
 */
export const selects = ({ matchLabels = {} }, labels) =>
  Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
