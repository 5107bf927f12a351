import type { Say } from '../../shell/language.js';
import { parkedOf, waitingOf } from './diagnose-runtime.js';
import { fine, wrong, type Finding } from './finding.js';

const TIMEOUT_MS = 5_000;

/**
 * Inspects a running server through its monitoring routes: /livez, /readyz and /metrics.
 * Undefined when nothing answers there.
 */
export async function diagnoseServer(
  url: string,
  say: Say,
): Promise<readonly Finding[] | undefined> {
  const alive = await answerOf(`${url}/livez`);
  if (alive === undefined) return undefined;
  const ready = await answerOf(`${url}/readyz`);
  const metrics = await answerOf(`${url}/metrics`);
  return [
    liveness(url, alive, say),
    readiness(ready, say),
    ...told(figuresIn(metrics?.text ?? ''), say),
    ...(metrics?.status === 200 ? [] : [noMetrics(metrics, say)]),
  ];
}

/** Lag, what needs attention, parked messages. */
function told(figures: readonly Figure[], say: Say): readonly Finding[] {
  const named = (part: string) => figures.filter(({ name }) => name.includes(part));
  const lag = named('lag').map(({ name, labels, value }) =>
    fine(`metrics.${name}${labels}`, say('fact', { name: `${name}${labels}`, value }), value),
  );
  const waiting = named('attention').map(({ labels, value }) => {
    return [/"(\w+)"/.exec(labels)?.[1] ?? '', value] as const;
  });
  const parked = named('parked').reduce((sum, { value }) => sum + value, 0);
  const corrupt = named('corrupt').reduce((sum, { value }) => sum + value, 0);
  return [...lag, ...waitingOf(waiting, say), parkedOf(parked, say), corruptOf(corrupt, say)];
}

/** A server that has met corrupt data is to be stopped and looked at whole. */
const corruptOf = (count: number, say: Say): Finding =>
  count === 0
    ? fine('corrupt', say('corrupt_none'), 0)
    : wrong('corrupt', say('corrupt_some', { count }), count);

function noMetrics(answer: HttpAnswer | undefined, say: Say): Finding {
  const value = `HTTP ${answer?.status ?? '–'}`;
  return wrong('metrics', say('fact', { name: '/metrics', value }));
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

function liveness(url: string, { status }: HttpAnswer, say: Say): Finding {
  const text = say('fact', { name: url, value: `HTTP ${status}` });
  return status === 200 ? fine('server', text) : wrong('server', text);
}

function readiness(answer: HttpAnswer | undefined, say: Say): Finding {
  if (answer?.status === 200) return fine('ready', say('ready'));
  const why = (answer?.text ?? '').replace(/\s+/g, ' ').slice(0, 500);
  return wrong('ready', say('not_ready', { why }));
}

interface Figure {
  readonly name: string;
  /** `{context="budgets"}`, or nothing. */
  readonly labels: string;
  readonly value: number;
}

/** The gauges of a Prometheus text that tell of lag, of corruption and of what waits. */
export function figuresIn(text: string): readonly Figure[] {
  return text.split('\n').flatMap((line) => {
    const match = /^(tamani_\w*(?:lag|parked|attention|corrupt)\w*)(\{[^}]*\})? (\S+)/.exec(line);
    if (!match || /_(bucket|sum|count)$/.test(match[1] ?? '')) return [];
    return [{ name: match[1] ?? '', labels: match[2] ?? '', value: Number(match[3]) }];
  });
}
