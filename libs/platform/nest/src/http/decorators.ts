import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { Rejected } from '@tamani/kernel';
import type { z } from 'zod';
import { refuse } from '../errors/api-errors.js';
import { fieldErrors } from '../errors/zod-errors.js';
import type { Caller as CallerType, GatedRequest } from './caller.js';
import { ACCESS, QUERY_SCHEMA, type RouteAccess } from './route-access.js';

const requestOf = (context: ExecutionContext): GatedRequest =>
  context.switchToHttp().getRequest<GatedRequest>();

/** Access and description of a route. Without it the boot fails: default deny. */
export const Access = (access: RouteAccess): MethodDecorator => SetMetadata(ACCESS, access);

/** Who calls, with the command's id. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return requestOf(context).caller;
});
export type Caller = CallerType;

/** The body, checked against the route's schema. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return requestOf(context).input;
});

/** The id of the path. */
export const Id = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return (requestOf(context).params as { id?: string }).id ?? '';
});

// The schema is wrapped, under a name of our own: Nest would take it for a pipe or an option.
interface Wrapped {
  readonly query: z.ZodType;
}

const queryInput = createParamDecorator((wrapped: Wrapped, context: ExecutionContext) => {
  return checkedQuery(requestOf(context), wrapped.query);
});

/** The query string by a schema. Throws Rejected (422) with what is wrong with each parameter. */
export function checkedQuery<Q extends z.ZodType>({ query }: GatedRequest, schema: Q): z.output<Q> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new Rejected(refuse.input_invalid({}, fieldErrors(parsed.error.issues, query)));
}

/** The query string, checked against a schema; repeated parameters come as arrays. */
export const QueryInput =
  (schema: z.ZodType): ParameterDecorator =>
  (target, key, index) => {
    const method = key === undefined ? undefined : (target as Record<PropertyKey, object>)[key];
    if (method) Reflect.defineMetadata(QUERY_SCHEMA, schema, method);
    queryInput({ query: schema })(target, key, index);
  };
