/** `npm start`: the whole system in one process, on SQLite files. */
import { launch } from './launch/launch.mjs';

await launch('apps/all-in-one/dist/main.js');
