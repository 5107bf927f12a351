import { Output } from '../src/shell/output.js';

/** The output of a command whose words nobody reads. */
export const quietOutput = (): Output =>
  new Output({ out: () => undefined, err: () => undefined, interactive: false }, 'en', false);
