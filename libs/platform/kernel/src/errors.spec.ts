import { mustNotCompile } from '@tamani/testing/types';
import { join } from 'node:path';

mustNotCompile({
  file: join(import.meta.dirname, 'planted.ts'),
  source: `
    import { defineErrors } from './errors.js';
    const refuse = defineErrors({ rate_currency: 422, order_not_receivable: 409 });
    export const unknown = refuse.rate_currency({ currency: 'XYZ' });
    export const waiting = refuse.order_not_receivable({ reference: 'PO-1', status: 'draft' });
    export const sample = defineErrors({ sample: 409 }, { sample: { title: '', detail: '' } });
  `,
  mistakes: {
    'a code that is not in the catalogue': {
      right: 'rate_currency: 422,',
      wrong: 'rate_currency: 422, rate_absent: 422,',
      code: 2353,
      at: 'defineErrors({ rate_currency',
    },
    'a refusal without its parameters': {
      right: `rate_currency({ currency: 'XYZ' })`,
      wrong: 'rate_currency()',
      code: 2554,
    },
    'a refusal with one parameter too few': {
      right: `{ reference: 'PO-1', status: 'draft' }`,
      wrong: `{ status: 'draft' }`,
      code: 2345,
    },
    'a parameter that the text does not name': {
      right: `{ currency: 'XYZ' }`,
      wrong: `{ currency: 'XYZ', month: '2026-09' }`,
      code: 2353,
    },
    'a status that has no word': { right: `'draft'`, wrong: `'drafted'`, code: 2820 },
    'a sample without its text': {
      right: `{ sample: { title: '', detail: '' } }`,
      wrong: '{}',
      code: 2345,
    },
  },
});
