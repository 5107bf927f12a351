import { aggregate } from '@tamani/runtime';
import { webhook } from '../domain/webhook/webhook.decide.js';

/** A webhook needs nothing but itself. */
export const webhookAggregate = aggregate(webhook);
