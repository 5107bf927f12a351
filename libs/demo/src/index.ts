export { seedDemo, type SeedOptions, type SeedReport } from './seed.js';
