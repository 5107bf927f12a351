/** Checks of input and page cursors, shared by all read stores. */
export * from './collection-spec.js';
export * from './page-cursor.js';
export * from './query-input.js';
export * from './write-input.js';
