import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  policy_value_malformed: 422,
  policy_key_mismatch: 409,
});
