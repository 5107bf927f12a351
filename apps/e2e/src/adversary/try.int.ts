import { expect, test } from '@jest/globals';
import { checks } from './checks/index.js';
import { evidenceOf } from './books/evidence.js';
import { improvise } from './history/history.js';
import { MemorySystem } from './system/memory-system.js';

test('try', async () => {
  const started = performance.now();
  const counts: Record<string, number> = {};
  const rules: Record<string, string[]> = {};
  const statuses: Record<string, number> = {};
  let acts = 0, events = 0;
  const N = Number(process.env['N'] ?? 20);
  const S = Number(process.env['S'] ?? 1);
  for (let seed = S; seed < S + N; seed++) {
    const system = new MemorySystem({ seed, replicas: seed % 4 === 0 ? 2 : 1 });
    const history = await improvise(system, seed, { least: 40, most: 120 });
    const evidence = await evidenceOf(system, history.turns);
    events += evidence.events.length;
    for (const turn of history.turns) turn.answers.forEach((a, i) => {
      const r = turn.requests[i]!;
      if (!turn.isStage) acts++;
      const k = `${turn.isStage ? 'stage ' : ''}${r.path} ${r.action ?? 'create'} ${a.status} ${a.code ?? a.fault ?? ''}`;
      counts[k] = (counts[k] ?? 0) + 1;
    });
    for (const check of checks) for (const f of check.find(evidence)) (rules[f.rule] ??= []).push(`${seed}: ${f.text}`);
    for (const [p, all] of evidence.documents) for (const d of all) { const k = `${p} ${d.status}`; statuses[k] = (statuses[k] ?? 0) + 1; }
  }
  const s = (performance.now() - started) / 1000;
  console.log(Object.entries(counts).sort().map(([k, v]) => `${v} ${k}`).join('\n'));
  console.log(Object.entries(statuses).sort().map(([k, v]) => `${v} ${k}`).join('\n'));
  console.log(Object.entries(rules).map(([k, v]) => `${k} ${v.length}\n   ${v.slice(0, 4).join('\n   ')}`).join('\n'));
  console.log(`${N} histories ${acts} acts ${events} events in ${s} s`);
  expect(1).toBe(1);
}, 600000);
