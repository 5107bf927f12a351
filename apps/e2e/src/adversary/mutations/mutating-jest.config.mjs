/** `jest.mjs --config …/mutating-jest.config.mjs suite`: a suite of the house without a guard. */
import house from '../../../../../jest.config.mjs';

// eslint-disable-next-line no-restricted-syntax -- Jest takes the default
export default {
  ...house,
  transform: { '^.+\\.ts$': new URL('./mutating-transform.mjs', import.meta.url).pathname },
};
