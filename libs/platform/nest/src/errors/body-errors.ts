import { defineErrors } from '@tamani/kernel';

/** Why a body is refused before its fields are looked at. */
export const refuseBody = defineErrors({
  body_unexpected: 400,
  body_malformed: 400,
  body_not_utf8: 400,
  body_key_repeated: 400,
  body_key_forbidden: 400,
  body_too_deep: 400,
  body_too_large: 413,
  document_too_large: 413,
  media_type_unsupported: 415,
});
