import { requisition } from '../domain/requisition/requisition.decide.js';
import { documentList } from './documents.js';
import { renderRequisition } from './resources/requisition.resource.js';

export const requisitionList = documentList({
  name: 'requisitions',
  version: 1,
  decider: requisition,
  fields: { status: 'text', neededBy: 'text' },
  values: ({ status, neededBy }) => ({ status, neededBy }),
  search: ['title'],
  amount: 'total',
  render: renderRequisition,
});
