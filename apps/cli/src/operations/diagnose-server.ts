import { parkedOf } from './diagnose-files.js';
import { fine, wrong, type Finding } from './finding.js';

const TIMEOUT_MS = 5_000;

/**
 * Looks at a running server through what it tells any monitor: /livez, /readyz and /metrics.
 * Undefined when nothing answers there.
 */
export async function diagnoseServer(url: string): Promise<readonly Finding[] | undefined> {
  const alive = await answerOf(`${url}/livez`);
  if (alive === undefined) return undefined;
  const ready = await answerOf(`${url}/readyz`);
  const metrics = await answerOf(`${url}/metrics`);
  const figures = figuresIn(metrics?.text ?? '');
  const parked = figures.filter(({ name }) => name.includes('parked'));
  const findings = [liveness(url, alive), readiness(ready)];
  for (const { name, labels, value } of figures.filter((figure) => figure.name.includes('lag'))) {
    findings.push(fine(`metrics.${name}${labels}`, both(`${name}${labels}`, String(value))));
  }
  if (metrics?.status !== 200) {
    findings.push(wrong('metrics', both('/metrics', `HTTP ${metrics?.status ?? '–'}`)));
  }
  return [...findings, parkedOf(parked.reduce((sum, { value }) => sum + value, 0))];
}

interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

async function answerOf(url: string): Promise<HttpAnswer | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
}

const both = (what: string, value: string) => ({
  fr: `${what} : ${value}`,
  en: `${what}: ${value}`,
});

function liveness(url: string, { status }: HttpAnswer): Finding {
  const text = both(url, `HTTP ${status}`);
  return status === 200 ? fine('server', text) : wrong('server', text);
}

function readiness(answer: HttpAnswer | undefined): Finding {
  if (answer?.status === 200) {
    return fine('ready', { fr: 'prêt : tout est à jour', en: 'ready: all is caught up' });
  }
  const why = (answer?.text ?? '').replace(/\s+/g, ' ').slice(0, 500);
  return wrong('ready', { fr: `pas prêt : ${why}`, en: `not ready: ${why}` });
}

interface Figure {
  readonly name: string;
  /** `{context="budgets"}`, or nothing. */
  readonly labels: string;
  readonly value: number;
}

/** The gauges of a Prometheus text that tell of lag and parked messages. */
export function figuresIn(text: string): readonly Figure[] {
  return text.split('\n').flatMap((line) => {
    const match = /^(tamani_\w*(?:lag|parked)\w*)(\{[^}]*\})? (\S+)/.exec(line);
    if (!match || /_(bucket|sum|count)$/.test(match[1] ?? '')) return [];
    return [{ name: match[1] ?? '', labels: match[2] ?? '', value: Number(match[3]) }];
  });
}
