export { seedDemo, type SeedOptions, type SeedProgress, type SeedReport } from './seed.js';
