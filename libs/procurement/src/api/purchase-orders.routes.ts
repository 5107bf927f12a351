import { refuseDate, refuseProject } from '@tamani/budgets/published';
import { emptyBody, reasonBody, resource } from '@tamani/nest';
import { refuse } from '../domain/purchase-order/order.rejections.js';
import { refuse as refuseRequisition } from '../domain/requisition/requisition.rejections.js';
import { refuseAward } from '../domain/shared/awards.js';
import { refuseStep } from '../domain/shared/dates.js';
import { segregation } from '../domain/shared/segregation.js';
import { refuse as refuseVendor } from '../domain/vendor/vendor.rejections.js';
import { orderAggregate } from '../facts/order.facts.js';
import { requisitionAggregate } from '../facts/requisition.facts.js';
import { purchaseOrderList } from '../read-models/purchase-orders.read-model.js';
import { purchaseOrderSchema, renderOrder } from '../read-models/resources/order.resource.js';

import { amendments } from './orders/purchase-order-amendments.actions.js';
import { endBody } from './schemas/ends.schemas.js';
import {
  approveOrderBody,
  changeOrderBody,
  closeOrderBody,
  orderBody,
} from './schemas/purchase-orders.schemas.js';

export const purchaseOrders = resource(orderAggregate)({
  path: 'purchase-orders',
  about: 'What is ordered on a certified requisition, from the draft to its completion',
  context: 'procurement',
  list: purchaseOrderList,
  schema: purchaseOrderSchema,
  render: renderOrder,
  filters: ['status', 'kind', 'vendorId', 'requisitionId', 'reference'],
  reference: 'PO',
  refusals: [
    ...[refuse, refuseRequisition, refuseVendor, segregation],
    ...[refuseDate, refuseStep, refuseAward, refuseProject],
  ],
  create: {
    body: orderBody,
    roles: ['buyer'],
    summary: 'Draft a purchase order on a certified requisition',
    correlateWith: ({ requisitionId }) => ({ aggregate: requisitionAggregate, id: requisitionId }),
    command: (body, { reference, by, today }) => ({
      type: 'CreateOrder',
      ...body,
      reference,
      by,
      today,
    }),
  },
  actions: {
    change: {
      body: changeOrderBody,
      roles: ['buyer'],
      summary: 'Replace the lines and the award of a draft',
      description: 'Also used after a refused commitment.',
      command: (body, { by, today }) => ({ type: 'ChangeOrder', ...body, by, today }),
    },
    approve: {
      body: approveOrderBody,
      roles: ['award-approver'],
      summary: 'Approve the award',
      description: 'Requests the commitment; the order is issued once the funds are committed.',
      command: ({ effectiveAt }, { by, today }) => ({
        type: 'ApproveOrder',
        effectiveAt: effectiveAt ?? today,
        by,
        today,
      }),
    },
    ...amendments,
    hold: {
      body: reasonBody,
      roles: ['buyer'],
      summary: 'Put an order on hold',
      command: (body, { by, today }) => ({ type: 'HoldOrder', ...body, by, today }),
    },
    resume: {
      body: emptyBody,
      roles: ['buyer'],
      summary: 'Resume an order on hold',
      command: (_, { by, today }) => ({ type: 'ResumeOrder', by, today }),
    },
    cancel: {
      body: endBody,
      roles: ['buyer'],
      summary: 'Cancel an order before any goods are accepted',
      description:
        'Its commitment is reserved again, and its quantities can be ordered from another vendor.',
      command: ({ reason, effectiveAt }, { by, today }) => ({
        type: 'CancelOrder',
        ...{ reason, effectiveAt: effectiveAt ?? today, by, today },
      }),
    },
    'reclaim-advance': {
      body: endBody,
      roles: ['buyer'],
      summary: 'Have the vendor pay back what is outstanding of the advances',
      description:
        'For goods that will not come. Opens a receivable for each advance; no invoice recovers it any more. The order can be terminated then.',
      command: ({ reason, effectiveAt }, { by, today }) => ({
        type: 'ReclaimAdvance',
        ...{ reason, effectiveAt: effectiveAt ?? today, by, today },
      }),
    },
    terminate: {
      body: endBody,
      roles: ['buyer'],
      summary: 'End an order early',
      description: 'The open commitment is released; delivered goods can be paid.',
      command: ({ reason, effectiveAt }, { by, today }) => ({
        type: 'TerminateOrder',
        ...{ reason, effectiveAt: effectiveAt ?? today, by, today },
      }),
    },
    close: {
      body: closeOrderBody,
      roles: ['buyer'],
      summary: 'Close a fully received order without open invoices',
      command: ({ effectiveAt }, { by, today }) => ({
        type: 'CloseOrder',
        ...{ effectiveAt: effectiveAt ?? today, by, today },
      }),
    },
  },
});
