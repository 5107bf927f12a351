import { defineErrors } from '@tamani/kernel';

/** Refusals of the shell around the deciders: the same for every aggregate. */
export const refuse = defineErrors({
  not_found: {
    status: 404,
    title: { fr: 'Introuvable', en: 'Not found' },
    detail: {
      fr: '{resource} {id} n’existe pas : vérifiez l’identifiant.',
      en: '{resource} {id} does not exist: check the identifier.',
    },
  },
  already_exists: {
    status: 409,
    title: { fr: 'Existe déjà', en: 'Already exists' },
    detail: {
      fr: '{resource} {id} existe déjà : lisez-le, ou créez-en un autre.',
      en: '{resource} {id} exists already: read it, or create another one.',
    },
  },
  revision_stale: {
    status: 412,
    title: { fr: 'Version dépassée', en: 'Stale revision' },
    detail: {
      fr: 'If-Match vaut {expected}, la version courante est {actual} : relisez, puis recommencez.',
      en: 'If-Match is {expected}, the current revision is {actual}: read again, then retry.',
    },
  },
  idempotency_key_reused: {
    status: 422,
    title: { fr: 'Clé d’idempotence déjà utilisée', en: 'Idempotency key already used' },
    detail: {
      fr: 'Cette clé a servi à une autre requête : prenez une clé neuve par requête.',
      en: 'This key was used for another request: take a new key for each request.',
    },
  },
  too_much_contention: {
    status: 503,
    title: { fr: 'Trop de demandes à la fois', en: 'Too much contention' },
    detail: {
      fr: 'Trop d’écritures concurrentes sur {stream} : réessayez avec la même clé.',
      en: 'Too many concurrent writes on {stream}: retry with the same key.',
    },
  },
});
