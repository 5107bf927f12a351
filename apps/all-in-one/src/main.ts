import 'reflect-metadata';
import { runService } from '@tamani/profiles';
import { seedOnce } from './seed.js';
import { allInOne } from './service.js';

runService(allInOne, async (service, { settings, tell }) => {
  const { dataDir, seed, distributed } = settings;
  if (seed === 'demo' && !distributed) await seedOnce(service, { dataDir, tell });
});
