import { reaction, type On, type Reaction } from '@tamani/runtime';
import {
  PROCUREMENT_TOPIC,
  type ProcurementData,
  type ProcurementEventType,
} from '../published/index.js';

type Messages = { readonly [K in ProcurementEventType]: ProcurementData<K> };

/** A link of this context: driven by its own messages, in order per purchase order. */
export const link = (name: string, on: On<Messages>): Reaction =>
  reaction<Messages>({
    name,
    context: 'procurement',
    topic: PROCUREMENT_TOPIC,
    key: (data) => (data as { readonly orderId: string }).orderId,
    on,
  });
