/** `npm run tamani -- <command>`: the operators' tool. */
import { launch } from './launch/launch.mjs';

await launch('apps/cli/dist/main.js');
