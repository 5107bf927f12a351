import type { Recorded } from '@tamani/kernel';

/** An event of the log, with defaults for everything a test does not give. */
export function recorded(
  change: Partial<Omit<Recorded, 'meta'>> & { readonly meta?: Partial<Recorded['meta']> },
): Recorded {
  const id = change.id ?? 'e1';
  return {
    id,
    type: 'RequisitionSubmitted',
    data: {},
    stream: 'procurement.Requisition-r-1',
    revision: 0n,
    position: 1n,
    ...change,
    meta: {
      actor: { id: 'requisitioner', roles: ['requisitioner'] },
      commandId: `command-${id}`,
      requestHash: 'hash',
      correlationId: 'c1',
      causationId: `command-${id}`,
      recordedAt: '2026-09-15T10:00:00.000Z',
      schemaVersion: 1,
      ...change.meta,
    },
  };
}
