import { derivedId, type Month } from '@tamani/kernel';

/** One stream a month. */
export const fiscalPeriodId = (month: Month): string => derivedId('fiscal-period', month);
