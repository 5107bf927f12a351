import { mustNotCompile } from '@tamani/testing/types';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, 'en.ts');

/** Mistakes of a translator, planted in the English texts. */
mustNotCompile({
  file,
  source: readFileSync(file, 'utf8'),
  mistakes: {
    'a text that is missing': {
      right: `    refused: 'Invalid value.',\n`,
      wrong: '',
      code: 2322,
      at: '  fields: {',
    },
    'an error without its detail': {
      right: `detail: 'Send the body as application/json in UTF-8.',`,
      wrong: '',
      code: 2322,
      at: 'media_type_unsupported: {',
    },
    'a word that is missing': {
      right: `      on_hold: 'on hold',\n`,
      wrong: '',
      code: 2322,
      at: 'orderStatus: {',
    },
    'a text of no other language': {
      right: `    refused: 'Invalid value.',`,
      wrong: `    refused: 'Invalid value.', accepted: 'Fine.',`,
      code: 2322,
    },
    'a placeholder that is missing': {
      right: `too_short: 'At least {limit} characters.'`,
      wrong: `too_short: 'More characters are needed.'`,
      code: 2322,
    },
    'a placeholder with another name': {
      right: `too_short: 'At least {limit} characters.'`,
      wrong: `too_short: 'At least {minimum} characters.'`,
      code: 2322,
    },
    'a placeholder with another vocabulary': {
      right: `'Not found: {resource:any resource} {id}.`,
      wrong: `'Not found: {resource:any role} {id}.`,
      code: 2322,
    },
  },
});
