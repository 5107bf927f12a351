import { one, type ListDefinition } from '@tamani/nest';
import { z } from 'zod';
import { DeliveryLog, type Delivery } from '../../webhooks/delivery-log.js';
import { deliverySchema } from './webhooks.schemas.js';

const parameters = {
  status: one(z.enum(['delivered', 'retrying', 'failed']), 'How it went so far'),
};

/** `GET /v1/webhooks/{id}/deliveries`: the ones still stored, newest first. */
export const deliveriesList: ListDefinition<typeof parameters> = {
  path: 'webhooks/:id/deliveries',
  roles: ['administrator', 'auditor'],
  summary: 'Deliveries of a webhook with their attempts, newest first',
  item: deliverySchema,
  parameters,
  async page({ path, query, limit, cursor }, { runtime }) {
    const log = new DeliveryLog(runtime.ports.reads);
    const { status } = query;
    const page = await log.page(path['id'] ?? '', { status, limit, cursor });
    return { data: page.deliveries.map(deliveryJson), nextCursor: page.nextCursor };
  },
};

function deliveryJson(delivery: Delivery) {
  const { id, messageId, type, trigger, status, attempts, nextAttemptAt } = delivery;
  const { createdAt, position, log } = delivery;
  return {
    id,
    messageId,
    type,
    trigger,
    status,
    attempts,
    nextAttemptAt,
    createdAt,
    position,
    log,
  };
}
