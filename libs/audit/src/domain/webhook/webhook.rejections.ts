import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  webhook_wrong_status: 409,
  webhook_address_refused: 422,
  webhook_type_unknown: 422,
  webhook_delivery_unknown: 404,
});
