import { z } from 'zod';
import { divideHalfUp, formatScaled, parseScaled } from './integer-math.js';
import { invariant } from '../invariant.js';

/** A quantity on the wire and in events: a decimal string with at most three decimals. */
export type QuantityJson = string;

const SCALE = 3;
const ONE = 1000n;

/** Thousandths of the unit of a validated wire form: `'2.5'` is `2500n`. */
export function quantityOf(json: QuantityJson): bigint {
  const value = parseScaled(json, SCALE);
  invariant(value !== undefined, `not a quantity: ${json}`);
  return value;
}

/** The shortest wire form of thousandths: `2500n` is `'2.5'`, `40000n` is `'40'`. */
export function quantityJson(thousandths: bigint): QuantityJson {
  return formatScaled(thousandths, SCALE).replace(/\.?0+$/, '');
}

/** quantity × unit price in minor units, half up once. */
export const priceOf = (thousandths: bigint, unitPriceMinor: bigint): bigint =>
  divideHalfUp(thousandths * unitPriceMinor, ONE);

/** A quantity: zero or more, at most three decimals. */
export const quantitySchema = z
  .string()
  .max(16)
  .refine((text) => /^(0|[1-9]\d{0,11})(\.\d{1,3})?$/.test(text), { error: 'quantity_malformed' })
  .meta({
    ...{ id: 'Quantity', description: 'A decimal string with at most three decimals' },
    ...{ pattern: '^(0|[1-9]\\d{0,11})(\\.\\d{1,3})?$', examples: ['40'] },
  });

/** A quantity of a request: more than zero, below 10^9. */
export const positiveQuantitySchema = quantitySchema
  .refine((text) => !/^\d{10}/.test(text), { error: 'quantity_too_large' })
  .refine((text) => /[1-9]/.test(text), { error: 'quantity_not_positive' })
  .meta({
    ...{ id: 'PositiveQuantity', description: 'A quantity above zero' },
    ...{ pattern: '^(?=.*[1-9])(0|[1-9]\\d{0,8})(\\.\\d{1,3})?$', examples: ['40'] },
  });
