import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  site_place_unknown: {
    status: 422,
    title: { fr: 'Lieu inconnu', en: 'Unknown place' },
    detail: {
      fr: '{pcode} n’est pas le code P d’un cercle ou d’une commune du Mali : donnez-en un comme ML0703 (Gao).',
      en: '{pcode} is not the P-code of a cercle or commune of Mali: give one such as ML0703 (Gao).',
    },
  },
  site_outside_country: {
    status: 422,
    title: { fr: 'Point hors du pays', en: 'Point outside the country' },
    detail: {
      fr: 'Le point {latitude}, {longitude} est hors du Mali : vérifiez l’ordre (latitude, puis longitude) et les signes.',
      en: 'The point {latitude}, {longitude} is outside Mali: check the order (latitude, then longitude) and the signs.',
    },
  },
  site_project_unknown: {
    status: 409,
    title: { fr: 'Projet inconnu', en: 'Unknown project' },
    detail: {
      fr: 'Le projet {projectId} n’existe pas : vérifiez son identifiant, ou laissez le site sans projet.',
      en: 'Project {projectId} does not exist: check its identifier, or leave the site without a project.',
    },
  },
  site_project_ended: {
    status: 409,
    title: { fr: 'Projet terminé', en: 'Project ended' },
    detail: {
      fr: 'Le projet {reference} est « {status} » : un site ne s’y rattache plus.',
      en: 'Project {reference} is "{status}": no site can be tied to it any more.',
    },
  },
});
