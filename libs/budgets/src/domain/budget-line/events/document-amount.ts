import { minorOf, type MoneyJson } from '@tamani/kernel';

/** Minor units in the document's currency; zero without a document. */
export const documentMinorOf = (money: MoneyJson | null): bigint => (money ? minorOf(money) : 0n);
