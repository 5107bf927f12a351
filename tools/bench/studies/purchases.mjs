import { Load } from '../load/api-load.mjs';
import { prepare, USERS } from '../scenarios/command-purchase.mjs';

/** Purchases at a time, each on a connection of its own. */
export const BUYERS = 16;

/**
 * Buyers on a server, of the journey of another load where the server has its data already.
 * @param {string} url @param {{ from?: Load, connections?: number }} [options]
 */
export function buyersOn(url, { from, connections = BUYERS } = {}) {
  const how = { users: [...USERS, 'administrator'], connections, echo: false };
  return Load.open(url, how, from ? async () => from.journey : prepare);
}
