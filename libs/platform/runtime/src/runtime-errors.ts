import { defineErrors } from '@tamani/kernel';

/** Refusals of the shell around the deciders: the same for every aggregate. */
export const refuse = defineErrors({
  not_found: 404,
  already_exists: 409,
  revision_stale: 412,
  idempotency_key_reused: 422,
  too_much_contention: 503,
});
