import { z } from 'zod';
import type { AnyReadModel, ContextDefinition, ReadModel } from '../definitions.js';

const schema = z.strictObject({ stream: z.string() });

/** Where a request's command was carried out: the stream that its events are in. */
export type CarriedOut = z.output<typeof schema>;

const NAME = 'requests';
const models = new Map<string, AnyReadModel>();

/**
 * The context with the model of its requests, beside its own models. A command is a request's where
 * nothing but itself has caused it.
 */
export function withRequests(context: ContextDefinition): ContextDefinition {
  const isThere = context.readModels.some(({ name }) => name === NAME);
  if (isThere || context.aggregates.length === 0) return context;
  return { ...context, readModels: [...context.readModels, requestsModel(context)] };
}

/** The model of the requests to a context's aggregates: a document each, by the command's id. */
export function requestsModel({ name, aggregates }: ContextDefinition): AnyReadModel {
  const known = models.get(name);
  if (known) return known;
  const model: ReadModel<CarriedOut> = {
    name: NAME,
    version: 1,
    schema,
    fields: {},
    indexes: [],
    streams: aggregates.map(({ decider }) => `${decider.category}-`),
    keys: ({ meta }) => (meta.causationId === meta.commandId ? [meta.commandId] : []),
    on: { '*': (doc, { stream }) => doc ?? { stream } },
  };
  models.set(name, model);
  return model;
}
