import type { LinePlan, PurchasePlan } from '../plan.js';
import type { DemoContext } from './context.js';

/** A purchase in progress: the data that later steps need from earlier ones. */
export interface Walk {
  readonly demo: DemoContext;
  readonly plan: PurchasePlan;
  readonly line: LinePlan;
  readonly lineId: string;
  readonly vendorId: string;
  /** From whom is ordered when the first vendor fails. */
  readonly otherVendorId: string;
}
