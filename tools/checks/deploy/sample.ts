import type { Document } from '../../deploy/workloads.mjs';
import { parseAllDocuments } from 'yaml';

/** Rendered documents that every rule of the house is content with, as small as may be. */
const SOUND = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: budgets }
spec:
  selector: { matchLabels: { app: budgets } }
  template:
    metadata: { labels: { app: budgets } }
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 45
      topologySpreadConstraints: [{ maxSkew: 1 }]
      containers:
        - name: app
          image: tamani:0.1.0
          command: ['node', 'apps/budgets/dist/main.js']
          ports: [{ name: http, containerPort: 3000 }]
          envFrom: [{ configMapRef: { name: settings } }]
          env:
            - name: TAMANI_MONGO_URL
              valueFrom: { secretKeyRef: { name: engines, key: mongo-url } }
          startupProbe: { httpGet: { path: /livez } }
          livenessProbe: { httpGet: { path: /livez } }
          readinessProbe: { httpGet: { path: /readyz } }
          lifecycle: { preStop: { sleep: { seconds: 5 } } }
          securityContext: { readOnlyRootFilesystem: true }
          resources: { requests: { cpu: 100m, memory: 1Mi }, limits: { memory: 1Mi } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { TAMANI_PORT: '3000' }
---
apiVersion: v1
kind: Service
metadata: { name: budgets }
spec: { selector: { app: budgets }, ports: [{ port: 3000, targetPort: http }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: budgets }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: budgets } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: budgets }
spec: { scaleTargetRef: { name: budgets }, minReplicas: 2 }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: budgets }
spec: { podSelector: { matchLabels: { app: budgets } }, policyTypes: [Ingress], ingress: [{}] }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: report }
spec:
  timeZone: Africa/Bamako
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        metadata: { labels: { app: budgets } }
        spec:
          automountServiceAccountToken: false
          enableServiceLinks: false
          containers:
            - name: job
              image: tamani:0.1.0
              command: ['sh', '-c', 'node apps/cli/dist/main.js export']
              env: [{ name: TAMANI_URL, value: 'http://gateway' }]
              securityContext: { readOnlyRootFilesystem: true }
              resources: { requests: { cpu: 100m, memory: 1Mi }, limits: { memory: 1Mi } }
          volumes: [{ name: out, persistentVolumeClaim: { claimName: out } }]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: out }
spec: {}
`;

/** The sample with one text in the place of another; throws when that changes nothing. */
export function documentsWith(from = '', to = ''): Document[] {
  const changed = SOUND.replace(from, () => to);
  if (from !== '' && changed === SOUND) throw new Error(`not in the sample: ${from}`);
  return parseAllDocuments(changed).map((one) => one.toJS() as Document);
}
