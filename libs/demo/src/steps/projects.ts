import { projects, stillSubmitted, type DemoProject } from '../data/projects.js';
import { plusDays } from '../dates.js';
import { actOn, usd, type DemoContext } from './context.js';

const QIP_DAYS = 170;
const PROGRAMME_DAYS = 700;

/** Identifies the projects and takes them to implementation, with their sites. Ids by key. */
export async function makeProjects(demo: DemoContext): Promise<ReadonlyMap<string, string>> {
  const made = projects.map(async (one) => [one.key, await makeProject(demo, one)] as const);
  return new Map(await Promise.all(made));
}

async function makeProject(demo: DemoContext, plan: DemoProject): Promise<string> {
  const years = Object.values(plan.lines).reduce((sum, amount) => sum + amount, 0);
  const isQip = plan.kind === 'qip';
  const body = {
    title: plan.title,
    kind: plan.kind,
    axis: plan.axis,
    institution: plan.institution,
    region: plan.region,
    donors: [plan.donor],
    ceiling: usd(isQip ? years : years * 2),
    plannedStart: demo.today,
    plannedEnd: plusDays(demo.today, isQip ? QIP_DAYS : PROGRAMME_DAYS),
  };
  const key = demo.key(plan.key, 'project');
  const { id } = (await demo.api.post('project-officer', 'projects', { key, body })).body;
  await advance(demo, plan, `projects/${id}`);
  for (const [n, site] of plan.sites.entries()) {
    const { name, kind, pcode, latitude, longitude } = site;
    const point = { latitude, longitude };
    const place = { name, kind, institution: plan.institution, pcode, point, projectId: id };
    const siteKey = demo.key(plan.key, `site-${n}`);
    await demo.api.post('project-officer', 'sites', { key: siteKey, body: place });
  }
  return id;
}

async function advance(demo: DemoContext, plan: DemoProject, resource: string): Promise<void> {
  const step = { resource, key: plan.key };
  await actOn(demo, 'project-officer', { ...step, action: 'submit' });
  if (stillSubmitted.has(plan.key)) return;
  const findings = 'Besoin établi avec le bénéficiaire ; coûts comparés aux prix du marché.';
  const appraisal = { recommendation: 'recommended', findings };
  await actOn(demo, 'budget-officer', { ...step, action: 'appraise', body: appraisal });
  const decision = { reference: `CEP-${plan.key.toUpperCase()}`, decidedOn: demo.today };
  const committee = plan.kind === 'qip' ? decision : null;
  await actOn(demo, 'programme-manager', { ...step, action: 'approve', body: { committee } });
  const agreement = { reference: `PA-${plan.key.toUpperCase()}`, partner: plan.institution };
  await actOn(demo, 'programme-manager', { ...step, action: 'sign-agreement', body: agreement });
  await actOn(demo, 'project-officer', { ...step, action: 'start-implementation' });
}
