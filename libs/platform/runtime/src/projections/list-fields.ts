import { folded, minorOf, safeInteger, sortKey, type MoneyJson } from '@tamani/kernel';
import type { FieldType, JsonObject } from '@tamani/ports';

/** What of the resources of a list is searched, sorted as people do, and compared as money. */
export interface ListFields {
  /** Texts that `q` looks into. */
  readonly search?: readonly string[];
  /** Texts that are sorted, and filtered, blind to case and accents, with numbers by value. */
  readonly order?: readonly string[];
  /** The money that `amountFrom`, `amountTo` and `sort=amount` are about. */
  readonly amount?: string;
}

const MAX_SEARCHED = 4_000;

/** The fields of the documents: `search`, `<text>Order`, `amountMinor` with its `currency`. */
export const listFieldTypes = ({
  search,
  order = [],
  amount,
}: ListFields): Readonly<Record<string, FieldType>> => ({
  ...(search && { search: 'text' }),
  ...Object.fromEntries(order.map((name) => [`${name}Order`, 'text'] as const)),
  ...(amount !== undefined && { amountMinor: 'integer', currency: 'text' }),
});

/** Their values of a resource as it is answered. */
export function listFieldValues(
  item: JsonObject,
  { search, order = [], amount }: ListFields,
): JsonObject {
  const texts = search?.map((name) => item[name]).filter((text) => typeof text === 'string');
  const money = amount === undefined ? undefined : (item[amount] as MoneyJson | null);
  return {
    ...(texts && { search: folded(texts.join('\n')).slice(0, MAX_SEARCHED) }),
    ...Object.fromEntries(order.map((name) => [`${name}Order`, orderOf(item[name])])),
    ...(amount !== undefined && {
      amountMinor: money ? comparable(minorOf(money)) : null,
      currency: money?.currency ?? null,
    }),
  };
}

const orderOf = (text: unknown): string | null => (typeof text === 'string' ? sortKey(text) : null);

/** Read stores compare safe integers; an amount beyond them is the greatest. */
export const comparable = (minor: bigint): number => {
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  return safeInteger(minor > limit ? limit : minor < -limit ? -limit : minor);
};
