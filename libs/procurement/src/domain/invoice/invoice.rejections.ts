import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  invoice_wrong_status: {
    status: 409,
    title: { fr: 'État de la facture', en: 'Invoice status' },
    detail: {
      fr: 'La facture {reference} est « {status} » ; cette action demande : {needed}.',
      en: 'Invoice {reference} is “{status}”; this action needs: {needed}.',
    },
  },
  invoice_duplicate: {
    status: 409,
    title: { fr: 'Facture déjà enregistrée', en: 'Invoice registered already' },
    detail: {
      fr: 'Ce fournisseur a déjà la facture {number}, enregistrée sous {reference} : vérifiez-la.',
      en: 'This vendor has an invoice {number} already, registered as {reference}: check that one.',
    },
  },
  invoice_unknown: {
    status: 409,
    title: { fr: 'Facture inconnue', en: 'Unknown invoice' },
    detail: {
      fr: 'La facture {invoiceId} n’existe pas : vérifiez son identifiant.',
      en: 'Invoice {invoiceId} does not exist: check its identifier.',
    },
  },
  invoice_date_in_future: {
    status: 409,
    title: { fr: 'Facture datée du futur', en: 'Invoice dated in the future' },
    detail: {
      fr: 'La facture est datée du {invoicedOn}, après aujourd’hui : corrigez la date.',
      en: 'The invoice is dated {invoicedOn}, after today: correct the date.',
    },
  },
  order_not_invoiceable: {
    status: 409,
    title: { fr: 'Commande non facturable', en: 'Order cannot be invoiced' },
    detail: {
      fr: 'La commande {reference} est « {status} » : on facture une commande émise.',
      en: 'Purchase order {reference} is “{status}”: an invoice needs an issued order.',
    },
  },
  invoice_does_not_match: {
    status: 409,
    title: { fr: 'Rapprochement impossible', en: 'No match' },
    detail: {
      fr: 'La facture {reference} ne correspond plus à la commande ({kinds}) : voyez ses écarts.',
      en: 'Invoice {reference} no longer matches its order ({kinds}): see its exceptions.',
    },
  },
  invoice_has_payments: {
    status: 409,
    title: { fr: 'Paiements en cours', en: 'Payments under way' },
    detail: {
      fr: 'La facture {reference} a des paiements : annulez-les d’abord.',
      en: 'Invoice {reference} has payments: cancel them first.',
    },
  },
  payment_currency_differs: {
    status: 409,
    title: { fr: 'Autre devise que la facture', en: 'Another currency than invoiced' },
    detail: {
      fr: 'La facture est en {expected} : payez dans cette devise, pas en {currency}.',
      en: 'The invoice is in {expected}: pay in that currency, not in {currency}.',
    },
  },
  payment_exceeds_invoice: {
    status: 409,
    title: { fr: 'Plus que le reste à payer', en: 'More than is payable' },
    detail: {
      fr: 'Il reste {left} {currency} à payer sur la facture {reference} : réduisez le montant.',
      en: '{left} {currency} are left to pay of invoice {reference}: reduce the amount.',
    },
  },
});
