import { quantityOf, type Rejection } from '@tamani/kernel';
import { refuse } from '../order.rejections.js';
import type { AdvanceTerms } from './advance.parts.js';

/** Why an order cannot allow such an advance; undefined if it can. */
export const termsProblem = (
  terms: AdvanceTerms | undefined,
  limitPercent: string,
): Rejection | undefined =>
  terms && quantityOf(terms.percent) > quantityOf(limitPercent)
    ? refuse.advance_above_limit({ percent: terms.percent, limit: limitPercent })
    : undefined;
