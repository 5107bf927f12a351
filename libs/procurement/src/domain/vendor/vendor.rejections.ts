import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  vendor_duplicate: {
    status: 409,
    title: { fr: 'Fournisseur déjà enregistré', en: 'Vendor registered already' },
    detail: {
      fr: 'Le numéro {registrationNumber} ({country}) est celui du fournisseur {reference}, {name} : utilisez-le.',
      en: 'The number {registrationNumber} ({country}) is that of vendor {reference}, {name}: use that one.',
    },
  },
  vendor_wrong_status: {
    status: 409,
    title: { fr: 'État du fournisseur', en: 'Vendor status' },
    detail: {
      fr: 'Le fournisseur {reference} est « {status} » ; cette action demande : {needed}.',
      en: 'Vendor {reference} is “{status}”; this action needs: {needed}.',
    },
  },
  vendor_screening_not_clear: {
    status: 409,
    title: { fr: 'Filtrage non concluant', en: 'Screening not clear' },
    detail: {
      fr: 'Le dernier filtrage du fournisseur {reference} n’est pas « clear » : filtrez-le à nouveau.',
      en: 'The last screening of vendor {reference} is not clear: screen it again.',
    },
  },
  vendor_unknown: {
    status: 409,
    title: { fr: 'Fournisseur inconnu', en: 'Unknown vendor' },
    detail: {
      fr: 'Le fournisseur {vendorId} n’existe pas : enregistrez-le d’abord.',
      en: 'Vendor {vendorId} does not exist: register it first.',
    },
  },
  vendor_not_eligible: {
    status: 409,
    title: { fr: 'Fournisseur non éligible', en: 'Vendor not eligible' },
    detail: {
      fr: 'Le fournisseur {reference} est « {status} » : il faut un fournisseur éligible.',
      en: 'Vendor {reference} is “{status}”: choose an eligible vendor, or have it screened.',
    },
  },
  vendor_screening_expired: {
    status: 409,
    title: { fr: 'Filtrage périmé', en: 'Screening expired' },
    detail: {
      fr: 'Le filtrage du fournisseur {reference} valait jusqu’au {validUntil} : filtrez-le à nouveau.',
      en: 'The screening of vendor {reference} was valid until {validUntil}: screen it again.',
    },
  },
});
