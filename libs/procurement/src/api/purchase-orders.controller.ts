import { Controller } from '@nestjs/common';
import {
  Action,
  Caller,
  Create,
  Id,
  Input,
  ResourceController,
  type ResourceDefinition,
} from '@tamani/nest';
import type { OrderCommand } from '../domain/purchase-order/order.commands.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import type { OrderState } from '../domain/purchase-order/order.state.js';
import { orderAggregate } from '../facts/order.facts.js';
import { requisitionAggregate } from '../facts/requisition.facts.js';
import { purchaseOrderList } from '../read-models/purchase-orders.read-model.js';
import { purchaseOrderSchema, renderOrder } from '../read-models/resources/order.resource.js';
import { emptyBody, reasonBody, type ReasonBody } from './schemas/parts.schemas.js';
import {
  approveOrderBody,
  changeOrderBody,
  orderBody,
  type ApproveOrderBody,
  type ChangeOrderBody,
  type OrderBody,
} from './schemas/purchase-orders.schemas.js';

const orderResource: ResourceDefinition<OrderState> = {
  path: 'purchase-orders',
  context: 'procurement',
  aggregate: orderAggregate,
  list: purchaseOrderList,
  schema: purchaseOrderSchema,
  render: renderOrder,
  filters: ['status', 'kind', 'vendorId', 'requisitionId', 'reference'],
  referencePrefix: 'PO',
};
const command = <C extends OrderCommand>(one: C): C => one;
const signed = ({ person, today }: Caller) => ({ by: person, today });

@Controller('v1/purchase-orders')
export class PurchaseOrdersController extends ResourceController(orderResource) {
  @Create({
    body: orderBody,
    roles: ['buyer'],
    summary: 'Draft a purchase order on a certified requisition',
  })
  draft(@Caller() caller: Caller, @Input() body: OrderBody) {
    return this.create(
      caller,
      ({ reference }) => command({ type: 'CreateOrder', ...body, reference, ...signed(caller) }),
      { correlateWith: { aggregate: requisitionAggregate, id: body.requisitionId } },
    );
  }

  @Action('change', {
    body: changeOrderBody,
    roles: ['buyer'],
    summary: 'Replace lines and award of a draft, as after a refused commitment',
  })
  change(@Caller() caller: Caller, @Id() id: string, @Input() body: ChangeOrderBody) {
    return this.act(caller, id, command({ type: 'ChangeOrder', ...body, ...signed(caller) }));
  }

  /** Step one on the requisition, which guards its quantities; step two on the order. */
  @Action('approve', {
    body: approveOrderBody,
    roles: ['award-approver'],
    summary: 'Approve the award: the commitment is asked for, and the order issued with it',
  })
  async approve(@Caller() caller: Caller, @Id() id: string, @Input() body: ApproveOrderBody) {
    const order = await this.load(purchaseOrder, id);
    if (order && order.revision === caller.ifMatch) {
      const { requisitionId, drafts: draft } = order.state;
      const effectiveAt = body.effectiveAt ?? caller.today;
      const approval = { orderId: id, draft, effectiveAt, ...signed(caller) };
      const requisition = { aggregate: requisitionAggregate, id: requisitionId, name: 'allocate' };
      await this.step(caller, requisition, { type: 'AllocateOrder', ...approval });
    }
    return this.act(caller, id, command({ type: 'ApproveOrder' }));
  }

  @Action('hold', { body: reasonBody, roles: ['buyer'], summary: 'Put an order on hold' })
  hold(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'HoldOrder', ...body, ...signed(caller) }));
  }

  @Action('resume', { body: emptyBody, roles: ['buyer'], summary: 'Resume an order on hold' })
  resume(@Caller() caller: Caller, @Id() id: string) {
    return this.act(caller, id, command({ type: 'ResumeOrder', ...signed(caller) }));
  }

  @Action('cancel', {
    body: reasonBody,
    roles: ['buyer'],
    summary: 'Cancel an order of which nothing was received; its commitment is released',
  })
  cancel(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'CancelOrder', ...body, ...signed(caller) }));
  }

  @Action('terminate', {
    body: reasonBody,
    roles: ['buyer'],
    summary: 'End an order early: the open part is released, what was delivered stays',
  })
  terminate(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'TerminateOrder', ...body, ...signed(caller) }));
  }

  @Action('close', {
    body: emptyBody,
    roles: ['buyer'],
    summary: 'Close an order that is fully received and has no open invoice',
  })
  close(@Caller() caller: Caller, @Id() id: string) {
    return this.act(caller, id, command({ type: 'CloseOrder', ...signed(caller) }));
  }
}
