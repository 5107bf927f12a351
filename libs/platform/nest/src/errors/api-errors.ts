import { defineErrors } from '@tamani/kernel';

/** Refusals of the API's conventions (docs/api.md), the same for every route. */
export const refuse = defineErrors({
  token_required: 401,
  token_invalid: 401,
  role_required: 403,
  demo_disabled: 404,
  route_unknown: 404,
  request_malformed: 400,
  request_too_slow: 408,
  headers_too_large: 431,
  version_unknown: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  idempotency_key_required: 400,
  idempotency_key_malformed: 400,
  request_in_progress: 409,
  if_match_required: 428,
  if_match_malformed: 400,
  correlation_id_malformed: 400,
  input_invalid: 422,
  read_model_behind: 503,
  temporarily_unavailable: { status: 503, level: 'warn' },
  overloaded: { status: 503, level: 'warn' },
  stopping: 503,
  identity_unavailable: { status: 503, level: 'warn' },
  internal_error: { status: 500, level: 'error' },
});
