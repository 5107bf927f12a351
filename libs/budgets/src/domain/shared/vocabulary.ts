import { z } from 'zod';

/** The three priorities of the support. */
export const axisSchema = z
  .enum(['defence_security_reform', 'democratic_control', 'border_security'])
  .meta({ id: 'Axis' });
export type Axis = z.output<typeof axisSchema>;

/** What money is spent on; the first three are central to the reports. */
export const spendClassSchema = z
  .enum(['equipment', 'printing', 'rehabilitation', 'training', 'workshop', 'advisory', 'other'])
  .meta({ id: 'SpendClass' });
export type SpendClass = z.output<typeof spendClassSchema>;

export const idSchema = z.string().min(1);

/** The coding of a budget line: fixed at creation, included in its events. */
export const codingSchema = z.strictObject({
  fund: z.string().min(1),
  fiscalYear: z.string().min(1),
  axis: axisSchema,
  spendClass: spendClassSchema,
  projectId: idSchema.nullable(),
  institution: z.string().nullable(),
  region: z.string().nullable(),
  donor: z.string().nullable(),
});
export type Coding = z.output<typeof codingSchema>;

export const documentKindSchema = z
  .enum(['requisition', 'purchase_order', 'receipt', 'payment', 'carry_over', 'budget_transfer'])
  .meta({ id: 'DocumentKind' });

/** The cause of a movement. */
export const documentRefSchema = z.strictObject({
  kind: documentKindSchema,
  id: idSchema,
  reference: z.string().nullable(),
});
export type DocumentRef = z.output<typeof documentRefSchema>;

/** The currency in which budgets are kept, and the base of the monthly rates. */
export const FUNCTIONAL_CURRENCY = 'USD';
