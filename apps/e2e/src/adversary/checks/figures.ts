import { shown } from '../books/amounts.js';
import type { Check } from '../books/evidence.js';
import { movesOf, plus, zero } from '../books/line-book.js';
import { SecondBook, type Column } from '../books/second/second-book.js';

const NAMES = {
  ...{ R: 'reserved', C: 'committed', X: 'expended' },
  ...{ P: 'disbursed', V: 'advances', S: 'settled' },
} as const satisfies Readonly<Record<Column, string>>;
type Rule = `figures.${(typeof NAMES)[Column]}`;
const columns = Object.keys(NAMES) as readonly Column[];
const ruleOf = (column: Column): Rule => `figures.${NAMES[column]}`;

/** All figures of the lines are those that follow from the documents of procurement alone. */
export const figures: Check<Rule> = {
  rules: columns.map(ruleOf),
  find(evidence) {
    const moves = movesOf(evidence);
    return [...new SecondBook(evidence.events).figures()].flatMap(([line, second]) => {
      const booked = (moves.get(line) ?? []).reduce(plus, zero);
      return columns
        .filter((column) => booked[column] !== second[column])
        .map((column) => ({
          rule: ruleOf(column),
          text: `${line}: ${shown(booked[column])} booked, ${shown(second[column])} by documents`,
        }));
    });
  },
};
