import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { positiveMoneySchema, signedMoneySchema } from '@tamani/kernel';
import { Access, Caller, dateOrToday, Input, Platform } from '@tamani/nest';
import type { FactReader } from '@tamani/runtime';
import { z } from 'zod';
import { refuseDate } from '../domain/shared/business-date.rejections.js';
import { budgetCheck } from './budget-check.js';

export const budgetCheckBody = z.strictObject({
  effectiveAt: dateOrToday,
  lines: z
    .array(z.strictObject({ budgetLineId: z.uuid(), amount: positiveMoneySchema }))
    .min(1)
    .max(200),
});
type BudgetCheckBody = z.output<typeof budgetCheckBody>;

export const budgetCheckSchema = z
  .strictObject({
    effectiveAt: z.string(),
    sufficient: z.boolean(),
    lines: z.array(
      z.strictObject({
        budgetLineId: z.string(),
        reference: z.string(),
        requested: signedMoneySchema.nullable(),
        available: signedMoneySchema,
        shortfall: signedMoneySchema,
        code: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'BudgetCheck' });

/** Dry run of a reservation: answers before submission, and reserves nothing. */
@Controller('v1/budget-checks')
export class BudgetChecksController {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  @Post()
  @HttpCode(200)
  @Access({
    roles: 'authenticated',
    about: 'The dry run of a reservation',
    summary: 'Check a document against its budget lines without reserving funds',
    kind: 'plain',
    body: budgetCheckBody,
    response: budgetCheckSchema,
    refusals: [...Object.keys(refuseDate), 'budget_line_unknown'],
  })
  check(@Caller() caller: Caller, @Input() body: BudgetCheckBody) {
    const { today } = caller;
    const { lines, effectiveAt = today } = body;
    return budgetCheck(this.facts, { lines, effectiveAt, today });
  }

  private get facts(): FactReader {
    const { commands } = this.platform.runtime;
    return { state: async (of, id) => (await commands.load(of, id))?.state ?? null };
  }
}
