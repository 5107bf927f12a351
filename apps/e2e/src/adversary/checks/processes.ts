import type { Check } from '../books/evidence.js';

type Rule = 'processes.refused-or-parked' | 'processes.faults';

/** No command of a process is refused, no message parked, and nothing fails by itself. */
export const processes: Check<Rule> = {
  rules: ['processes.refused-or-parked', 'processes.faults'],
  find: ({ troubles, turns }) => [
    ...troubles.map((text) => ({ rule: 'processes.refused-or-parked' as const, text })),
    ...turns.flatMap(({ requests, answers }) =>
      answers.flatMap(({ status, fault }, at) => {
        if (status !== 500) return [];
        const { path = '', action = 'create' } = requests[at] ?? {};
        return [{ rule: 'processes.faults' as const, text: `${path} ${action}: ${fault}` }];
      }),
    ),
  ],
};
