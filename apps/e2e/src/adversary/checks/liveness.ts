import { all, type Evidence, type Finding } from '../books/evidence.js';
import { final } from '../closing/steps.js';
import type { Path } from '../system/kinds.js';

const kinds = Object.keys(final) as readonly Path[];

export const livenessRules: readonly string[] = kinds.map((path) => `liveness.${path}`);

/** What has not come to its end although everybody has done what they may. */
export const unfinished = (evidence: Evidence): readonly Finding[] =>
  kinds.flatMap((path) =>
    all(evidence, path)
      .filter(({ status }) => final[path]?.includes(status) !== true)
      .map(({ id, status }) => ({
        rule: `liveness.${path}`,
        text: `${id} is ${status}; refused last: ${refusedLast(evidence, id)}`,
      })),
  );

/** What was tried with a document, or for it, and refused. */
function refusedLast({ turns }: Evidence, id: string): string {
  const tried = turns.flatMap(({ requests, answers }) =>
    requests.flatMap((request, at) => {
      const isOf = request.id === id || Object.values(request.body).includes(id);
      const code = answers[at]?.code;
      if (!isOf || code === undefined) return [];
      return [`${request.path} ${request.action ?? 'new'} ${code}`];
    }),
  );
  return [...new Set(tried.slice(-6))].join(', ') || 'nothing';
}
