import { expect, test } from '@jest/globals';
import { signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { columnsOf } from './columns.js';
import { fileOf, textOf } from './list-file.js';

const person = z.object({ id: z.string() }).meta({ id: 'ColumnPerson' });
const item = z.object({
  id: z.string(),
  status: z.enum(['open', 'closed']),
  total: signedMoneySchema.nullable(),
  award: z.union([z.object({ method: z.string() }), z.object({ solicitationId: z.string() })]),
  lines: z.array(z.object({ line: z.int() })),
  roles: z.array(z.string()),
  by: person.nullable().optional(),
  isOpen: z.boolean(),
  data: z.record(z.string(), z.unknown()),
  anything: z.unknown(),
});
const header =
  '\uFEFFid,status,total.amount,total.currency,award.method,award.solicitationId,' +
  'lines.count,roles,by.id,isOpen\r\n';

test('columns are those of the schema, in its order; what has no shape has no column', () => {
  expect(
    columnsOf(item)
      .map(({ name }) => name)
      .join(','),
  ).toBe(header.slice(1, -2));
});

test('an empty list has its header, and a row never changes the columns', () => {
  expect(textOf(fileOf('text/csv', item, ','), [])).toBe(header);
  const row = {
    ...{ id: 'a', status: 'open', total: { amount: '-1.50', currency: 'USD' } },
    ...{ award: { solicitationId: 's' }, lines: [{ line: 1 }, { line: 2 }], roles: ['x', 'y'] },
    ...{ by: null, isOpen: true, data: { more: 1 }, anything: [1], unknown: 2 },
  };
  expect(textOf(fileOf('text/csv', item, ','), [row])).toBe(
    `${header}a,open,-1.50,USD,,s,2,x|y,,true\r\n`,
  );
  expect(textOf(fileOf('text/csv', item, ';'), [{ id: 'b', total: null }])).toContain(
    '\r\nb;;;;;;;;;\r\n',
  );
});
