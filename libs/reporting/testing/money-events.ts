import type { Recorded } from '@tamani/kernel';
import type { ReadModelEvent } from '@tamani/runtime';

/** One movement of a test: minor units of the line's currency, signed. */
export interface TestMovement {
  readonly bucket: string;
  readonly minor: number;
}

export interface TestEvent {
  readonly id: string;
  readonly position: number;
  readonly effectiveAt: string;
  readonly recordedAt: string;
  readonly movements: readonly TestMovement[];
  readonly budgetLineId?: string;
  readonly currency?: string;
  readonly spendClass?: string;
  readonly projectId?: string | null;
  readonly region?: string | null;
  readonly vendorId?: string | null;
}

const decimal = (minor: number): string => {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** A message of budgets as a translating read model gets it. Currencies have two decimals. */
export function moneyEvent(test: TestEvent): ReadModelEvent {
  const { currency = 'USD', budgetLineId = 'line-1' } = test;
  const data = {
    budgetLineId,
    coding: {
      fund: 'RSS-TF',
      fiscalYear: '2026-27',
      axis: 'border_security',
      spendClass: test.spendClass ?? 'equipment',
      projectId: test.projectId ?? null,
      institution: null,
      region: test.region ?? null,
      donor: null,
    },
    document: { kind: 'receipt', id: 'doc-1', reference: 'REC-2026-0001' },
    vendorId: test.vendorId ?? null,
    movements: test.movements.map(({ bucket, minor }) => ({
      bucket,
      amount: { amount: decimal(minor), currency },
      documentAmount: null,
    })),
  };
  const recorded: Recorded = {
    id: test.id,
    type: 'budgets.ExpenditureAccrued.v1',
    data,
    stream: `budgets.BudgetLine-${budgetLineId}`,
    revision: 0n,
    position: BigInt(test.position),
    effectiveAt: test.effectiveAt,
    meta: {
      actor: { id: 'process:budgets.delivery', roles: ['process'] },
      commandId: test.id,
      requestHash: '',
      correlationId: test.id,
      causationId: test.id,
      recordedAt: test.recordedAt,
      effectiveAt: test.effectiveAt,
      schemaVersion: 1,
    },
  };
  return { ...recorded, aggregateId: budgetLineId };
}
