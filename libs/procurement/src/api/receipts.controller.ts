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
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import type { ReceiptCommand } from '../domain/receipt/receipt.commands.js';
import { receipt } from '../domain/receipt/receipt.decide.js';
import type { ReceiptState } from '../domain/receipt/receipt.state.js';
import { orderAggregate } from '../facts/order.facts.js';
import { receiptAggregate } from '../facts/receipt.facts.js';
import { receiptList } from '../read-models/receipts.read-model.js';
import { receiptSchema, renderReceipt } from '../read-models/resources/receipt.resource.js';
import { emptyBody } from './schemas/parts.schemas.js';
import {
  inspectBody,
  receiptBody,
  reverseReceiptBody,
  type InspectBody,
  type ReceiptBody,
  type ReverseReceiptBody,
} from './schemas/receipts.schemas.js';

const receiptResource: ResourceDefinition<ReceiptState> = {
  path: 'receipts',
  context: 'procurement',
  aggregate: receiptAggregate,
  list: receiptList,
  schema: receiptSchema,
  render: renderReceipt,
  filters: ['status', 'purchaseOrderId', 'vendorId', 'deliveredOn', 'reference'],
  referencePrefix: 'REC',
};
const command = <C extends ReceiptCommand>(one: C): C => one;

@Controller('v1/receipts')
export class ReceiptsController extends ResourceController(receiptResource) {
  @Create({ body: receiptBody, roles: ['receiver'], summary: 'Register a delivery of an order' })
  register(@Caller() caller: Caller, @Input() body: ReceiptBody) {
    const { person: by, today } = caller;
    const delivery = { ...body, deliveredOn: body.deliveredOn ?? today, by, today };
    return this.create(
      caller,
      ({ reference }) => command({ type: 'RegisterReceipt', reference, ...delivery }),
      { correlateWith: { aggregate: orderAggregate, id: body.purchaseOrderId } },
    );
  }

  @Action('inspect', {
    body: inspectBody,
    roles: ['receiver'],
    summary: 'Record what was accepted and rejected of each line',
  })
  inspect(@Caller() caller: Caller, @Id() id: string, @Input() body: InspectBody) {
    return this.act(caller, id, command({ type: 'InspectReceipt', ...body, by: caller.person }));
  }

  /** Step one on the order, which guards the ordered quantities; step two on the receipt. */
  @Action('post', {
    body: emptyBody,
    roles: ['receiver'],
    summary: 'Post an inspected receipt: what was accepted is accrued',
  })
  async post(@Caller() caller: Caller, @Id() id: string) {
    const { person: by, today } = caller;
    const loaded = await this.load(receipt, id);
    if (loaded && loaded.revision === caller.ifMatch) {
      const order = { aggregate: orderAggregate, id: loaded.state.purchaseOrderId, name: 'record' };
      await this.step(caller, order, { type: 'RecordReceipt', receiptId: id, by, today });
    }
    return this.act(caller, id, command({ type: 'PostReceipt' }));
  }

  /** Of a posted receipt the order gives its quantities up first. */
  @Action('reverse', {
    body: reverseReceiptBody,
    roles: ['receiver'],
    summary: 'Reverse a receipt at a date of its own',
  })
  async reverse(@Caller() caller: Caller, @Id() id: string, @Input() body: ReverseReceiptBody) {
    const { person: by, today } = caller;
    const effectiveAt = body.effectiveAt ?? today;
    const reversal = { reason: body.reason, effectiveAt, by };
    const loaded = await this.load(receipt, id);
    if (loaded && loaded.revision === caller.ifMatch) {
      const { purchaseOrderId } = loaded.state;
      const counting = await this.load(purchaseOrder, purchaseOrderId);
      if (counting?.state.receipts.some((r) => r.receiptId === id)) {
        const order = { aggregate: orderAggregate, id: purchaseOrderId, name: 'withdraw' };
        await this.step(caller, order, {
          type: 'WithdrawReceipt',
          receiptId: id,
          ...reversal,
          today,
        });
      }
    }
    return this.act(caller, id, command({ type: 'ReverseReceipt', ...reversal }));
  }
}
