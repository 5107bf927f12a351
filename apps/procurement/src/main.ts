import 'reflect-metadata';
import { ProcurementModule, procurementContext } from '@tamani/procurement';
import { runService } from '@tamani/profiles';

/** The procurement service alone, of the distributed profile. */
runService({
  name: 'procurement',
  contexts: [procurementContext],
  modules: [ProcurementModule],
});
