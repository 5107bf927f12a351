import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  site_place_unknown: 422,
  site_outside_country: 422,
  site_project_unknown: 409,
  site_project_ended: 409,
});
