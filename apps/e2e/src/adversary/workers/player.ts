/** One process of a campaign: plays every so-manieth history and says which rules it breaks. */
import { actsOf, findingsOf, LENGTH, type Outcome } from '../campaign.js';
import { playInMemory } from '../history/in-memory.js';

const [first = 1, end = 1, step = 1] = process.argv.slice(2).map(Number);

async function outcomeOf(seed: number): Promise<Outcome> {
  try {
    const played = await playInMemory(seed, LENGTH);
    const rules = new Set((await findingsOf(played)).map(({ rule }) => rule));
    return { seed, acts: actsOf(played.history), broken: [...rules] };
  } catch (error) {
    throw new Error(`the history of seed ${seed} cannot be played`, { cause: error });
  }
}

for (let seed = first; seed < end; seed += step) {
  process.stdout.write(`${JSON.stringify(await outcomeOf(seed))}\n`);
}
