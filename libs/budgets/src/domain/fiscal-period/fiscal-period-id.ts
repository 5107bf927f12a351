import { derivedId, type Month } from '@tamani/kernel';

/** One stream per month. */
export const fiscalPeriodId = (month: Month): string => derivedId('fiscal-period', month);
