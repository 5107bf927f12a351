/** One process of the control: plays histories until a rule is broken that holds without it. */
import { findingsOf, LENGTH } from '../campaign.js';
import { playInMemory } from '../history/in-memory.js';

const [seed = 1, histories = 1] = process.argv.slice(2).map(Number);

async function firstBroken(): Promise<string> {
  for (let at = 0; at < histories; at += 1) {
    const found = await findingsOf(await playInMemory(seed + at, LENGTH));
    const [broken] = found;
    if (broken) return `${broken.rule} after ${at + 1}: ${broken.text}`;
  }
  return '';
}

process.stdout.write(await firstBroken());
