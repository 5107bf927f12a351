/** The transformer of the house's suites, with one guard of one file taken out. */
import { createTransformer } from '@swc/jest';
import { isMutated, mutated } from './mutated.mjs';

const plain = createTransformer({ swcrc: true });
const sourceOf = (source, path) => (isMutated(path) ? mutated(source) : source);

// eslint-disable-next-line no-restricted-syntax -- Jest takes the default
export default {
  ...plain,
  process: (source, path, options) => plain.process(sourceOf(source, path), path, options),
  processAsync: async (source, path, options) =>
    plain.process(sourceOf(source, path), path, options),
  getCacheKey: (source, path, ...rest) => plain.getCacheKey(sourceOf(source, path), path, ...rest),
};
