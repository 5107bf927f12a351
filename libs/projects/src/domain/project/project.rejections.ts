import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  project_wrong_status: {
    status: 409,
    title: { fr: 'État du projet', en: 'Status of the project' },
    detail: {
      fr: 'Le projet {reference} est « {status} » ; cette action demande l’état {allowed}. Relisez-le d’abord.',
      en: 'Project {reference} is "{status}"; this action needs the status {allowed}. Read it again first.',
    },
  },
  project_region_unknown: {
    status: 422,
    title: { fr: 'Région inconnue', en: 'Unknown region' },
    detail: {
      fr: '{pcode} n’est pas le code P d’une région du Mali : donnez-en un comme ML07 (Gao).',
      en: '{pcode} is not the P-code of a region of Mali: give one such as ML07 (Gao).',
    },
  },
  project_dates_reversed: {
    status: 422,
    title: { fr: 'Dates inversées', en: 'Dates reversed' },
    detail: {
      fr: 'La fin prévue ({plannedEnd}) précède le début ({plannedStart}) : corrigez l’une des deux.',
      en: 'The planned end ({plannedEnd}) is before the start ({plannedStart}): correct one of them.',
    },
  },
  qip_policy_missing: {
    status: 409,
    title: { fr: 'Politique des QIP absente', en: 'No QIP policy' },
    detail: {
      fr: 'Aucune politique des QIP n’est en vigueur à ce jour : demandez à l’administrateur de la publier.',
      en: 'No QIP policy is in force on this day: ask the administrator to publish one.',
    },
  },
  qip_currency: {
    status: 409,
    title: { fr: 'Monnaie du QIP', en: 'Currency of the QIP' },
    detail: {
      fr: 'Le plafond d’un QIP se donne en {currency}, pas en {actual} : convertissez-le.',
      en: 'The ceiling of a QIP is given in {currency}, not in {actual}: convert it.',
    },
  },
  qip_above_ceiling: {
    status: 409,
    title: { fr: 'QIP au-dessus du plafond', en: 'QIP above the ceiling' },
    detail: {
      fr: 'Un QIP coûte au plus {ceiling} {currency} (politique du {from}) ; {excess} de trop : réduisez-le ou changez sa nature.',
      en: 'A QIP costs at most {ceiling} {currency} (policy of {from}); {excess} too much: reduce it or change its kind.',
    },
  },
  qip_too_long: {
    status: 409,
    title: { fr: 'QIP trop long', en: 'QIP too long' },
    detail: {
      fr: 'Un QIP dure au plus {months} mois (politique du {from}) : finissez-le au plus tard le {latestEnd}.',
      en: 'A QIP lasts at most {months} months (policy of {from}): end it on {latestEnd} at the latest.',
    },
  },
  segregation_submitter_appraises: {
    status: 409,
    title: { fr: 'Séparation des fonctions', en: 'Separation of duties' },
    detail: {
      fr: 'Qui a soumis le projet ne peut pas l’évaluer : une autre personne doit le faire.',
      en: 'Whoever submitted the project may not appraise it: another person has to.',
    },
  },
  segregation_submitter_decides: {
    status: 409,
    title: { fr: 'Séparation des fonctions', en: 'Separation of duties' },
    detail: {
      fr: 'Qui a soumis le projet ne peut ni l’approuver ni le rejeter : une autre personne doit le faire.',
      en: 'Whoever submitted the project may neither approve nor reject it: another person has to.',
    },
  },
  project_not_recommended: {
    status: 409,
    title: { fr: 'Évaluation défavorable', en: 'Not recommended' },
    detail: {
      fr: 'L’évaluation ne recommande pas le projet {reference} : rejetez-le, ou renvoyez-le pour révision.',
      en: 'The appraisal does not recommend project {reference}: reject it, or return it for revision.',
    },
  },
  committee_decision_missing: {
    status: 409,
    title: { fr: 'Décision du comité absente', en: 'No committee decision' },
    detail: {
      fr: 'Un QIP ne s’approuve qu’avec la décision du comité de revue : donnez sa référence et sa date.',
      en: 'A QIP is approved only with the review committee’s decision: give its reference and date.',
    },
  },
  committee_decision_date: {
    status: 409,
    title: { fr: 'Date de la décision du comité', en: 'Date of the committee decision' },
    detail: {
      fr: 'La décision du {decidedOn} doit être du {earliest} (soumission) au {latest} : vérifiez le procès-verbal.',
      en: 'The decision of {decidedOn} must lie from {earliest} (submission) to {latest}: check the minutes.',
    },
  },
  agreement_date: {
    status: 409,
    title: { fr: 'Date de l’accord', en: 'Date of the agreement' },
    detail: {
      fr: 'L’accord du {signedOn} doit être du {earliest} (approbation) au {latest} : vérifiez sa date.',
      en: 'The agreement of {signedOn} must lie from {earliest} (approval) to {latest}: check its date.',
    },
  },
  implementation_date: {
    status: 409,
    title: { fr: 'Date de démarrage', en: 'Start date' },
    detail: {
      fr: 'Le démarrage du {startedOn} doit être du {earliest} (accord) au {latest} : vérifiez sa date.',
      en: 'The start of {startedOn} must lie from {earliest} (agreement) to {latest}: check its date.',
    },
  },
});
