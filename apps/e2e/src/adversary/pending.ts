/**
 * Rules that do not hold yet, each with the reason. A rule that holds in all histories must leave
 * this list: the suite fails as long as it is here.
 */
export const pending: Readonly<Record<string, string>> = {};
