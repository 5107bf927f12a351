import { line, order, purchase, SELDOM, TWICE, type Mutation } from '../mutation.js';

/** Who may not do both. */
export const persons: readonly Mutation[] = [
  {
    name: 'who asked for the goods does not lift the ceiling of their line',
    file: `${line}/line.rules.ts`,
    find: 'if (!asked) return undefined;',
    replace: 'if (asked || !asked) return undefined;',
    otherwise: {
      suite: `${line}/spending/overrun.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'an act is held against the whole chain',
    file: `${purchase}/chain/dutiful.ts`,
    find: '    return problem ? err(problem) : decision;',
    replace: '    return problem && !decision.ok ? err(problem) : decision;',
    otherwise: {
      suite: `${purchase}/chain/dutiful.spec.ts`,
      because: 'the order refuses most of what passes',
    },
  },
  {
    name: 'nobody receives what they bought, paid or invoiced, at the same moment',
    file: `${order}/delivery/order.delivery.ts`,
    find: "  const problem = dutyProblem('receiver', by, state.parties);\n",
    replace: "  const problem = dutyProblem('receiver', by, []);\n",
    otherwise: {
      suite: `${purchase}/chain/order.duties.spec.ts`,
      because: 'both have to meet within one moment',
    },
  },
  {
    name: 'nobody’s goods are counted who bought, paid or invoiced them',
    file: `${order}/delivery/order.delivery.ts`,
    find: "    dutyProblem('receiver', [by, ...receipt.receivers], state.parties),\n",
    replace: '',
    otherwise: { suite: `${order}/delivery/order.delivery.spec.ts`, because: TWICE },
  },
  {
    name: 'nobody invoices what they received, at the same moment',
    file: `${order}/billing/claims.ts`,
    find: "  const problem = dutyProblem('clerk', invoice.clerk, state.parties);\n",
    replace: "  const problem = dutyProblem('clerk', invoice.clerk, []);\n",
    otherwise: {
      suite: `${purchase}/chain/order.duties.spec.ts`,
      because: 'both have to meet within one moment',
    },
  },
  {
    name: 'nobody pays what they received, invoiced or certified, at the same moment',
    file: `${order}/billing/clearance.ts`,
    find: '    clashProblem(parties, [...state.parties, ...requisition]),\n    coverProblem',
    replace: '    coverProblem',
    otherwise: {
      suite: `${purchase}/chain/order.duties.spec.ts`,
      because: 'both have to meet within one moment',
    },
  },
  {
    name: 'nobody approves the award of what they asked for',
    file: `${purchase}/requisition/requisition.allocation.ts`,
    find: '    awardProblem(by, state),\n',
    replace: '',
    otherwise: { suite: `${purchase}/requisition/requisition.orders.spec.ts`, because: TWICE },
  },
  {
    name: 'nobody appraises or approves the project that they submitted',
    file: 'libs/projects/src/domain/project/project.decide.ts',
    find: 'state.submission && sharesIdentity(state.submission.by, by) ? refusal : undefined;',
    replace: 'state.submission && by.id === state.reference ? refusal : undefined;',
    otherwise: {
      suite: 'libs/projects/src/domain/project/project.spec.ts',
      because: 'officers and managers are other people, but for delegations',
    },
  },
  {
    name: 'a project that is not recommended is not approved',
    file: 'libs/projects/src/domain/project/project.decide.ts',
    find: '    recommendationProblem(state),\n',
    replace: '',
    otherwise: {
      suite: 'libs/projects/src/domain/project/project.spec.ts',
      because: 'every project of the histories is recommended',
    },
  },
  {
    name: 'a quick-impact project has the committee’s decision',
    file: 'libs/projects/src/domain/project/project.decide.ts',
    find: '    committeeProblem(command, state, profile),\n',
    replace: '',
    otherwise: {
      suite: 'libs/projects/src/domain/project/project.spec.ts',
      because: 'every decision of the histories has its minutes',
    },
  },
];
