import { businessDateSchema, quantitySchema, signedMoneySchema, type Person } from '@tamani/kernel';
import { z } from 'zod';

/** Pieces that the resources of the API share. */
export const idField = z.string().meta({ description: 'UUID' });
export const dateField = businessDateSchema;
export const moneyField = signedMoneySchema;
export const quantityField = quantitySchema;

/** Every resource: id, reference, status. */
export const resourceFields = <const S extends readonly [string, ...string[]]>(statuses: S) => ({
  id: idField,
  reference: z.string(),
  status: z.enum(statuses),
});

export const byBudgetLineField = z.array(z.object({ budgetLineId: idField, amount: moneyField }));

/** Who had a duty; the person, or whose authority was used. */
export const personField = z
  .object({ id: z.string(), onBehalfOf: z.string().nullable() })
  .meta({ id: 'Person' });

export const personJson = (person: Person) => ({
  id: person.id,
  onBehalfOf: person.onBehalfOf ?? null,
});

export const personOrNull = (person: Person | undefined) => (person ? personJson(person) : null);

/** Where a resource stands: its id and the revision of its stream. */
export interface At {
  readonly id: string;
  readonly revision: bigint;
}
