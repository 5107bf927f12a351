import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  webhook_wrong_status: {
    status: 409,
    title: { fr: 'État du webhook', en: 'Webhook status' },
    detail: {
      fr: 'Le webhook {url} est « {status} » ; cette action demande : {needed}.',
      en: 'Webhook {url} is “{status}”; this action needs: {needed}.',
    },
  },
  webhook_address_refused: {
    status: 422,
    title: { fr: 'Adresse refusée', en: 'Address refused' },
    detail: {
      fr: '{host} est interne ou sans TLS : faites ajouter cet hôte à TAMANI_WEBHOOK_HOSTS, ou donnez une adresse https publique.',
      en: '{host} is internal or without TLS: have this host added to TAMANI_WEBHOOK_HOSTS, or give a public https address.',
    },
  },
  webhook_type_unknown: {
    status: 422,
    title: { fr: 'Type de message inconnu', en: 'Unknown type of message' },
    detail: {
      fr: 'Aucun message ne correspond à {type} : voyez /asyncapi.json.',
      en: 'No message fits {type}: see /asyncapi.json.',
    },
  },
  webhook_type_malformed: {
    status: 422,
    title: { fr: 'Type refusé', en: 'Type refused' },
    detail: {
      fr: 'Donnez un type comme procurement.ReceiptPosted.v1, un contexte comme budgets.*, ou *.',
      en: 'Give a type such as procurement.ReceiptPosted.v1, a context such as budgets.*, or *.',
    },
  },
  webhook_delivery_unknown: {
    status: 404,
    title: { fr: 'Livraison introuvable', en: 'Delivery not found' },
    detail: {
      fr: 'Le webhook n’a pas de livraison {id}, ou ne la garde plus : lisez /deliveries.',
      en: 'The webhook has no delivery {id}, or keeps it no longer: read /deliveries.',
    },
  },
});
