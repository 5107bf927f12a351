/** Limits of a request, the same for every route. */
export const BODY_LIMIT = 64 * 1024;
/** Maximum of concurrent requests; more get a 503. */
export const MAX_IN_HAND = 1_024;
/** No identifier in a path is longer. */
export const MAX_PATH_PART = 90;
/** Time from the start of a stop until open connections are cut. */
export const CLOSE_TIMEOUT_MS = 8_000;
export const REQUEST_TIMEOUT_MS = 30_000;
