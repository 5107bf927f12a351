import { reasonBody, resource } from '@tamani/nest';
import { aggregate } from '@tamani/runtime';
import { fiscalPeriodId } from '../../domain/fiscal-period/fiscal-period-id.js';
import { fiscalPeriod, refusePeriod } from '../../domain/fiscal-period/fiscal-period.decide.js';
import {
  fiscalPeriodList,
  fiscalPeriodSchema,
  renderFiscalPeriod,
} from '../../read-models/fiscal-periods.read-model.js';
import { periodBody } from '../schemas/parts.schemas.js';

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
    description: 'A month without any action counts as open.',
    id: ({ month }) => fiscalPeriodId(month),
    command: (body, { by }) => ({ type: 'OpenPeriod', ...body, by }),
  },
  actions: {
    'soft-close': {
      body: reasonBody,
      roles,
      summary: 'Soft-close a month',
      description: 'No new reservation or order is accepted; deliveries and payments continue.',
      command: (body, { by }) => ({ type: 'SoftClosePeriod', ...body, by }),
    },
    close: {
      body: reasonBody,
      roles,
      summary: 'Close a month',
      description: 'No business date in the month is accepted.',
      command: (body, { by }) => ({ type: 'ClosePeriod', ...body, by }),
    },
    certify: {
      body: reasonBody,
      roles: ['programme-manager', 'certifying-officer'],
      summary: 'Certify the figures of a closed month',
      description: 'Not by a person who has closed or reopened it.',
      command: (body, { by }) => ({ type: 'CertifyPeriod', ...body, by }),
    },
    reopen: {
      body: reasonBody,
      roles: ['budget-officer', 'programme-manager'],
      summary: 'Reopen a closed month',
      description: 'Not by a person who has closed or certified it.',
      command: (body, { by }) => ({ type: 'ReopenPeriod', ...body, by }),
    },
  },
});
