import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  project_wrong_status: 409,
  project_region_unknown: 422,
  project_dates_reversed: 422,
  qip_policy_missing: 409,
  qip_currency: 409,
  qip_above_ceiling: 409,
  qip_too_long: 409,
  segregation_submitter_appraises: 409,
  segregation_submitter_decides: 409,
  project_not_recommended: 409,
  committee_decision_missing: 409,
  committee_decision_date: 409,
  agreement_date: 409,
  implementation_date: 409,
});
