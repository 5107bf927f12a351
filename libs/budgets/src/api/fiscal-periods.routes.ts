import { reasonBody, resource } from '@tamani/nest';
import { aggregate } from '@tamani/runtime';
import { fiscalPeriodId } from '../domain/fiscal-period/fiscal-period-id.js';
import { fiscalPeriod, refusePeriod } from '../domain/fiscal-period/fiscal-period.decide.js';
import {
  fiscalPeriodList,
  fiscalPeriodSchema,
  renderFiscalPeriod,
} from '../read-models/fiscal-periods.read-model.js';
import { periodBody } from './parts.schemas.js';

const roles = ['budget-officer'] as const;

export const fiscalPeriods = resource(aggregate(fiscalPeriod))({
  path: 'fiscal-periods',
  about: 'Months in the books; one that is not listed is open',
  context: 'budgets',
  list: fiscalPeriodList,
  schema: fiscalPeriodSchema,
  render: renderFiscalPeriod,
  filters: ['month', 'status'],
  refusals: [refusePeriod],
  create: {
    body: periodBody,
    roles,
    summary: 'Open a month in the books',
    description: 'One that nobody has touched counts as open.',
    id: ({ month }) => fiscalPeriodId(month),
    command: (body, { by }) => ({ type: 'OpenPeriod', ...body, by }),
  },
  actions: {
    'soft-close': {
      body: reasonBody,
      roles,
      summary: 'Soft-close a month',
      description: 'It takes no new reservation or order; deliveries and payments go on.',
      command: (body, { by }) => ({ type: 'SoftClosePeriod', ...body, by }),
    },
    close: {
      body: reasonBody,
      roles,
      summary: 'Close a month',
      description: 'Nothing is dated in it any more.',
      command: (body, { by }) => ({ type: 'ClosePeriod', ...body, by }),
    },
    reopen: {
      body: reasonBody,
      roles,
      summary: 'Reopen a closed month, with the reason',
      command: (body, { by }) => ({ type: 'ReopenPeriod', ...body, by }),
    },
  },
});
