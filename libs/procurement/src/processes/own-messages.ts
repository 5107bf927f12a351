import type { ProcessDefinition } from '@tamani/runtime';
import {
  PROCUREMENT_TOPIC,
  type ProcurementData,
  type ProcurementEventType,
} from '../published/index.js';
import { reactive, type Reactive } from './reactive.js';

type Messages = { readonly [K in ProcurementEventType]: ProcurementData<K> };

/** A process on this context's own messages, one instance a purchase order. */
export const onOwn = (
  name: string,
  { on, heal }: Pick<Reactive<ProcurementEventType, Messages>, 'on' | 'heal'>,
): ProcessDefinition<Record<string, never>> =>
  reactive<ProcurementEventType, Messages>({
    name,
    topic: PROCUREMENT_TOPIC,
    key: (data) => (data as { readonly orderId: string }).orderId,
    on,
    ...(heal && { heal }),
  });
