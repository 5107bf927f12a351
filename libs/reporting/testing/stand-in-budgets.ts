import { ok, type Decider, type DomainEvent, type MoneyJson, type Recorded } from '@tamani/kernel';
import { aggregate, type ContextDefinition, type ReadModel } from '@tamani/runtime';
import { z } from 'zod';
import type { LedgerLine } from '../src/domain/ledger/ledger-line.js';
import { ledgerOf } from '../src/read-models/ledger.read-model.js';

interface Accrue {
  readonly type: 'Accrue';
  readonly amount: MoneyJson;
  readonly effectiveAt: string;
}

/** A stand-in for budgets: what matters here is that movements come through its translator. */
const decider: Decider<null, Accrue, DomainEvent> = {
  category: 'budgets.BudgetLine',
  events: { Accrued: { schemaVersion: 1, data: z.looseObject({}) } },
  initial: null,
  decide: ({ amount, effectiveAt }) => ok([{ type: 'Accrued', data: { amount }, effectiveAt }]),
  evolve: () => null,
};
export const standInLine = aggregate(decider);

const coding = {
  fund: 'RSS-TF',
  fiscalYear: '2026-27',
  axis: 'border_security',
  spendClass: 'equipment',
  projectId: null,
  institution: null,
  region: 'ML07',
  donor: null,
};
const translate = ({ data, stream }: Recorded) => {
  const { amount } = data as { amount: MoneyJson };
  const document = { kind: 'receipt', id: 'r1', reference: 'REC-2026-0001' };
  const committed = { ...amount, amount: `-${amount.amount}` };
  const movements = [
    { bucket: 'expended', amount, documentAmount: null },
    { bucket: 'committed', amount: committed, documentAmount: null },
  ];
  const budgetLineId = stream.replace('budgets.BudgetLine-', '');
  const moved = { budgetLineId, coding, document, vendorId: 'v1', movements };
  return [{ type: 'budgets.ExpenditureAccrued.v1', key: budgetLineId, data: moved }];
};

export const standInLedger: ReadModel<LedgerLine> = ledgerOf(translate);

const part = (name: string, rest: Partial<ContextDefinition>): ContextDefinition => ({
  ...{ name, aggregates: [], translate: () => [], readModels: [], processes: [] },
  ...rest,
});

/** Budgets as it is stood in for, and reporting with its ledger. */
export const standIns: readonly ContextDefinition[] = [
  part('budgets', { aggregates: [standInLine], translate }),
  part('reporting', { readModels: [standInLedger] }),
];
