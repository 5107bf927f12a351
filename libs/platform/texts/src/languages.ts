import { en } from './en.js';
import { fr } from './fr.js';
import { Texts } from './texts.js';

/** The languages of Tamani, the one that is spoken by default first. One line per language. */
const languages = { fr, en };

export type Language = keyof typeof languages;

export const texts = new Texts<Language>(languages);

/** The language of the API's own documentation (/docs, openapi.json). */
export const DOCUMENTATION_LANGUAGE: Language = 'en';
