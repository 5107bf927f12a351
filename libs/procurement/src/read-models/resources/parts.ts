import {
  businessDateSchema,
  minorOf,
  quantitySchema,
  signedMoneySchema,
  type Person,
} from '@tamani/kernel';
import { z } from 'zod';
import type { Shortfall } from '../../domain/purchase-order/order.parts.js';

/** Pieces that the resources of the API share. */
export const idField = z.uuid();
export const referenceField = z.string().meta({ description: 'Human-readable: PO-2026-0042' });
export const dateField = businessDateSchema;
export const moneyField = signedMoneySchema;
export const quantityField = quantitySchema;

/** Fields of every document: reference and status. `Requisition` has a `RequisitionStatus`. */
export const documentFields = <const S extends readonly [string, ...string[]]>(
  name: string,
  statuses: S,
) => ({ reference: referenceField, status: z.enum(statuses).meta({ id: `${name}Status` }) });

export const byBudgetLineField = z.array(z.object({ budgetLineId: idField, amount: moneyField }));

/** Why budget lines have refused, and what they lack in their own currency. */
export const shortfallsField = z.array(
  z.object({
    budgetLineId: idField,
    code: z.string().meta({ description: 'Why: see `/docs/problems/{code}`' }),
    shortfall: moneyField.nullable().meta({ description: 'Null where funds are not the reason' }),
  }),
);

export const shortfallsJson = (shortfalls: readonly Shortfall[]) =>
  shortfalls.map(({ shortfall, ...refused }) => ({
    ...refused,
    shortfall: minorOf(shortfall) === 0n ? null : shortfall,
  }));

/** Who had a duty: the person, or the one on whose authority they acted. */
export const personField = z
  .object({ id: z.string(), onBehalfOf: z.string().nullable() })
  .meta({ id: 'Person' });

export const personJson = (person: Person) => ({
  id: person.id,
  onBehalfOf: person.onBehalfOf ?? null,
});

export const personOrNull = (person: Person | undefined) => (person ? personJson(person) : null);
