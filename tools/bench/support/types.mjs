/**
 * @typedef {object} Contender what runs in a worker
 * @property {() => Promise<{ operations: number } & Record<string, unknown>>} [round]
 * @property {string} [address] where a contender that is driven from outside listens
 * @property {() => Promise<void>} close
 * @property {() => Promise<{ cpuUs: number, rssBytes: number, writtenBytes: number }>} [usage] of a
 *   contender of several processes; of the worker's own process otherwise
 *
 * @typedef {object} Round one measured round of a contender
 * @property {number} operations
 * @property {number} seconds
 * @property {number} cpuUs
 * @property {number} rssBytes
 * @property {number} writtenBytes
 * @property {number} [p50Ms]
 * @property {number} [p99Ms]
 * @property {number} [lagP99Ms] from an answered command to the list that has it
 *
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} what one sentence: the subject, the control, the load
 * @property {URL} module where `contenders` is
 * @property {string} subject
 * @property {string} control
 * @property {string} unit of an operation
 * @property {number} [target] the ratio that is the goal
 * @property {'throughput' | 'p50' | 'p99' | 'time'} [compare] what the ratio is of; throughput by
 *   default; for latency and time per operation, less is better
 * @property {(address: string, side: string) => Promise<Driven>} [drive] the load of one round,
 *   for contenders that are servers
 * @property {() => void} [done] after the last round
 *
 * @typedef {object} Driven
 * @property {number} operations
 * @property {number} seconds
 * @property {number} [p50Ms]
 * @property {number} [p99Ms]
 * @property {number} [lagP99Ms]
 */
export {};
