import { defineErrors } from '@tamani/kernel';

/** Refusals of the API's conventions (docs/api.md), the same for every route. */
export const refuse = defineErrors({
  token_required: {
    status: 401,
    title: { fr: 'Jeton requis', en: 'Token required' },
    detail: {
      fr: 'Envoyez un jeton : Authorization: Bearer <jeton>.',
      en: 'Send a token: Authorization: Bearer <token>.',
    },
  },
  token_invalid: {
    status: 401,
    title: { fr: 'Jeton refusé', en: 'Token refused' },
    detail: {
      fr: 'Le jeton est expiré, mal signé ou d’un autre émetteur : connectez-vous de nouveau.',
      en: 'The token has expired, is badly signed or of another issuer: log in again.',
    },
  },
  role_required: {
    status: 403,
    title: { fr: 'Rôle insuffisant', en: 'Role required' },
    detail: {
      fr: 'Il faut l’un de ces rôles : {roles}. Demandez à une personne qui l’a.',
      en: 'One of these roles is needed: {roles}. Ask somebody who has it.',
    },
  },
  demo_disabled: {
    status: 404,
    title: { fr: 'Pas de compte de démonstration', en: 'No demo logins' },
    detail: {
      fr: 'Les comptes de démonstration sont coupés : prenez un jeton chez {issuer}.',
      en: 'Demo logins are switched off: get a token from {issuer}.',
    },
  },
  route_unknown: {
    status: 404,
    title: { fr: 'Adresse inconnue', en: 'Unknown address' },
    detail: {
      fr: '{method} {path} n’existe pas : voyez /docs.',
      en: '{method} {path} does not exist: see /docs.',
    },
  },
  request_malformed: {
    status: 400,
    title: { fr: 'Requête mal formée', en: 'Malformed request' },
    detail: {
      fr: 'Adresse, en-têtes ou longueur du corps ne suivent pas HTTP : encodez-les de nouveau.',
      en: 'Address, headers or length of the body do not follow HTTP: encode them again.',
    },
  },
  version_unknown: {
    status: 404,
    title: { fr: 'Version inconnue', en: 'Unknown version' },
    detail: {
      fr: 'La version {version} n’existe pas encore : la dernière est {last}.',
      en: 'Version {version} does not exist yet: the last one is {last}.',
    },
  },
  method_not_allowed: {
    status: 405,
    title: { fr: 'Méthode refusée', en: 'Method not allowed' },
    detail: {
      fr: '{method} n’est pas permis ici ; permis : {allowed}.',
      en: '{method} is not allowed here; allowed: {allowed}.',
    },
  },
  not_acceptable: {
    status: 406,
    title: { fr: 'Format non disponible', en: 'Format not available' },
    detail: {
      fr: 'Accept vaut {accept} ; disponibles : {available}.',
      en: 'Accept is {accept}; available: {available}.',
    },
  },
  idempotency_key_required: {
    status: 400,
    title: { fr: 'Idempotency-Key requise', en: 'Idempotency-Key required' },
    detail: {
      fr: 'Envoyez un en-tête Idempotency-Key : une clé neuve par requête, la même pour la répéter.',
      en: 'Send an Idempotency-Key header: a new key for each request, the same to repeat it.',
    },
  },
  idempotency_key_malformed: {
    status: 400,
    title: { fr: 'Idempotency-Key mal formée', en: 'Malformed Idempotency-Key' },
    detail: {
      fr: 'La clé a de 1 à 200 caractères ASCII visibles.',
      en: 'The key has from 1 to 200 visible ASCII characters.',
    },
  },
  request_in_progress: {
    status: 409,
    title: { fr: 'Requête en cours', en: 'Request in progress' },
    detail: {
      fr: 'La même requête est encore en cours : répétez-la dans un instant, avec la même clé.',
      en: 'The same request is still running: repeat it in a moment, with the same key.',
    },
  },
  if_match_required: {
    status: 428,
    title: { fr: 'If-Match requis', en: 'If-Match required' },
    detail: {
      fr: 'Lisez la ressource et renvoyez son ETag dans If-Match.',
      en: 'Read the resource and send its ETag back as If-Match.',
    },
  },
  if_match_malformed: {
    status: 400,
    title: { fr: 'If-Match mal formé', en: 'Malformed If-Match' },
    detail: {
      fr: 'If-Match est un seul ETag fort, comme "3".',
      en: 'If-Match is one strong ETag, such as "3".',
    },
  },
  input_invalid: {
    status: 422,
    title: { fr: 'Saisie refusée', en: 'Input refused' },
    detail: {
      fr: 'Rien n’a été enregistré : corrigez les champs signalés.',
      en: 'Nothing was written: correct the fields named.',
    },
  },
  read_model_behind: {
    status: 503,
    title: { fr: 'Lecture pas encore à jour', en: 'Reads not up to date yet' },
    detail: {
      fr: 'La position {position} n’est pas encore appliquée : réessayez dans un instant.',
      en: 'Position {position} is not applied yet: retry in a moment.',
    },
  },
  temporarily_unavailable: {
    status: 503,
    title: { fr: 'Momentanément indisponible', en: 'Temporarily unavailable' },
    detail: {
      fr: 'Réessayez dans un instant, avec la même clé : rien ne sera fait deux fois.',
      en: 'Retry in a moment, with the same key: nothing will be done twice.',
    },
    level: 'warn',
  },
  overloaded: {
    status: 503,
    title: { fr: 'Trop de requêtes', en: 'Too many requests' },
    detail: {
      fr: 'Le serveur traite déjà {limit} requêtes : réessayez dans un instant, avec la même clé.',
      en: 'The server has {limit} requests in hand already: retry in a moment, with the same key.',
    },
    level: 'warn',
  },
  stopping: {
    status: 503,
    title: { fr: 'Arrêt en cours', en: 'Stopping' },
    detail: {
      fr: 'Ce serveur s’arrête : réessayez dans un instant, avec la même clé.',
      en: 'This server is stopping: retry in a moment, with the same key.',
    },
  },
  identity_unavailable: {
    status: 503,
    title: { fr: 'Émetteur injoignable', en: 'Issuer unreachable' },
    detail: {
      fr: 'Les clés de {issuer} ne peuvent pas être lues : réessayez dans un instant.',
      en: 'The keys of {issuer} cannot be read: retry in a moment.',
    },
    level: 'warn',
  },
  internal_error: {
    status: 500,
    title: { fr: 'Erreur interne', en: 'Internal error' },
    detail: {
      fr: 'Ce n’est pas de votre fait. Signalez la trace {traceId}.',
      en: 'This is not your doing. Report the trace {traceId}.',
    },
    level: 'error',
  },
});
