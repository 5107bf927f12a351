import { afterAll } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { enginesOf, type EngineKind, type SuiteEngines } from './engines-of-suite.js';

/** A suite on its own engines; reported as skipped without them. */
export async function describeDays(
  name: string,
  days: (engines: SuiteEngines) => void,
  toKill?: EngineKind,
): Promise<void> {
  const engines = await enginesOf(name, toKill);
  afterAll(() => engines?.stop());
  if (engines) {
    const { esdbUrl, kafkaBroker, mongoUrl } = engines.addresses;
    process.stderr.write(
      `bad days: ${name}: on ${esdbUrl} (wire double), ${kafkaBroker}, ${mongoUrl}\n`,
    );
  }
  describeOn(engines, `bad days: ${name}`, days);
}
