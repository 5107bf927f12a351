/** The mutation that TAMANI_MUTATION names: `{ file, find, replace }`; none where it is empty. */
const { file, find, replace } = JSON.parse(process.env['TAMANI_MUTATION'] ?? '{"file":""}');

/**
 * Whether a guard of a file is to be taken out.
 * @param {string} path
 * @returns {boolean}
 */
export const isMutated = (path) => file !== '' && path.endsWith(`/${file}`);

/**
 * The source without the guard, which must be in it once.
 * @param {string} source
 * @returns {string}
 */
export function mutated(source) {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${find}`);
  return parts.join(replace);
}
