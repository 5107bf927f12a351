/**
 * @typedef {object} Study a run that is no contest of two sides
 * @property {string} name
 * @property {string} text its table
 * @property {Record<string, number>} figures that goals are about
 * @property {boolean} ok
 */
export {};
