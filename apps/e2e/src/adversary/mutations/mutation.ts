/** One guard of the product, taken out by a change of its text. */
export interface Mutation {
  /** The rule that is lost. */
  readonly name: string;
  /** From the root. */
  readonly file: string;
  /** Once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The suite that finds it, where the adversary cannot, or too seldom. */
  readonly otherwise?: { readonly suite: string; readonly because: string };
  /** Found so often that a short run finds it as well. */
  readonly often?: true;
}

export const line = 'libs/budgets/src/domain/budget-line/rules';
export const budgets = 'libs/budgets/src/domain';
export const purchase = 'libs/procurement/src/domain';
export const order = `${purchase}/purchase-order`;

/** Where an act is checked twice, and the order decides in the end. */
export const TWICE = 'what the document’s own rules let through, its order refuses';

/** Where histories come near it, but so seldom that a suite is surer. */
export const SELDOM = 'few histories come to where it is needed';
