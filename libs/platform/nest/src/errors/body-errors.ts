import { defineErrors } from '@tamani/kernel';

/** Why a body is refused before its fields are looked at. */
export const refuseBody = defineErrors({
  body_malformed: {
    status: 400,
    title: { fr: 'JSON mal formé', en: 'Malformed JSON' },
    detail: {
      fr: 'Le corps n’est pas un JSON valable : vérifiez les guillemets, virgules et accolades.',
      en: 'The body is not valid JSON: check its quotes, commas and braces.',
    },
  },
  body_not_utf8: {
    status: 400,
    title: { fr: 'Codage refusé', en: 'Refused encoding' },
    detail: {
      fr: 'Le corps n’est pas de l’UTF-8 valable : envoyez-le en UTF-8, sans marque d’ordre.',
      en: 'The body is not valid UTF-8: send it as UTF-8, without a byte order mark.',
    },
  },
  body_key_repeated: {
    status: 400,
    title: { fr: 'Champ en double', en: 'Field given twice' },
    detail: {
      fr: 'Le champ « {key} » est donné deux fois dans un objet : gardez-en un.',
      en: 'The field "{key}" is given twice in one object: keep one.',
    },
  },
  body_key_forbidden: {
    status: 400,
    title: { fr: 'Champ interdit', en: 'Forbidden field' },
    detail: {
      fr: 'Le champ « {key} » est interdit : retirez-le.',
      en: 'The field "{key}" is forbidden: remove it.',
    },
  },
  body_too_deep: {
    status: 400,
    title: { fr: 'JSON trop imbriqué', en: 'JSON too deep' },
    detail: {
      fr: 'Le corps a plus de {limit} niveaux d’objets ou de listes : aplatissez-le.',
      en: 'The body has more than {limit} levels of objects or lists: flatten it.',
    },
  },
  body_too_large: {
    status: 413,
    title: { fr: 'Corps trop grand', en: 'Body too large' },
    detail: {
      fr: 'Un corps a au plus {limit} octets : envoyez-le en plusieurs requêtes.',
      en: 'A body has at most {limit} bytes: send it as several requests.',
    },
  },
  document_too_large: {
    status: 413,
    title: { fr: 'Document trop grand', en: 'Document too large' },
    detail: {
      fr: 'Le document dépasse les {limit} octets d’un événement : faites-en plusieurs.',
      en: 'The document exceeds the {limit} bytes of one event: make several of it.',
    },
  },
  media_type_unsupported: {
    status: 415,
    title: { fr: 'Type de contenu refusé', en: 'Unsupported media type' },
    detail: {
      fr: 'Envoyez application/json en UTF-8.',
      en: 'Send application/json in UTF-8.',
    },
  },
});
