import type { Finding } from '../books/evidence.js';
import type { Answer, Request } from '../system/system.js';
import type { History } from './history.js';

/** `PO 1` for an id: the first order that the history has made. */
class Names {
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  add(path: string, id: string): void {
    if (this.names.has(id)) return;
    const count = (this.counts.get(path) ?? 0) + 1;
    this.counts.set(path, count);
    this.names.set(id, `${path}#${count}`);
  }

  in(text: string): string {
    let named = text;
    for (const [id, name] of this.names) named = named.replaceAll(id, name);
    return named;
  }
}

const outcomeOf = ({ status, code, fault, body }: Answer): string =>
  status < 300 ? String(body?.status ?? status) : `${status} ${code ?? fault}`;

function line(day: string, request: Request, answer: Answer | undefined): string {
  const { who, path, id, action, body, fate } = request;
  const by = who.onBehalfOf === undefined ? who.id : `${who.id} for ${who.onBehalfOf}`;
  const what = action === undefined ? `${path}: new` : `${id} ${action}`;
  const how = fate === 'whole' ? '' : ` [${fate}]`;
  const outcome = answer ? outcomeOf(answer) : 'no answer';
  return `${day} ${by}: ${what} ${JSON.stringify(body)}${how} → ${outcome}`;
}

/** A history as a person reads it: who did what, and what came of it. */
export function printed({ seed, world, turns }: History, findings: readonly Finding[]): string {
  const names = new Names();
  const lines = turns.flatMap(({ day, requests, answers, mail }) => {
    const together = requests.length > 1 ? '  together: ' : '';
    const after = mail === 'all' ? [] : [`  (messages: ${mail})`];
    for (const [at, { path }] of requests.entries()) {
      const id = answers[at]?.body?.id;
      if (id !== undefined) names.add(path, id);
    }
    return [...requests.map((one, at) => `${together}${line(day, one, answers[at])}`), ...after];
  });
  const found = findings.map(({ rule, text }) => `${rule}: ${text}`);
  const again = `TAMANI_TEST_SEED=${seed} TAMANI_HISTORIES=1`;
  const tolerance = world.isTolerant ? 'with tolerances' : 'without tolerances';
  const head = `seed ${seed}, from ${world.from}, ${tolerance}; again: ${again}`;
  return names.in([head, ...lines, ...found].join('\n'));
}
