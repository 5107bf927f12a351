/** Every text in French: the first language, whose keys and placeholders the others follow. */
export const fr = {
  errors: {
    // The API's conventions
    token_required: {
      title: 'Jeton requis',
      detail: 'Envoyez un jeton dans l’en-tête Authorization: Bearer <jeton>.',
    },
    token_invalid: {
      title: 'Jeton refusé',
      detail: 'Le jeton est expiré, mal signé ou d’un autre émetteur : reconnectez-vous.',
    },
    role_required: {
      title: 'Rôle insuffisant',
      detail:
        'Cette action est réservée aux rôles suivants : {roles:all role}. Adressez-vous à une personne qui a ce rôle.',
    },
    demo_disabled: {
      title: 'Comptes de démonstration désactivés',
      detail: 'Les comptes de démonstration sont désactivés : demandez un jeton à {issuer}.',
    },
    route_unknown: {
      title: 'Adresse inconnue',
      detail: '{method} {path} n’existe pas : consultez /docs.',
    },
    request_malformed: {
      title: 'Requête mal formée',
      detail:
        'L’adresse, les en-têtes ou la longueur du corps ne respectent pas HTTP : corrigez la requête.',
    },
    request_too_slow: {
      title: 'Requête trop lente',
      detail:
        'La requête n’est pas arrivée entière à temps : envoyez-la de nouveau avec la même clé.',
    },
    headers_too_large: {
      title: 'En-têtes trop volumineux',
      detail: 'Les en-têtes de la requête sont trop volumineux : raccourcissez-les.',
    },
    version_unknown: {
      title: 'Version inconnue',
      detail: 'La version {version} n’existe pas encore : la dernière est {last}.',
    },
    method_not_allowed: {
      title: 'Méthode non autorisée',
      detail: '{method} n’est pas autorisé à cette adresse. Méthodes possibles : {allowed}.',
    },
    not_acceptable: {
      title: 'Format non disponible',
      detail: 'Le format demandé ({accept}) n’est pas disponible. Formats possibles : {available}.',
    },
    idempotency_key_required: {
      title: 'En-tête Idempotency-Key requis',
      detail:
        'Envoyez un en-tête Idempotency-Key : une nouvelle clé par requête, la même clé pour la répéter.',
    },
    idempotency_key_malformed: {
      title: 'En-tête Idempotency-Key mal formé',
      detail: 'La clé compte de 1 à 200 caractères ASCII visibles, sans espace.',
    },
    request_in_progress: {
      title: 'Requête en cours',
      detail:
        'La même requête est en cours de traitement : répétez-la dans un instant avec la même clé.',
    },
    if_match_required: {
      title: 'En-tête If-Match requis',
      detail: 'Relisez la ressource et renvoyez son ETag dans l’en-tête If-Match.',
    },
    if_match_malformed: {
      title: 'En-tête If-Match mal formé',
      detail: 'If-Match contient un seul ETag fort, par exemple "3".',
    },
    correlation_id_malformed: {
      title: 'En-tête X-Correlation-Id mal formé',
      detail:
        'X-Correlation-Id compte de 1 à 100 caractères ASCII visibles, sans espace : corrigez-le ou omettez-le.',
    },
    input_invalid: {
      title: 'Saisie refusée',
      detail: 'Rien n’a été enregistré : corrigez les champs signalés.',
    },
    rate_limited: {
      title: 'Trop de requêtes',
      detail:
        'Au plus {limit} requêtes en {window} secondes : réessayez dans {seconds} secondes, avec la même clé.',
    },
    too_many_at_once: {
      title: 'Trop de requêtes à la fois',
      detail:
        'Au plus {limit} requêtes à la fois : attendez les réponses, puis réessayez avec la même clé.',
    },
    read_model_behind: {
      title: 'Lecture pas encore à jour',
      detail: 'La liste n’a pas encore atteint la position {position} : réessayez dans un instant.',
    },
    temporarily_unavailable: {
      title: 'Service momentanément indisponible',
      detail:
        'Réessayez dans un instant avec la même clé : l’opération ne sera pas exécutée deux fois.',
    },
    overloaded: {
      title: 'Trop de requêtes',
      detail:
        'Le serveur traite déjà {limit} requêtes : réessayez dans un instant avec la même clé.',
    },
    stopping: {
      title: 'Arrêt en cours',
      detail: 'Ce serveur s’arrête : réessayez dans un instant avec la même clé.',
    },
    identity_unavailable: {
      title: 'Émetteur des jetons injoignable',
      detail: 'Les clés de {issuer} ne peuvent pas être lues : réessayez dans un instant.',
    },
    internal_error: {
      title: 'Erreur interne',
      detail:
        'L’erreur vient du serveur, pas de votre requête. Signalez-la avec la trace {traceId}.',
    },

    // The body of a request
    body_unexpected: {
      title: 'Corps non admis',
      detail: 'Une requête {method} n’a pas de corps : envoyez-la sans corps ni longueur de corps.',
    },
    body_malformed: {
      title: 'JSON mal formé',
      detail: 'Le corps n’est pas un JSON valide : vérifiez les guillemets, virgules et accolades.',
    },
    body_not_utf8: {
      title: 'Encodage refusé',
      detail: 'Le corps n’est pas en UTF-8 valide : envoyez-le en UTF-8, sans BOM.',
    },
    body_key_repeated: {
      title: 'Champ en double',
      detail: 'Le champ « {key} » figure deux fois dans le même objet : n’en gardez qu’un.',
    },
    body_key_forbidden: {
      title: 'Champ interdit',
      detail: 'Le champ « {key} » est interdit : retirez-le.',
    },
    body_too_deep: {
      title: 'JSON trop imbriqué',
      detail:
        'Le corps a plus de {limit} niveaux d’objets ou de listes : réduisez leur imbrication.',
    },
    body_too_large: {
      title: 'Corps trop volumineux',
      detail: 'Le corps dépasse {limit} octets : répartissez-le sur plusieurs requêtes.',
    },
    document_too_large: {
      title: 'Document trop volumineux',
      detail:
        'Le document dépasse {limit} octets, la limite d’un événement : répartissez-le sur plusieurs documents.',
    },
    media_type_unsupported: {
      title: 'Type de contenu refusé',
      detail: 'Envoyez le corps en application/json, encodé en UTF-8.',
    },

    // Any document
    not_found: {
      title: 'Introuvable',
      detail: 'Introuvable : {resource:any resource} {id}. Vérifiez l’identifiant.',
    },
    already_exists: {
      title: 'Identifiant déjà utilisé',
      detail:
        'Cet identifiant est déjà utilisé ({resource:any resource} {id}) : consultez le document existant ou créez-en un autre.',
    },
    revision_stale: {
      title: 'Version dépassée',
      detail:
        'Le document a changé depuis votre lecture (If-Match : {expected}, version actuelle : {actual}) : relisez-le, puis recommencez.',
    },
    idempotency_key_reused: {
      title: 'Clé d’idempotence déjà utilisée',
      detail: 'Cette clé a servi à une autre requête : utilisez une nouvelle clé par requête.',
    },
    too_much_contention: {
      title: 'Trop de demandes simultanées',
      detail: 'Trop d’écritures simultanées sur {stream} : réessayez avec la même clé.',
    },

    // Projects
    project_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'Le projet {reference} est à l’état « {status:projectStatus} ». États requis : {allowed:any projectStatus}. Relisez-le avant de recommencer.',
    },
    project_region_unknown: {
      title: 'Région inconnue',
      detail: '{pcode} n’est pas le code P d’une région du Mali : indiquez par exemple ML07 (Gao).',
    },
    project_dates_reversed: {
      title: 'Dates inversées',
      detail:
        'La fin prévue ({plannedEnd}) précède le début ({plannedStart}) : corrigez l’une des deux dates.',
    },
    qip_policy_missing: {
      title: 'Politique des QIP absente',
      detail:
        'Aucune politique des QIP n’est en vigueur à ce jour : demandez à l’administrateur d’en publier une.',
    },
    qip_currency: {
      title: 'Devise du QIP',
      detail:
        'Le plafond d’un QIP s’exprime en {currency}, pas en {actual} : convertissez le montant.',
    },
    qip_above_ceiling: {
      title: 'Plafond des QIP dépassé',
      detail:
        'Un QIP coûte au plus {ceiling} {currency} (politique du {from}) ; ce projet le dépasse de {excess} {currency} : réduisez son montant ou changez sa nature.',
    },
    qip_too_long: {
      title: 'QIP trop long',
      detail:
        'Un QIP dure au plus {months} mois (politique du {from}) : fixez la fin au {latestEnd} au plus tard.',
    },
    segregation_submitter_appraises: {
      title: 'Séparation des fonctions',
      detail:
        'La personne qui a soumis le projet ne peut pas l’évaluer : confiez l’évaluation à une autre personne.',
    },
    segregation_submitter_decides: {
      title: 'Séparation des fonctions',
      detail:
        'La personne qui a soumis le projet ne peut ni l’approuver ni le rejeter : confiez la décision à une autre personne.',
    },
    project_not_recommended: {
      title: 'Évaluation défavorable',
      detail:
        'L’évaluation du projet {reference} est défavorable : rejetez-le ou renvoyez-le pour révision.',
    },
    committee_decision_missing: {
      title: 'Décision du comité absente',
      detail:
        'Un QIP ne peut être approuvé sans décision du comité de revue : indiquez-en la référence et la date.',
    },
    committee_decision_date: {
      title: 'Date de la décision du comité',
      detail:
        'La date de la décision ({decidedOn}) doit être comprise entre le {earliest} (soumission) et le {latest} : vérifiez le procès-verbal.',
    },
    agreement_date: {
      title: 'Date de l’accord',
      detail:
        'La date de l’accord ({signedOn}) doit être comprise entre le {earliest} (approbation) et le {latest} : vérifiez-la.',
    },
    implementation_date: {
      title: 'Date de démarrage',
      detail:
        'La date de démarrage ({startedOn}) doit être comprise entre le {earliest} (accord) et le {latest} : vérifiez-la.',
    },

    // Sites
    site_place_unknown: {
      title: 'Lieu inconnu',
      detail:
        '{pcode} n’est pas le code P d’un cercle ou d’une commune du Mali : indiquez par exemple ML0703 (Gao).',
    },
    site_outside_country: {
      title: 'Point hors du pays',
      detail:
        'Le point {latitude}, {longitude} est situé hors du Mali : vérifiez l’ordre (latitude, puis longitude) et les signes.',
    },
    site_project_unknown: {
      title: 'Projet inconnu',
      detail:
        'Le projet {projectId} n’existe pas : vérifiez son identifiant ou laissez le site sans projet.',
    },
    site_project_ended: {
      title: 'Projet terminé',
      detail:
        'Le projet {reference} est à l’état « {status:projectStatus} » : aucun site ne peut plus lui être rattaché.',
    },

    // Budget lines
    budget_line_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'La ligne budgétaire {reference} est à l’état « {status:budgetLineStatus} ». États requis : {needed:any budgetLineStatus}. Relisez-la avant de recommencer.',
    },
    budget_line_unknown: {
      title: 'Ligne budgétaire inconnue',
      detail: 'Cette ligne budgétaire n’existe pas : vérifiez son identifiant.',
    },
    budget_line_currency: {
      title: 'Devise de la ligne',
      detail:
        'La ligne est tenue en {expected} et le montant est en {actual} : indiquez-le en {expected}.',
    },
    allotment_too_large: {
      title: 'Dotation trop élevée',
      detail: 'La dotation totale de {reference} serait trop élevée : vérifiez le montant.',
    },
    allotment_below_use: {
      title: 'Dotation insuffisante',
      detail:
        'La dotation ne peut être inférieure à {used} {currency}, montant déjà préengagé, engagé ou dépensé : indiquez au moins ce montant ou libérez d’abord des crédits.',
    },
    budget_line_in_use: {
      title: 'Ligne encore utilisée',
      detail:
        'La ligne {reference} porte encore {reserved} {currency} de préengagements, {committed} {currency} d’engagements, {unliquidated} {currency} non apurés, {advances} {currency} d’avances et {held} livraison(s) en attente de crédits : soldez {documents} avant de clore la ligne.',
    },
    insufficient_funds: {
      title: 'Crédits insuffisants',
      detail:
        'Il manque {shortfall} {currency} sur la ligne {reference} (disponible : {available} {currency}) : réduisez le montant ou faites réviser la dotation.',
    },
    reservation_differs: {
      title: 'Préengagement déjà demandé',
      detail:
        'Ce préengagement a déjà été demandé pour un autre montant : utilisez un nouvel identifiant pour une nouvelle demande.',
    },
    reservation_not_held: {
      title: 'Préengagement absent',
      detail:
        'La ligne {reference} ne porte pas ce préengagement : il a été refusé ou retiré, ou n’a jamais été demandé. Vérifiez son identifiant.',
    },
    commitment_not_held: {
      title: 'Engagement absent',
      detail:
        'La ligne {reference} ne porte aucun engagement ouvert pour cette commande : vérifiez la commande et sa ligne budgétaire.',
    },
    commitment_exists: {
      title: 'Commande déjà engagée',
      detail:
        'La commande {reference} est déjà engagée sur cette ligne : modifiez cet engagement ou passez une autre commande.',
    },
    document_currency: {
      title: 'Devise du document',
      detail:
        'Le document est en {expected} et ce montant est en {actual} : utilisez la même devise, de la demande d’achat au paiement.',
    },
    delivery_not_recorded: {
      title: 'Livraison inconnue',
      detail:
        'La ligne {reference} n’a pas constaté cette livraison : il n’y a rien à annuler. Vérifiez l’identifiant.',
    },
    payment_not_recorded: {
      title: 'Paiement inconnu',
      detail: 'La ligne {reference} n’a pas enregistré ce paiement : vérifiez son identifiant.',
    },
    advance_not_open: {
      title: 'Avance insuffisante',
      detail:
        'Vous pouvez apurer au plus {open} {currency} de cette avance : son solde, dans la limite de ce qui est livré et non payé.',
    },
    project_unknown: {
      title: 'Projet inconnu',
      detail:
        'Le projet {projectId} n’existe pas : vérifiez l’identifiant ou créez d’abord le projet.',
    },
    project_closed_to_spending: {
      title: 'Projet fermé aux dépenses',
      detail:
        'Le projet {project} est à l’état « {status:projectStatus} » : aucun crédit ne peut plus lui être rattaché. Choisissez un autre projet.',
    },
    transfer_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'Le virement de crédits {reference} est à l’état « {status:budgetTransferStatus} ». États requis : {needed:any budgetTransferStatus}. Relisez-le avant de recommencer.',
    },
    transfer_lines: {
      title: 'Lignes du virement',
      detail:
        'Un virement va vers une autre ligne du même fonds ({fund}), du même exercice ({fiscalYear}) et dans la même devise ({currency}) : choisissez une telle ligne.',
    },
    transfer_limit_exceeded: {
      title: 'Plafond de virement dépassé',
      detail:
        'La ligne {reference} ne peut céder par virement plus de {percent} % de sa dotation initiale ; il reste {left} {currency} : réduisez le montant.',
    },
    transfer_consent_missing: {
      title: 'Accord du donateur absent',
      detail:
        'Les crédits de la ligne {reference} sont affectés par {donor} : indiquez la référence et la date de son accord dans donorConsent.',
    },
    transfer_consent_in_future: {
      title: 'Date à venir',
      detail: 'L’accord est daté du {date}, après aujourd’hui ({today}) : indiquez sa date réelle.',
    },
    segregation_transfer_requester_approves: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a demandé ce virement et ne peut l’approuver : adressez-vous à une autre personne.',
    },
    project_may_not_spend: {
      title: 'Projet non autorisé à dépenser',
      detail:
        'Le projet {project} est à l’état « {status:projectStatus} » : aucun nouveau préengagement ni engagement n’est possible. Faites-le approuver ou reprendre, ou choisissez une autre ligne budgétaire.',
    },
    project_ceiling_exceeded: {
      title: 'Plafond du projet dépassé',
      detail:
        'Le projet {project} est plafonné à {ceiling} {currency} ; il ne reste que {left} {currency} à lui allouer : réduisez le montant.',
    },
    line_axis_differs: {
      title: 'Axe du projet',
      detail:
        'Le projet {project} relève de l’axe {expected} et la ligne de l’axe {actual} : indiquez celui du projet.',
    },
    line_donor_differs: {
      title: 'Donateur du projet',
      detail:
        '{donor} ne figure pas parmi les donateurs du projet {project} ({donors}) : indiquez l’un d’eux, ou aucun.',
    },
    budget_line_exists: {
      title: 'Ligne budgétaire déjà ouverte',
      detail:
        'La ligne {first} est déjà ouverte pour les mêmes fonds, exercice, axe, catégorie et projet : utilisez-la ou commencez par la clore.',
    },
    allotment_awaited: {
      title: 'Dotation en attente de décision',
      detail:
        'La ligne {reference} attend la réponse à une demande de dotation : réessayez dans un instant.',
    },
    date_before_what_it_follows: {
      title: 'Date trop ancienne',
      detail:
        'La date {date} précède le {earliest}, date de l’opération qu’elle suit : indiquez une date postérieure.',
    },
    overrun_expired: {
      title: 'Date d’expiration dépassée',
      detail:
        'L’autorisation expirerait le {expiresOn}, avant aujourd’hui ({today}) : indiquez une date à venir.',
    },
    carry_over_destination: {
      title: 'Ligne de destination du report',
      detail:
        'Un report va vers une ligne existante et non close de l’exercice {fiscalYear}, avec les mêmes fonds, axe, catégorie, projet, donateur et devise : choisissez une autre ligne.',
    },

    // Contributions
    contribution_exists: {
      title: 'Contribution déjà enregistrée',
      detail:
        'Cette origine ({source}, {externalId}) est déjà enregistrée sous la contribution {reference} : complétez celle-ci.',
    },
    contribution_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'La contribution {reference} est à l’état « {status:contributionStatus} ». États requis : {needed:any contributionStatus}. Relisez-la avant de recommencer.',
    },
    contribution_date_missing: {
      title: 'Date absente',
      detail:
        'Indiquez au moins une des dates pledgedOn (promesse), agreedOn (accord) ou receivedOn (versement).',
    },
    contribution_date_in_future: {
      title: 'Date à venir',
      detail:
        'La date {date} est postérieure à aujourd’hui ({today}) : indiquez la date de l’opération.',
    },
    contribution_currency: {
      title: 'Devise de la contribution',
      detail:
        'La contribution est en {expected} et le montant est en {actual} : indiquez-le en {expected}.',
    },
    contribution_unknown: {
      title: 'Contribution inconnue',
      detail: 'Cette contribution n’existe pas : vérifiez son identifiant.',
    },
    contribution_date_before: {
      title: 'Date trop ancienne',
      detail: 'La date {date} précède le {earliest}, date de l’étape précédente.',
    },
    contribution_for_other: {
      title: 'Contribution destinée à un autre usage',
      detail:
        'La contribution {reference} désigne un autre fonds, projet ou donateur que la ligne budgétaire : choisissez une autre contribution.',
    },
    contribution_used_up: {
      title: 'Contribution épuisée',
      detail:
        'Seuls {left} {currency} de la contribution {reference} peuvent être alloués à ce jour : réduisez le montant ou enregistrez les versements reçus depuis.',
    },
    contribution_below_allotted: {
      title: 'Montant inférieur aux allocations',
      detail:
        '{allotted} {currency} sont déjà alloués à des lignes budgétaires : le montant de l’accord ne peut être inférieur.',
    },
    contribution_over_received: {
      title: 'Montant supérieur à l’accord',
      detail:
        'Il reste {outstanding} {currency} à recevoir : si le donateur a versé davantage, enregistrez d’abord l’avenant.',
    },
    contribution_reference_used: {
      title: 'Référence bancaire déjà utilisée',
      detail:
        'La référence {bankReference} figure déjà sur l’encaissement du {receivedOn} de la contribution {reference} : vérifiez le relevé et saisissez la référence propre à ce virement.',
    },
    contribution_below_received: {
      title: 'Montant inférieur aux versements',
      detail:
        '{received} {currency} ont déjà été reçus : le montant de l’accord ne peut être inférieur.',
    },

    // Exchange rates
    rate_table_exists: {
      title: 'Table de taux déjà publiée',
      detail:
        'Les taux du mois {month} ({base}) sont déjà publiés : pour les modifier, publiez une correction.',
    },
    rate_currency: {
      title: 'Devise inconnue',
      detail: '{currency} n’est pas un code ISO 4217 : corrigez-le.',
    },
    rate_currency_twice: {
      title: 'Devise en double',
      detail:
        '{currency} a déjà un taux dans cette table ou en est la devise de base : indiquez chaque devise une seule fois.',
    },
    rate_currency_missing: {
      title: 'Devise manquante',
      detail:
        'La correction ne contient pas de taux pour {currency} : reprenez toutes les devises de la table.',
    },
    rate_contradicts_peg: {
      title: 'Taux contraires à la parité',
      detail:
        'EUR à {euro} et XOF à {franc} contredisent la parité (1 EUR = {peg} XOF) au-delà de l’arrondi : vérifiez les deux taux.',
    },
    rate_unlikely: {
      title: 'Taux invraisemblable',
      detail:
        '{currency} était à {before} et passerait à {now}, soit plus de {percent} % d’écart : corrigez le taux ou, s’il est exact, envoyez "acknowledged": true avec un motif.',
    },

    // Business dates and periods
    date_in_future: {
      title: 'Date à venir',
      detail:
        'La date d’effet {date} est postérieure à aujourd’hui ({today} à Bamako) : indiquez une date passée.',
    },
    period_closed: {
      title: 'Période close',
      detail:
        'La période {month} est « {status:periodStatus} » : choisissez une date d’une période ouverte ou faites rouvrir celle-ci en donnant le motif.',
    },
    rate_missing: {
      title: 'Taux de change absent',
      detail:
        'Aucun taux de {from} vers {to} n’est publié pour {month} : faites publier la table de taux de ce mois, puis recommencez.',
    },
    period_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'La période {month} est à l’état « {status:periodStatus} ». États requis : {needed:any periodStatus}. Relisez-la avant de recommencer.',
    },

    segregation_period: {
      title: 'Séparation des fonctions',
      detail:
        'Clôturer, rouvrir et certifier un mois sont l’affaire de personnes différentes ; {who} exerce déjà une autre de ces fonctions pour {month} : adressez-vous à une autre personne.',
    },

    segregation_requisitioner_authorises_overrun: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a demandé des biens imputés à la ligne {reference} et ne peut pas en autoriser le dépassement : adressez-vous à une autre personne.',
    },

    // Segregation of duties in procurement
    segregation_requisitioner_certifies: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a demandé cet achat et ne peut pas en certifier les pièces : adressez-vous à une autre personne.',
    },
    segregation_certifier_requests: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a certifié une pièce de cet achat et ne peut pas en faire la demande : adressez-vous à une autre personne.',
    },
    segregation_requisitioner_buys: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a demandé cet achat et ne peut pas en établir les commandes : adressez-vous à une autre personne.',
    },
    segregation_buyer_requests: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a établi une commande de cet achat et ne peut pas en faire la demande : adressez-vous à une autre personne.',
    },
    segregation_requisitioner_approves_award: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a demandé cet achat et ne peut pas en approuver l’attribution : adressez-vous à une autre personne.',
    },
    segregation_award_approver_requests: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a approuvé une attribution de cet achat et ne peut pas en faire la demande : adressez-vous à une autre personne.',
    },
    segregation_certifier_buys: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a certifié une pièce de cet achat et ne peut pas en établir les commandes : adressez-vous à une autre personne.',
    },
    segregation_buyer_certifies: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a établi une commande de cet achat et ne peut pas en certifier les pièces : adressez-vous à une autre personne.',
    },
    segregation_certifier_approves_award: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a certifié une pièce de cet achat et ne peut pas en approuver l’attribution : adressez-vous à une autre personne.',
    },
    segregation_award_approver_certifies: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a approuvé une attribution de cet achat et ne peut pas en certifier les pièces : adressez-vous à une autre personne.',
    },
    segregation_buyer_approves_award: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a établi une commande de cet achat et ne peut pas en approuver l’attribution : adressez-vous à une autre personne.',
    },
    segregation_award_approver_buys: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a approuvé une attribution de cet achat et ne peut pas en établir les commandes : adressez-vous à une autre personne.',
    },
    segregation_buyer_receives: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a établi une commande de cet achat et ne peut pas en réceptionner les biens : adressez-vous à une autre personne.',
    },
    segregation_receiver_buys: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a réceptionné des biens de cet achat et ne peut pas en établir les commandes : adressez-vous à une autre personne.',
    },
    segregation_clerk_receives: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a enregistré une facture ou préparé un paiement de cet achat et ne peut pas en réceptionner les biens : adressez-vous à une autre personne.',
    },
    segregation_receiver_registers_invoice: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a réceptionné des biens de cet achat et ne peut pas en enregistrer les factures ni en préparer les paiements : adressez-vous à une autre personne.',
    },
    segregation_certifier_approves_payment: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a certifié une pièce de cet achat et ne peut pas en ordonnancer les paiements : adressez-vous à une autre personne.',
    },
    segregation_payment_approver_certifies: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a ordonnancé un paiement de cet achat et ne peut pas en certifier les pièces : adressez-vous à une autre personne.',
    },
    segregation_receiver_approves_payment: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a réceptionné des biens de cet achat et ne peut pas en ordonnancer les paiements : adressez-vous à une autre personne.',
    },
    segregation_payment_approver_receives: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a ordonnancé un paiement de cet achat et ne peut pas en réceptionner les biens : adressez-vous à une autre personne.',
    },
    segregation_clerk_approves_credit_note: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a saisi cet avoir et ne peut pas l’approuver : adressez-vous à une autre personne.',
    },
    segregation_clerk_approves_payment: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a enregistré une facture ou préparé un paiement de cet achat et ne peut pas en ordonnancer les paiements : adressez-vous à une autre personne.',
    },
    segregation_payment_approver_registers_invoice: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a ordonnancé un paiement de cet achat et ne peut pas en enregistrer les factures ni en préparer les paiements : adressez-vous à une autre personne.',
    },

    // Vendors
    vendor_duplicate: {
      title: 'Fournisseur déjà enregistré',
      detail:
        'Le numéro {registrationNumber} ({country}) est celui du fournisseur {reference}, {name} : utilisez ce fournisseur.',
    },
    vendor_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'Le fournisseur {reference} est à l’état « {status:vendorStatus} ». États requis : {needed:any vendorStatus}.',
    },
    vendor_screening_not_clear: {
      title: 'Criblage non concluant',
      detail:
        'Le dernier criblage du fournisseur {reference} n’est pas favorable : refaites le criblage.',
    },
    vendor_unknown: {
      title: 'Fournisseur inconnu',
      detail: 'Le fournisseur {vendorId} n’existe pas : enregistrez-le d’abord.',
    },
    vendor_not_eligible: {
      title: 'Fournisseur non éligible',
      detail:
        'Le fournisseur {reference} est à l’état « {status:vendorStatus} » : choisissez un fournisseur éligible ou faites-le cribler.',
    },
    vendor_screening_expired: {
      title: 'Criblage périmé',
      detail:
        'Le criblage du fournisseur {reference} était valable jusqu’au {validUntil} : refaites le criblage.',
    },

    // Procurement policies
    policy_value_malformed: {
      title: 'Valeur de règle incorrecte',
      detail: 'La règle {key} attend {shape:policyShape} : corrigez la valeur.',
    },
    policy_key_mismatch: {
      title: 'Clé de règle différente',
      detail: 'Cette règle est {key} : une nouvelle valeur doit porter la même clé.',
    },

    // Requisitions
    requisition_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'La demande d’achat {reference} est à l’état « {status:requisitionStatus} ». États requis : {needed:any requisitionStatus}.',
    },
    currency_mixed: {
      title: 'Plusieurs devises',
      detail: 'Un document a une seule devise ({currency}) : établissez un document par devise.',
    },
    document_total_zero: {
      title: 'Montant nul',
      detail: 'Le montant de la ligne {line} est nul : vérifiez la quantité et le prix unitaire.',
    },
    document_total_too_large: {
      title: 'Total trop grand',
      detail: 'Le total des lignes est trop grand : vérifiez les quantités et les prix unitaires.',
    },
    requested_budget_line_unknown: {
      title: 'Ligne budgétaire inconnue',
      detail:
        'La ligne {line} est imputée sur la ligne budgétaire {budgetLineId}, qui n’existe pas : corrigez-la.',
    },
    requested_budget_line_not_open: {
      title: 'Ligne budgétaire non ouverte',
      detail:
        'La ligne budgétaire {budgetLineId} est à l’état « {status:budgetLineStatus} » : choisissez une ligne ouverte.',
    },
    requested_spend_class_differs: {
      title: 'Nature de dépense différente',
      detail:
        'La ligne {line} est de nature « {spendClass:spendClass} » et sa ligne budgétaire de nature « {expected:spendClass} » : changez l’une des deux.',
    },
    requested_project_may_not_spend: {
      title: 'Projet terminé',
      detail:
        'La ligne {line} relève du projet {project}, à l’état « {status:projectStatus} » : seul un projet approuvé, ni suspendu ni terminé, peut dépenser. Choisissez une autre ligne budgétaire.',
    },
    quantity_exceeds_requisition: {
      title: 'Quantité supérieure à la demande',
      detail:
        'Ligne {line} : {quantity} à commander, mais il n’en reste que {left} sur la demande {reference}. Réduisez la quantité.',
    },
    certification_over: {
      title: 'Nouvelle certification',
      detail:
        'Le projet de commande relève de la certification {certification} de la demande {reference}, qui en est à la certification {now} : établissez une nouvelle commande.',
    },
    requested_item_differs: {
      title: 'Différent de ce qui est certifié',
      detail:
        'La ligne budgétaire, la nature de dépense, la désignation ou l’unité diffèrent de la ligne {line} de la demande {reference} telle que certifiée : établissez une nouvelle commande.',
    },
    order_share_returning: {
      title: 'Commande en cours d’annulation',
      detail:
        'La part de la commande {order}, qui est annulée, revient à la demande {reference} : réessayez dans un instant.',
    },
    order_awaiting_commitment: {
      title: 'Engagement en attente',
      detail:
        'Une commande de la demande {reference} attend la réponse du budget : réessayez dans un instant.',
    },

    date_before_previous_step: {
      title: 'Date antérieure à l’étape précédente',
      detail:
        'La date {date} précède le {earliest}, date de l’étape qui la précède : choisissez une date ultérieure.',
    },
    outside_financial_year: {
      title: 'Hors de l’exercice',
      detail:
        'La date {date} est hors de l’exercice {fiscalYear} de la ligne budgétaire {reference} : choisissez une ligne de l’exercice de cette date.',
    },

    // Purchase orders
    order_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'La commande {reference} est à l’état « {status:orderStatus} ». États requis : {needed:any orderStatus}.',
    },
    order_unknown: {
      title: 'Commande inconnue',
      detail: 'La commande {orderId} n’existe pas : vérifiez son identifiant.',
    },
    order_line_unknown: {
      title: 'Ligne de commande inconnue',
      detail: 'La commande {reference} n’a pas de ligne {orderLine} : corrigez le numéro.',
    },
    line_twice: {
      title: 'Ligne en double',
      detail:
        'La ligne {orderLine} figure deux fois : regroupez les quantités sur une seule ligne.',
    },
    order_amount_zero: {
      title: 'Montant nul',
      detail:
        'Le montant de la ligne {line} de la commande est nul : vérifiez la quantité et le prix unitaire.',
    },
    requisition_unknown: {
      title: 'Demande d’achat inconnue',
      detail: 'La demande d’achat {requisitionId} n’existe pas : vérifiez son identifiant.',
    },
    requisition_not_certified: {
      title: 'Demande d’achat non certifiée',
      detail:
        'La demande d’achat {reference} est à l’état « {status:requisitionStatus} » : faites-la certifier avant de commander.',
    },
    requisition_line_unknown: {
      title: 'Ligne de demande inconnue',
      detail: 'La demande d’achat {reference} n’a pas de ligne {line} : corrigez le numéro.',
    },
    order_currency_differs: {
      title: 'Devise différente de la demande',
      detail:
        'La demande d’achat est en {expected} et la ligne {line} en {currency} : utilisez {expected}.',
    },
    award_waiver_required: {
      title: 'Dérogation à motiver',
      detail:
        'Au-delà de {limit} {currency}, un achat direct exige une dérogation : indiquez-en le motif.',
    },
    award_splits_purchase: {
      title: 'Achat fractionné',
      detail:
        'Avec {orders}, le total atteint {sum} {currency} et dépasse le plafond de {limit} {currency} : passez un achat unique, avec dérogation ou à un niveau supérieur.',
    },
    award_limit_exceeded: {
      title: 'Plafond d’approbation dépassé',
      detail:
        'Votre délégation est limitée à {limit} {currency} : faites approuver la commande à un niveau supérieur.',
    },
    order_price_not_funded: {
      title: 'Prix sans crédits',
      detail:
        'Les lignes budgétaires n’ont pas les crédits pour tout ce que coûte la commande {reference} : dotez-les, puis suspendez et reprenez la commande, qui les redemande.',
    },
    order_awaits_budget: {
      title: 'Réponse attendue',
      detail: 'La commande {reference} attend une réponse du budget : réessayez dans un instant.',
    },
    amendment_open: {
      title: 'Avenant en cours',
      detail:
        'L’avenant {number} à la commande {reference} n’est pas encore tranché : approuvez-le ou retirez-le d’abord.',
    },
    amendment_missing: {
      title: 'Aucun avenant',
      detail: 'La commande {reference} n’a pas d’avenant proposé : proposez-en un d’abord.',
    },
    amendment_changes_nothing: {
      title: 'Aucun changement',
      detail:
        'La ligne {orderLine} reste inchangée : indiquez une autre quantité ou un autre prix, ou omettez-la.',
    },
    amendment_below_accepted: {
      title: 'Inférieur à l’accepté',
      detail: 'Ligne {orderLine} : {accepted} sont déjà acceptés, commandez au moins autant.',
    },
    amendment_line_paid: {
      title: 'Prix convenu',
      detail:
        'Une facture de la ligne {orderLine} est payée ou créditée, ou son prix est inscrit au budget : le prix de la ligne ne peut plus changer.',
    },
    amendment_mixed_directions: {
      title: 'Deux avenants en un',
      detail:
        'L’avenant augmente une ligne budgétaire, en diminue une autre et touche à ce qui est accepté : proposez deux avenants.',
    },
    amendment_leaves_nothing: {
      title: 'Commande vidée',
      detail: 'Il ne resterait rien de la commande {reference} : annulez-la ou résiliez-la.',
    },
    order_line_complete: {
      title: 'Ligne complète',
      detail: 'La ligne {orderLine} est entièrement livrée : il n’y a pas de reste à abandonner.',
    },
    carry_over_line_twice: {
      title: 'Ligne budgétaire citée deux fois',
      detail:
        'La ligne budgétaire {budgetLineId} est citée deux fois : citez chaque ligne une seule fois.',
    },
    carry_over_nothing_open: {
      title: 'Rien à reporter',
      detail:
        'Il n’y a plus rien à livrer de la commande {reference} sur la ligne budgétaire {budgetLineId} : ne la citez pas.',
    },
    carry_over_replacement_due: {
      title: 'Remplacement attendu',
      detail:
        'La commande {reference} attend le remplacement d’un bien retourné, au prix d’une facture : réceptionnez-le ou annulez d’abord la facture.',
    },
    carry_over_advance_open: {
      title: 'Avance ou créance ouverte',
      detail:
        'Le fournisseur doit encore une avance ou un autre montant sur la commande {reference} : recouvrez-le d’abord, par une facture, un remboursement ou un abandon.',
    },
    carry_over_invoice_ahead: {
      title: 'Facturé d’avance',
      detail:
        'Les factures dépassent ce qui est accepté de la ligne {orderLine} : réceptionnez les biens, ou annulez ou corrigez d’abord la facture.',
    },
    carry_over_paid_ahead: {
      title: 'Payé d’avance',
      detail:
        'Il est payé plus que ce qui est accepté de la ligne {orderLine} : réceptionnez les biens ou recouvrez d’abord ce que le fournisseur doit.',
    },
    carry_over_not_divisible: {
      title: 'Montants non divisibles',
      detail:
        'Ce qui est accepté de la ligne {orderLine} et ce qui reste à livrer ne font pas son montant, du fait des arrondis : réceptionnez une autre quantité, ou abandonnez le reste et commandez-le à nouveau.',
    },
    receipt_exceeds_order: {
      title: 'Quantité supérieure à la commande',
      detail:
        'Ligne {orderLine} : {quantity} acceptés, mais {left} au plus peuvent encore l’être. Refusez l’excédent.',
    },
    order_has_receipts: {
      title: 'Commande déjà livrée en partie',
      detail: 'La commande {reference} a des réceptions : résiliez-la au lieu de l’annuler.',
    },
    order_has_open_invoices: {
      title: 'Factures en cours',
      detail:
        'La commande {reference} a des factures non payées : payez-les ou rejetez-les d’abord.',
    },
    vendor_owes_on_order: {
      title: 'Créance sur le fournisseur',
      detail:
        'Le fournisseur doit {owed} {currency} au titre de la commande {reference} : faites livrer un remplacement, encaissez le remboursement, compensez ou passez la créance en perte avant de payer.',
    },
    vendor_debt_settling: {
      title: 'Créance en cours de règlement',
      detail:
        'Un remboursement, une compensation ou une passation en perte est en cours sur la commande {reference} : réessayez dans un instant.',
    },
    payment_returning: {
      title: 'Paiement en cours de retour',
      detail:
        'La banque retourne un paiement de la commande {reference} : réessayez dans un instant.',
    },
    payment_came_back: {
      title: 'Paiement déjà soldé autrement',
      detail:
        'Sur ce qui a été payé au titre de la commande {reference}, {ended} {currency} ont été remboursés, compensés ou passés en perte : aucun de ses paiements ne peut plus être enregistré comme retourné. Vérifiez avec la banque ce qui est revenu et réglez la différence avec le fournisseur.',
    },
    not_owed_any_more: {
      title: 'Créance déjà réglée',
      detail:
        'Commande {reference}, ligne {orderLine} : il reste {left} {currency} à recouvrer. Corrigez le montant.',
    },
    order_not_settled: {
      title: 'Livraison non facturée',
      detail:
        'Commande {reference}, ligne {orderLine} : {quantity} acceptés ne sont pas facturés. Enregistrez la facture, ou un avoir si le fournisseur y renonce.',
    },
    receivable_wrong_status: {
      title: 'Statut incompatible',
      detail:
        'La créance {reference} est au statut « {status:receivableStatus} » ; il faut l’un des statuts suivants : {needed:any receivableStatus}.',
    },
    receivable_exceeded: {
      title: 'Montant supérieur à la créance',
      detail:
        'Il reste {left} {currency} à recouvrer de la créance {reference} : réduisez le montant.',
    },
    receivable_currency_differs: {
      title: 'Devise différente',
      detail: 'Le montant est en {currency}, la créance en {expected} : saisissez la même devise.',
    },
    offset_of_other_vendor: {
      title: 'Autre fournisseur',
      detail:
        'La facture {reference} est d’un autre fournisseur : compensez avec une facture du débiteur.',
    },
    write_off_limit_exceeded: {
      title: 'Plafond d’admission en non-valeur dépassé',
      detail:
        'La créance dépasse le plafond de {limit} {currency} : recouvrez-en une partie, ou demandez à un administrateur de relever le plafond.',
    },
    write_offs_exceed_limit: {
      title: 'Plafond d’admission en non-valeur dépassé',
      detail:
        'Avec {receivables}, déjà admises en non-valeur pour cette commande ou ce fournisseur, le total atteint {sum} {currency} et dépasse le plafond de {limit} {currency} : recouvrez une partie de la créance, ou demandez à un administrateur de relever le plafond.',
    },
    bank_reference_used: {
      title: 'Référence bancaire déjà utilisée',
      detail:
        'La référence {bankReference} figure déjà sur {documents} : vérifiez le relevé. Si un même virement couvre plusieurs documents à la même date de valeur, indiquez le montant total du virement, identique sur chacun.',
    },
    transfer_exceeded: {
      title: 'Montant du virement dépassé',
      detail:
        'Du virement {bankReference}, il ne reste que {left} {currency} à imputer : corrigez le montant du document, ou celui du virement.',
    },
    transfer_currency_differs: {
      title: 'Devise différente',
      detail:
        'Le virement est en {currency}, le document en {expected} : indiquez le montant total du virement dans la devise du document.',
    },
    segregation_requester_approves_write_off: {
      title: 'Séparation des fonctions',
      detail:
        '{who} a demandé l’admission en non-valeur et ne peut pas l’approuver : adressez-vous à une autre personne.',
    },
    order_has_payments: {
      title: 'Paiements effectués',
      detail:
        'Des paiements de la commande {reference} ont été décaissés : faites livrer un remplacement ou obtenez leur retour.',
    },
    delivery_before_order: {
      title: 'Livraison antérieure à la commande',
      detail:
        'La livraison est datée du {deliveredOn}, mais la commande {reference} prend effet le {orderedOn} : corrigez la date.',
    },
    delivery_reversal_pending: {
      title: 'Annulation en cours',
      detail:
        'Le budget n’a pas encore contrepassé une réception de la commande {reference} : réessayez dans un instant.',
    },
    reversal_before_delivery: {
      title: 'Annulation antérieure à la livraison',
      detail:
        'L’annulation est datée du {effectiveAt}, avant la livraison du {deliveredOn} : choisissez cette date ou une date ultérieure.',
    },
    reversal_before_payment: {
      title: 'Annulation antérieure au paiement',
      detail:
        'L’annulation est datée du {effectiveAt}, mais ces biens ont été payés le {paidOn} : choisissez cette date ou une date ultérieure.',
    },
    payment_exceeds_accepted: {
      title: 'Paiement supérieur au service fait',
      detail:
        'Commande {reference}, ligne {orderLine} : le paiement dépasse de {missing} {currency} ce qui a été accepté. Réceptionnez les biens ou annulez le paiement.',
    },
    payment_before_delivery: {
      title: 'Paiement antérieur à la livraison',
      detail:
        'Commande {reference}, ligne {orderLine} : tout n’était pas livré le {valueDate}. Choisissez une date de valeur ultérieure.',
    },
    delivery_not_accrued: {
      title: 'Livraison non encore constatée',
      detail:
        'Le budget n’a pas encore constaté une livraison de la commande {reference} : réessayez dans un instant.',
    },
    delivery_held: {
      title: 'Livraison en attente de crédits',
      detail:
        'Le budget retient une livraison de la commande {reference} : il manque {shortfall} {currency}. Faites allouer des crédits ou autoriser un dépassement.',
    },
    advance_above_limit: {
      title: 'Avance supérieure au plafond',
      detail:
        'Une commande autorise au plus {limit} % de son total en avance, et non {percent} % : réduisez cette part.',
    },
    advance_not_agreed: {
      title: 'Aucune avance convenue',
      detail: 'La commande {reference} n’autorise pas d’avance : payez ses factures.',
    },
    advance_currency_differs: {
      title: 'Devise différente de la commande',
      detail:
        'La commande est en {expected} : payez l’avance dans cette devise, et non en {currency}.',
    },
    advance_exceeds_agreed: {
      title: 'Avance supérieure au montant convenu',
      detail:
        'Au plus {left} {currency} peuvent encore être avancés sur la commande {reference} : réduisez le montant.',
    },
    advance_guarantee_missing: {
      title: 'Garantie manquante',
      detail:
        'Au-delà de {limit} {currency} d’avances, une banque doit garantir le paiement : indiquez la garantie.',
    },
    advance_guarantee_too_small: {
      title: 'Garantie insuffisante',
      detail:
        'La garantie ne couvre pas l’avance de {amount} {currency} : fournissez-en une d’au moins ce montant, dans cette devise.',
    },
    advance_guarantee_expired: {
      title: 'Garantie expirée',
      detail:
        'La garantie est valable jusqu’au {validUntil}, mais l’avance est datée du {date} : annulez le paiement et préparez-le à nouveau avec une garantie plus longue.',
    },
    advance_on_its_way: {
      title: 'Avance en cours de règlement',
      detail:
        'La banque n’a pas encore confirmé une avance sur la commande {reference} : enregistrez d’abord sa confirmation ou son retour.',
    },
    advance_recovered: {
      title: 'Avance déjà récupérée',
      detail:
        'Des factures de la commande {reference} ont récupéré {recovered} {currency} de cette avance, qui ne peut plus être retournée en entier : réclamez le reste au fournisseur.',
    },
    advance_reclaimed: {
      title: 'Avance réclamée',
      detail:
        'Sur la commande {reference}, {reclaimed} {currency} de cette avance sont déjà réclamés au fournisseur : enregistrez ce que la banque reçoit comme remboursement de la créance.',
    },
    advance_not_outstanding: {
      title: 'Aucune avance à réclamer',
      detail:
        'Sur la commande {reference}, aucune avance confirmée par la banque ne reste à récupérer : il n’y a rien à réclamer.',
    },
    order_advance_reclaimed: {
      title: 'Avance réclamée',
      detail:
        'Une avance sur la commande {reference} a été réclamée au fournisseur : la commande ne s’annule plus, résiliez-la.',
    },
    order_has_advance: {
      title: 'Avance non récupérée',
      detail:
        'Sur la commande {reference}, {outstanding} {currency} d’avances ne sont pas récupérés : faites-les récupérer par des factures, réclamez-les au fournisseur, ou faites retourner ou annuler l’avance.',
    },

    // Receipts
    receipt_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'La réception {reference} est à l’état « {status:receiptStatus} ». États requis : {needed:any receiptStatus}.',
    },
    order_not_receivable: {
      title: 'Commande non réceptionnable',
      detail:
        'La commande {reference} est à l’état « {status:orderStatus} » : seule une commande émise peut être réceptionnée.',
    },
    inspection_lines_differ: {
      title: 'Inspection incomplète',
      detail:
        'Ligne {orderLine} : la somme des biens acceptés et refusés doit être de {quantity}, la quantité livrée.',
    },
    rejection_reason_required: {
      title: 'Motif de refus requis',
      detail: 'Ligne {orderLine} : indiquez pourquoi des biens sont refusés.',
    },

    // Invoices
    invoice_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'La facture {reference} est à l’état « {status:invoiceStatus} ». États requis : {needed:any invoiceStatus}.',
    },
    invoice_duplicate: {
      title: 'Facture déjà enregistrée',
      detail:
        'La facture {number} de ce fournisseur est déjà enregistrée sous {reference} : vérifiez-la.',
    },
    invoice_number_ended: {
      title: 'Numéro d’une facture écartée',
      detail:
        'La facture {number} de ce fournisseur a été rejetée ou annulée sous {reference}. Pour l’enregistrer de nouveau, indiquez {invoiceId} dans « replaces ».',
    },
    invoice_replaces_other: {
      title: 'Facture différente',
      detail:
        'La facture {reference} est d’un autre fournisseur ou porte un autre numéro : seule une facture de même numéro peut être remplacée.',
    },
    invoice_not_counted: {
      title: 'Facture non encore prise en compte',
      detail:
        'La commande n’a pas encore pris en compte la facture {reference} : réessayez dans un instant.',
    },
    invoice_unknown: {
      title: 'Facture inconnue',
      detail: 'La facture {invoiceId} n’existe pas : vérifiez son identifiant.',
    },
    invoice_date_in_future: {
      title: 'Facture datée du futur',
      detail: 'La facture est datée du {invoicedOn}, après aujourd’hui : corrigez la date.',
    },
    order_not_invoiceable: {
      title: 'Commande non facturable',
      detail:
        'La commande {reference} est à l’état « {status:orderStatus} » : seule une commande émise peut être facturée.',
    },
    order_written_off: {
      title: 'Créance admise en non-valeur',
      detail:
        'Sur la commande {reference}, une créance de {amount} {currency} a été admise en non-valeur : pour approuver une facture malgré cela, indiquez le motif dans `writeOffAcknowledged`, puis obtenez du fournisseur un avoir de ce montant.',
    },
    invoice_does_not_match: {
      title: 'Rapprochement impossible',
      detail:
        'La facture {reference} ne correspond plus à la commande (écarts : {kinds:all exceptionKind}) : examinez ses écarts.',
    },
    invoice_has_payments: {
      title: 'Paiements en cours',
      detail: 'La facture {reference} a des paiements : annulez-les d’abord.',
    },
    invoice_has_recoveries: {
      title: 'Avance récupérée',
      detail:
        'La facture {reference} a récupéré une partie d’une avance : elle est payée en partie. Faites établir un avoir pour ce qui n’est pas dû.',
    },
    payment_currency_differs: {
      title: 'Devise différente de la facture',
      detail: 'La facture est en {expected} : payez-la dans cette devise, pas en {currency}.',
    },
    payment_exceeds_invoice: {
      title: 'Montant supérieur au reste à payer',
      detail:
        'Il reste {left} {currency} à payer sur la facture {reference} : réduisez le montant.',
    },

    // Credit notes
    credit_note_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'L’avoir {reference} est à l’état « {status:creditNoteStatus} ». États requis : {needed:any creditNoteStatus}.',
    },
    credit_note_duplicate: {
      title: 'Avoir déjà enregistré',
      detail:
        'L’avoir {number} de ce fournisseur est déjà enregistré sous {reference} : vérifiez-le.',
    },
    credit_note_date_in_future: {
      title: 'Avoir daté du futur',
      detail: 'L’avoir est daté du {creditedOn}, après aujourd’hui : corrigez la date.',
    },
    credit_note_before_invoice: {
      title: 'Avoir antérieur à la facture',
      detail:
        'L’avoir est daté du {creditedOn}, avant la facture {reference} du {invoicedOn} : corrigez la date ou la facture.',
    },
    credit_note_currency_differs: {
      title: 'Devise différente de la facture',
      detail:
        'La facture est en {expected} : saisissez l’avoir dans cette devise, pas en {currency}.',
    },
    credit_note_amount_zero: {
      title: 'Montant nul',
      detail: 'Ligne {orderLine} : saisissez un montant supérieur à zéro.',
    },
    credit_note_exceeds_invoice: {
      title: 'Avoir supérieur au reste à payer',
      detail:
        'Ligne {orderLine} : il reste {left} {currency} à payer sur la facture {reference}, hors paiements en cours. Réduisez le montant ou annulez un paiement en préparation.',
    },
    credit_note_exceeds_order: {
      title: 'Avoir trop élevé',
      detail:
        'Commande {reference}, ligne {orderLine} : {left} {currency} au plus peuvent faire l’objet d’un avoir.',
    },
    credit_note_one_document: {
      title: 'Facture ou commande',
      detail: 'Un avoir porte sur une facture ou sur une commande : indiquez l’une des deux.',
    },
    credit_note_pending: {
      title: 'Avoir en cours d’approbation',
      detail:
        'Un avoir sur la facture {reference} est en cours d’approbation : réessayez dans un instant.',
    },
    invoice_has_credit_notes: {
      title: 'Facture avec avoirs',
      detail:
        'La facture {reference} a des avoirs : annulez-la, puis enregistrez-la de nouveau avec ses avoirs.',
    },

    // Payments
    payment_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'Le paiement {reference} est à l’état « {status:paymentStatus} ». États requis : {needed:any paymentStatus}.',
    },
    payment_before_invoice: {
      title: 'Paiement antérieur à la facture',
      detail:
        'La date de valeur {valueDate} précède la facture du {invoicedOn} : choisissez une date ultérieure.',
    },
    return_before_payment: {
      title: 'Retour antérieur au paiement',
      detail:
        'Le retour est daté du {effectiveAt}, avant la date de valeur {valueDate} : choisissez cette date ou une date ultérieure.',
    },

    // Reports
    spend_too_many_rows: {
      title: 'Trop de lignes',
      detail:
        'Le rapport dépasse {limit} lignes : regroupez par moins de dimensions ou ajoutez des filtres.',
    },

    // Webhooks
    webhook_wrong_status: {
      title: 'Action impossible dans cet état',
      detail:
        'Le webhook {url} est à l’état « {status:webhookStatus} ». États requis : {needed:any webhookStatus}.',
    },
    webhook_address_refused: {
      title: 'Adresse refusée',
      detail:
        'L’hôte {host} est interne ou sans TLS. Indiquez une adresse https publique ou faites ajouter cet hôte à TAMANI_WEBHOOK_HOSTS.',
    },
    webhook_type_unknown: {
      title: 'Type de message inconnu',
      detail: 'Aucun message ne correspond à {type} : consultez /asyncapi.json.',
    },
    webhook_delivery_unknown: {
      title: 'Livraison introuvable',
      detail:
        'Le webhook n’a pas de livraison {id} ou ne la conserve plus. Consultez la liste de ses livraisons.',
    },
  },

  /** What is wrong with one field, and what to do. */
  fields: {
    // Any field
    required: 'Champ obligatoire.',
    unknown_field: 'Champ inconnu : retirez-le.',
    invalid_type: 'Valeur attendue : {expected:any expectation}.',
    invalid_value: 'Valeurs possibles : {expected}.',
    invalid_format: 'Valeur attendue : {expected:any expectation}.',
    too_short: 'Au moins {limit} caractères.',
    too_long: 'Au plus {limit} caractères.',
    too_few: 'Au moins {limit} éléments.',
    too_many: 'Au plus {limit} éléments.',
    too_small: 'Minimum : {limit}.',
    too_big: 'Maximum : {limit}.',
    text_blank: 'Ce texte ne contient rien de lisible : renseignez-le.',
    text_control:
      'Ce texte contient des caractères de contrôle : retirez-les, au besoin en le saisissant de nouveau.',
    refused: 'Valeur refusée.',

    // Parameters of a query
    unknown_parameter: 'Paramètre inconnu : retirez-le.',
    parameter_malformed: 'Valeur incorrecte pour ce paramètre.',
    parameter_repeated: 'Paramètre donné plusieurs fois : n’en gardez qu’un.',
    limit_out_of_range: 'De 1 à 200.',
    sort_unknown: 'Le tri sur ce champ n’est pas possible. Champs possibles : {fields}.',
    cursor_invalid: 'Ce curseur ne vient pas de cette liste : reprenez depuis le début.',
    group_by_unknown:
      'Regroupez par des dimensions séparées par des virgules, parmi : {dimensions}.',
    group_by_repeated: 'La même dimension figure deux fois : n’en gardez qu’une.',
    log_position_malformed:
      'Une position est un nombre entier, comme celui de l’en-tête X-Event-Position.',
    moment_malformed: 'Indiquez un jour (2026-10-31) ou un instant UTC (2026-10-31T10:00:00Z).',
    parameter_conflict: 'Ce paramètre est incompatible avec after : gardez l’un des deux.',
    position_ahead:
      'Ce journal n’atteint pas cette position : elle vient d’un autre journal ou date d’avant une restauration.',
    position_beyond_head:
      'Cette position n’existe pas encore : envoyez la valeur X-Event-Position d’une écriture.',
    range_reversed: 'La fin de l’intervalle précède son début : inversez-les.',
    currency_required:
      'Les montants se comparent dans une seule devise : ajoutez par exemple currency=XOF.',

    // Money, quantities, rates, dates
    amount_malformed: 'Un montant est un texte décimal, par exemple "1250.50".',
    amount_too_precise: 'Le montant a plus de décimales que la devise : arrondissez-le.',
    amount_too_large: 'Le montant est trop élevé.',
    amount_negative: 'Le montant ne peut être négatif.',
    amount_not_positive: 'Le montant doit être supérieur à zéro.',
    currency_unknown: 'Devise inconnue : indiquez un code ISO 4217, par exemple XOF.',
    quantity_malformed: 'Une quantité est un texte décimal avec au plus trois décimales.',
    quantity_not_positive: 'La quantité doit être supérieure à zéro.',
    quantity_too_large: 'La quantité doit être inférieure à 1 000 000 000.',
    rate_malformed: 'Un taux est un texte décimal positif.',
    rate_out_of_range: 'Un taux vaut au moins 0,0001 et moins de 10 000 000.',
    date_out_of_range: 'L’année doit être comprise entre 2000 et 2099.',
    month_malformed: 'Un mois s’écrit AAAA-MM.',
    fiscal_year_malformed: 'Un exercice s’écrit sous la forme 2026-27.',

    // Projects
    pcode_malformed: 'Un code P est formé de ML et de 2, 4 ou 6 chiffres, par exemple ML0703.',
    coordinate_malformed:
      'Une coordonnée est un texte décimal en degrés avec au plus six décimales, par exemple "-0.0447".',
    project_id_malformed:
      'L’identifiant d’un projet est un UUID : reprenez celui que donne /v1/projects.',

    // Budgets
    rate_base_unsupported:
      'Les taux s’expriment pour un dollar : indiquez la devise de base "USD".',
    payment_order_of_advance: 'Une avance désigne sa commande ; aucun autre paiement ne le fait.',
    payment_invoice_of_others: 'Un paiement désigne sa facture, sauf s’il s’agit d’une avance.',
    payment_guarantee_of_advance: 'Seule une avance a une garantie.',
    line_currency_unknown: 'Devise inconnue : indiquez un code ISO 4217, par exemple USD.',

    // Procurement
    vendor_country_malformed:
      'Indiquez le pays par deux lettres majuscules (ISO 3166-1), par exemple ML.',
    policy_value_shape:
      'Indiquez un montant (objet avec "amount" et "currency") ou un nombre en texte, par exemple "90".',

    // Webhooks
    webhook_type_malformed:
      'Indiquez un type comme procurement.ReceiptPosted.v1, un contexte comme budgets.*, ou *.',
  },

  /** Words for the values of the API, by vocabulary: `{status:orderStatus}` in a text. */
  words: {
    /** What needs attention, and what resolves it. */
    attention: {
      refused_command:
        'Une règle a refusé ce qu’un message demandait : les comptes et les documents divergent. Corriger la cause, puis `tamani parked replay` ou, avec un motif, `drop`.',
      parked_message:
        'Un message n’a pas pu être traité. Chercher la cause dans le journal du serveur, puis `tamani parked replay` ou, avec un motif, `drop`.',
      requisition_returned:
        'Le demandeur répond aux observations et soumet de nouveau la demande, ou l’annule.',
      requisition_funds_pending:
        'Les lignes budgétaires n’ont pas répondu. Chercher un message mis de côté ; la réponse vient d’elle-même une fois qu’il est traité.',
      requisition_funds_rejected:
        'Le demandeur modifie la demande ou l’annule ; le responsable du budget peut doter la ligne.',
      requisition_funds_reserved: 'Le certificateur certifie la demande ou la renvoie.',
      order_draft:
        'L’acheteur complète la commande et l’approbateur des attributions l’approuve, ou elle est annulée.',
      order_approving:
        'La demande d’achat n’a pas répondu. Chercher un message mis de côté ; la réponse vient d’elle-même une fois qu’il est traité.',
      order_commitment_pending:
        'Les lignes budgétaires n’ont pas répondu. Chercher un message mis de côté ; la réponse vient d’elle-même une fois qu’il est traité.',
      order_on_hold: 'L’acheteur lève la suspension ou résilie la commande.',
      order_price_unfunded:
        'Les lignes budgétaires n’ont pas les crédits pour tout ce que coûtent les biens acceptés : le responsable du budget les dote, puis l’acheteur suspend et reprend la commande, qui les redemande ; une commande résiliée les redemande à l’acte suivant.',
      order_guarantee_ends:
        'La garantie bancaire d’une avance versée prend fin : faire récupérer l’avance par des factures, ou la réclamer et la recouvrer, au besoin par appel de la garantie.',
      order_written_off:
        'Le fournisseur de cette commande garde une créance admise en non-valeur, et peut encore livrer : l’acheteur résilie la commande ; sur ce qui arrive, il obtient un avoir.',
      receipt_registered: 'Un réceptionnaire inspecte les biens.',
      receipt_inspected: 'Un autre réceptionnaire comptabilise la réception.',
      receipt_posting:
        'La commande n’a pas répondu. Chercher un message mis de côté ; la réponse vient d’elle-même une fois qu’il est traité.',
      invoice_matched: 'Le certificateur approuve la facture, la conteste ou la rejette.',
      invoice_exception:
        'Les écarts de la facture disent ce qui manque : une réception, un autre prix, une autre quantité. Elle est corrigée, contestée ou rejetée.',
      invoice_disputed: 'Le différend est réglé avec le fournisseur, ou la facture est rejetée.',
      invoice_unpaid: 'Le gestionnaire des factures prépare le paiement de ce qui reste dû.',
      credit_note_registered: 'Le certificateur approuve l’avoir ou l’annule.',
      credit_note_waiting:
        'Le fournisseur, la facture ou le budget n’a pas répondu. Chercher un message mis de côté ; la réponse vient d’elle-même une fois qu’il est traité.',
      receivable_open:
        'Le fournisseur rembourse, livre un remplacement, ou sa dette est compensée avec une autre facture ; sinon la créance est admise en non-valeur.',
      receivable_waiting:
        'La commande, la facture ou le budget n’a pas répondu. Chercher un message mis de côté ; la réponse vient d’elle-même une fois qu’il est traité.',
      write_off_requested: 'L’ordonnateur approuve l’admission en non-valeur ou la rejette.',
      payment_preparing:
        'La facture n’a pas répondu. Chercher un message mis de côté ; la réponse vient d’elle-même une fois qu’il est traité.',
      payment_prepared: 'Le certificateur certifie le paiement ou l’annule.',
      payment_certified: 'L’ordonnateur ordonnance le paiement ou l’annule.',
      payment_approved: 'Le trésorier décaisse le paiement.',
      payment_released:
        'Le trésorier confirme le paiement avec la référence de la banque, ou constate son retour.',
      budget_line_delivery_held:
        'La ligne reçoit une dotation, ou un dépassement est autorisé ; la livraison retenue est alors comptabilisée d’elle-même.',
      budget_line_overcommitted:
        'Des biens ont été retournés qui avaient coûté moins que leur engagement, et l’écart est déjà consommé : la ligne reçoit une dotation, ou une commande qui la charge est réduite ou résiliée.',
    },
    projectStatus: {
      none: 'inexistant',
      identified: 'identifié',
      submitted: 'soumis',
      appraised: 'évalué',
      approved: 'approuvé',
      agreement_signed: 'accord signé',
      implementation: 'en cours d’exécution',
      suspended: 'suspendu',
      rejected: 'rejeté',
      cancelled: 'annulé',
    },
    budgetLineStatus: {
      none: 'inexistante',
      draft: 'brouillon',
      opening: 'ouverture en cours',
      open: 'ouverte',
      frozen: 'gelée',
      soft_closed: 'en cours de clôture',
      closed: 'close',
    },
    budgetTransferStatus: {
      none: 'non créé',
      requested: 'demandé',
      rejected: 'rejeté',
      withdrawn: 'retiré',
      approved: 'approuvé',
      refused: 'refusé par la ligne d’origine',
      source_held: 'bloqué sur la ligne d’origine',
      destination_credited: 'crédité sur la ligne de destination',
      completed: 'achevé',
      releasing: 'déblocage en cours',
      hold_released: 'refusé par la ligne de destination et débloqué',
    },
    periodStatus: {
      planned: 'pas encore ouverte',
      open: 'ouverte',
      soft_closed: 'en cours de clôture',
      closing: 'clôture en attente',
      closed: 'close',
      certified: 'certifiée',
      reopened: 'rouverte',
    },
    contributionStatus: {
      none: 'inexistante',
      registered: 'enregistrée',
      pledged: 'promise',
      agreed: 'convenue',
      partially_received: 'partiellement reçue',
      received: 'reçue',
      closed: 'close',
    },
    vendorStatus: {
      none: 'inexistant',
      registered: 'enregistré',
      eligible: 'éligible',
      suspended: 'suspendu',
      ineligible: 'non éligible',
    },
    requisitionStatus: {
      none: 'inexistante',
      draft: 'brouillon',
      funds_pending: 'préengagement en attente',
      funds_reserved: 'crédits préengagés',
      funds_rejected: 'préengagement refusé',
      certified: 'certifiée',
      partially_ordered: 'partiellement commandée',
      ordered: 'commandée',
      closed: 'close',
      cancelled: 'annulée',
    },
    /** What the value of a policy is. */
    policyShape: {
      days: 'un nombre entier de jours, de "1" à "9999"',
      percent: 'un pourcentage sans signe, tel que "0" ou "2.5", de trois décimales au plus',
      contribution_step: 'une étape : "pledged", "agreed" ou "received"',
      money: 'un montant, tel que {"amount":"50.00","currency":"USD"}',
      money_in_usd: 'un montant en USD, tel que {"amount":"10000.00","currency":"USD"}',
    },
    orderStatus: {
      none: 'inexistante',
      draft: 'brouillon',
      approving: 'approbation en cours',
      commitment_pending: 'engagement en attente',
      issued: 'émise',
      partially_received: 'partiellement réceptionnée',
      fully_received: 'entièrement réceptionnée',
      adjusting: 'avenant en cours',
      completed: 'soldée',
      closed: 'close',
      on_hold: 'suspendue',
      cancelled: 'annulée',
      terminated: 'résiliée',
      lapsed: 'caduque',
    },
    receiptStatus: {
      none: 'inexistante',
      registered: 'enregistrée',
      inspected: 'inspectée',
      posting: 'comptabilisation en cours',
      posted: 'comptabilisée',
      reversing: 'annulation en cours',
      reversed: 'annulée',
    },
    invoiceStatus: {
      none: 'inexistante',
      matched: 'rapprochée',
      exception: 'en écart',
      approving: 'approbation en cours',
      approved_for_payment: 'bonne à payer',
      rejected: 'rejetée',
      cancelled: 'annulée',
      disputed: 'contestée',
      partially_paid: 'partiellement payée',
      paid: 'payée',
    },
    creditNoteStatus: {
      none: 'inexistant',
      registering: 'enregistrement en cours',
      registered: 'enregistré',
      refused: 'refusé',
      approving: 'approbation en cours',
      approved: 'approuvé',
      cancelled: 'annulé',
    },
    receivableStatus: {
      none: 'inexistante',
      open: 'à recouvrer',
      settling: 'règlement en cours',
      write_off_requested: 'admission en non-valeur demandée',
      writing_off: 'admission en non-valeur en cours',
      settled: 'réglée',
      written_off: 'admise en non-valeur',
    },
    paymentStatus: {
      none: 'inexistant',
      preparing: 'préparation en cours',
      prepared: 'préparé',
      refused: 'refusé',
      certified: 'certifié',
      approved: 'ordonnancé',
      releasing: 'décaissement en cours',
      released: 'décaissé',
      confirmed: 'confirmé par la banque',
      confirming: 'confirmation en cours',
      returning: 'retour en cours',
      returned: 'retourné par la banque',
      cancelled: 'annulé',
    },
    webhookStatus: {
      none: 'inexistant',
      active: 'actif',
      paused: 'suspendu',
      disabled: 'désactivé',
      closed: 'fermé',
    },
    exceptionKind: {
      price: 'prix',
      quantity: 'quantité',
      missing_receipt: 'réception manquante',
      currency: 'devise',
      vendor: 'fournisseur',
      amount: 'montant',
      funds: 'crédits',
    },
    spendClass: {
      equipment: 'équipement',
      printing: 'impression',
      rehabilitation: 'réhabilitation',
      training: 'formation',
      workshop: 'atelier',
      advisory: 'conseil',
      other: 'autre',
    },
    role: {
      requisitioner: 'demandeur',
      'certifying-officer': 'certificateur',
      buyer: 'acheteur',
      'award-approver': 'approbateur des attributions',
      receiver: 'réceptionnaire',
      'invoice-clerk': 'gestionnaire des factures',
      'approving-officer': 'ordonnateur',
      treasurer: 'trésorier',
      'budget-officer': 'responsable du budget',
      'project-officer': 'chargé de projet',
      'programme-manager': 'chef de programme',
      auditor: 'auditeur',
      administrator: 'administrateur',
      'reporting-job': 'tâche de rapport',
    },
    resource: {
      Project: 'projet',
      Site: 'site',
      BudgetLine: 'ligne budgétaire',
      BudgetTransfer: 'virement de crédits',
      Contribution: 'contribution',
      RateTable: 'table de taux',
      FiscalPeriod: 'période comptable',
      Vendor: 'fournisseur',
      Policy: 'règle d’achat',
      Requisition: 'demande d’achat',
      PurchaseOrder: 'commande',
      Receipt: 'réception',
      Invoice: 'facture',
      CreditNote: 'avoir',
      Payment: 'paiement',
      Webhook: 'webhook',
    },
    byteUnit: { B: 'o', KiB: 'Kio', MiB: 'Mio', GiB: 'Gio' },
    expectation: {
      string: 'un texte',
      number: 'un nombre',
      int: 'un nombre entier',
      boolean: 'true ou false',
      array: 'une liste',
      object: 'un objet',
      null: 'null',
      date: 'une date AAAA-MM-JJ',
      datetime: 'un instant UTC, par exemple 2026-09-15T10:00:00Z',
      uuid: 'un UUID',
      url: 'une adresse complète, par exemple https://example.org',
      email: 'une adresse électronique',
      regex: 'un autre format (voir /docs)',
    },
  },

  /** What a program says at its start, in every language: nobody has asked for one yet. */
  start: {
    settings_wrong: 'Réglages',
    setting_unknown: 'réglage inconnu',
    setting_refused: 'valeur refusée',
    setting_missing_or_refused: 'réglage absent ou valeur refusée',
    settings_together: 'à définir avec les autres réglages du groupe',
    settings_of_profile: 'à définir pour TAMANI_PROFILE=distributed',
    foreign_log:
      'rien n’a été servi ni modifié ; remettez les bons fichiers, ou lancez « tamani rebuild --from-scratch » (docs/runbook.md)',
    setting_twice: 'donné à la fois comme valeur et comme fichier : l’un des deux',
    setting_file_unread: 'le fichier ne peut pas être lu',
    seed_needs_demo:
      'les données de démonstration sont saisies avec les accès de démonstration, qu’un émetteur de jetons désactive',
    demo_logins_closed:
      'à une adresse accessible à d’autres, n’importe qui pourrait se connecter sous n’importe quel nom : définir TAMANI_OIDC_*, ou TAMANI_DEMO_LOGINS=network pour un essai',
    demo_logins_open:
      'ATTENTION : les accès de démonstration sont ouverts sur {host} : quiconque y accède peut agir sous n’importe quel nom. Pour des essais seulement.',
    demo_loading: 'Chargement des données de démonstration…',
    demo_projects: '{projects} projets, {vendors} fournisseurs',
    demo_lines: '{done}/{of} lignes budgétaires',
    demo_done: '{lines} lignes budgétaires, {purchases} achats',
  },

  /** Pages of the documentation. */
  docs: {
    log_in_as: 'Se connecter comme',
    problems_title: 'Problèmes de l’API',
    problems_all: 'Tous les codes',
    problem_code: 'Code',
    problem_status: 'Statut HTTP',
    problem_meaning: 'Signification',
  },

  /** What `tamani` prints. */
  cli: {
    // Help
    about: 'Outils pour les opérateurs, les auditeurs et les tâches planifiées.',
    help_option: 'affiche cette aide',
    usage_title: 'Utilisation :',
    arguments_title: 'Arguments :',
    options_title: 'Options :',
    commands_title: 'Commandes :',
    global_options_title: 'Options communes :',
    exit_codes_title: 'Codes de sortie :',
    exit_ok: 'tout est fait',
    exit_failed: 'un élément est refusé ou anormal ; la sortie le précise',
    exit_usage: 'commande, option ou fichier inutilisable ; rien n’a été fait',
    exit_unreachable: 'le serveur ne répond pas',
    exit_busy: 'les fichiers sont utilisés par un serveur en marche',
    exit_internal: 'erreur interne de ce programme',

    // Options
    json_option: 'réponse en JSON sur stdout',
    language_option: 'langue des messages',
    token_option:
      'jeton de votre émetteur (TAMANI_TOKEN) ; par défaut, les comptes de démonstration',
    url_option: 'adresse du serveur (TAMANI_URL)',
    data_dir_option: 'dossier des fichiers (TAMANI_DATA_DIR)',

    // Problems of any command
    failure: '{title} : {detail}',
    no_system: '{folder} : le fichier {file} est absent ; indiquez le bon dossier avec --data-dir',
    files_in_use:
      '{folder} : un serveur en marche utilise ces fichiers ; arrêtez-le, puis recommencez',

    // seed
    seed_about: 'Charge des données de démonstration dans un serveur, par son API.',
    seed_day_option: 'jour des données, AAAA-MM-JJ',
    seed_day_bad: 'Indiquez une date comme 2026-11-25.',
    seed_help: `La commande peut être relancée le même jour sans créer de doublons.
Le jour ne peut être futur.

Exemples :
  tamani seed
  tamani seed --day 2026-11-25 --url http://127.0.0.1:3001`,

    // import
    import_about: 'Importe des données réelles.',
    import_contributions_about:
      'Importe des flux de financement (CSV au format FTS) : promesses, accords, versements.',
    import_file: 'fichier CSV',
    import_donor_option: 'donateur des flux qui n’en indiquent pas ; sans cette option, aucun',
    import_help: `La commande peut être relancée sans créer de doublons : les clés viennent de la
colonne « id ». Le montant retenu est le montant d’origine, dans sa devise, s’il est indiqué et
non nul ; sinon, le montant en dollars.

Exemples :
  tamani import contributions flux.csv
  tamani import contributions flux.csv --donor-if-missing "Non précisé"
  tamani import contributions flux.csv --json > rapport.json`,
    flows: 'flux',
    flow_repeated: 'ligne {line} ({id}) : identique à la ligne {firstLine}, comptée une seule fois',
    flow_refused: 'ligne {line} ({id}) : refusée ({code}) : {why}',
    import_summary:
      '{rows} lignes : {imported} importées, {unchanged} déjà présentes, {repeated} répétées, {refused} refusées',
    flow_changed:
      'enregistrée sous {reference} pour {was}, mais le fichier indique {is} : saisissez l’avenant',
    flow_file_missing: '{file} : fichier introuvable ; vérifiez le chemin',
    flow_file_too_large:
      '{file} : fichier de plus de 64 Mio ; divisez-le en plusieurs fichiers avec le même en-tête',
    flow_columns_missing: 'colonnes absentes de la première ligne : {missing}',
    flow_file_not_csv: 'ce fichier n’est pas un CSV (RFC 4180) : {why}',
    flow_columns_uneven:
      'le nombre de colonnes diffère de celui de l’en-tête : corrigez les guillemets ou les virgules',
    flow_id_missing:
      'la colonne « id » est vide : un second import compterait le flux deux fois. Renseignez-la',
    flow_id_twice:
      'même id que la ligne {line}, avec un autre contenu : gardez la bonne des deux lignes',
    flow_status_unknown: 'statut « {status} » inconnu : indiquez pledge, commitment ou paid',

    // export
    export_about: 'Écrit une liste complète de l’API ; sans nom, affiche les listes du serveur.',
    export_list: 'nom de la liste',
    export_format_option: 'format',
    export_out_option: 'fichier à écrire, remplacé une fois complet ; « - » : sortie standard',
    export_filter_option: 'paramètre de l’API, nom=valeur',
    export_help: `Les colonnes d’un CSV sont celles du schéma de la liste, dans le même ordre. Si le
compte des tâches de rapport n’a pas accès à une liste, un compte de démonstration qui y a droit la
lit. Un export vers un fichier, s’il est interrompu, reprend où il s’est arrêté : relancez la même
commande.

Exemples :
  tamani export
  tamani export ledger-lines --out grand-livre.csv
  tamani export spend --filter groupBy=project,month > depenses.csv
  tamani export contributions --format ndjson --filter currency=EUR --out contributions.ndjson
  tamani export vendors --format csv-semicolon --out fournisseurs.csv`,
    export_list_unknown: 'liste inconnue : {list}. Listes possibles : {known}',
    export_filter_bad: 'filtre sans valeur : {filter} ; écrivez nom=valeur',
    export_two_answers: '--json écrit sur la sortie standard : indiquez un fichier avec --out',
    export_link: '{file} : c’est un lien, qui n’est jamais remplacé ; indiquez le fichier lui-même',
    export_folder: '{file} : c’est un dossier ; indiquez un fichier',
    export_special:
      '{file} : ce n’est pas un fichier ordinaire ; pour un tube, écrivez « --out - »',
    export_unwritable: '{file} : écriture impossible ; vérifiez le chemin et les droits ({why})',
    export_resumed: 'reprise après {lines} lignes',
    export_done: '{file} : {lines} lignes',
    lines: 'lignes',

    // doctor
    doctor_about: 'Examine un système : réglages, fichiers, retards, messages mis de côté.',
    doctor_help: `Si un serveur répond, la commande l’examine (/livez, /readyz, /metrics) ; sinon,
elle examine les fichiers. Code de sortie 1 dès qu’une anomalie est trouvée.

Exemples :
  tamani doctor
  tamani doctor --url https://tamani.example.org --json
  tamani doctor --data-dir /var/lib/tamani`,
    no_server: '{url} : aucun serveur ne répond ; examen des fichiers de {folder}',
    no_server_distributed: '{url} : aucun serveur ne répond ; examen du journal et des modèles',
    settings: 'réglages : {list}',
    settings_default: 'réglages : tous par défaut',
    fact: '{name} : {value}',
    ready: 'prêt : tout est à jour',
    not_ready: 'pas prêt : {why}',
    sound: '{part} : chaque page, ligne et somme de contrôle est bonne',
    damaged: '{part} : {count} anomalies ; {cure}{what}',
    mend_log:
      'le journal est altéré : n’écrivez plus rien, gardez le fichier, restaurez la sauvegarde (« tamani restore »)',
    mend_derived: 'refaites-le : « tamani rebuild --from-scratch » ; le journal n’est pas touché',
    mend_server_log:
      'le journal a un événement qui n’est pas le nôtre, ou altéré : voir docs/runbook.md',
    mend_key:
      'remettez webhook-key de la sauvegarde ; demo-issuer.json peut être supprimé, il est refait',
    mend_demo: 'supprimez demo-seed.json : rien d’autre n’en dépend',
    one_log: 'tous les fichiers sont du même journal',
    other_log: 'les fichiers ne vont pas ensemble : {why}',
    corrupt_none: 'aucune donnée altérée rencontrée depuis le démarrage',
    corrupt_some:
      '{count} données altérées rencontrées depuis le démarrage : arrêtez le serveur, lancez de nouveau « tamani doctor »',
    file_size: '{file} : {size} {unit:byteUnit}',
    disk_free: 'disque : {size} {unit:byteUnit} libres',
    disk_full:
      'disque : {size} {unit:byteUnit} libres ; libérez de l’espace : un disque plein arrête les écritures',
    log_head: 'journal : position {position} ({engine})',
    lag_events: '{name} : {count} événements à traiter au prochain démarrage',
    lag_events_at_least: '{name} : au moins {count} événements à traiter au prochain démarrage',
    lag_messages: '{name} : {count} messages à traiter',

    // parked
    parked_about:
      'Gère les messages qu’un processus n’a pas pu traiter. Le serveur doit être arrêté.',
    parked_list_about: 'affiche tous les messages mis de côté',
    parked_show_about: 'affiche un message en entier',
    parked_replay_about: 'traite un message et ceux de la même clé',
    parked_drop_about: 'abandonne un message ; le journal en garde la trace',
    parked_by_option: 'nom de la personne qui décide',
    parked_reason_option: 'motif de la décision',
    parked_help: `Un message en échec est mis de côté, ainsi que les messages suivants de la même
clé, dans l’ordre.

Exemples :
  tamani parked list
  tamani parked replay 7b0c6a1e-…
  tamani parked drop 7b0c6a1e-… --by "Awa Traoré" --reason "ligne fermée, voir BL-2026-0004"`,
    attention_some: '{count} × {kind} à traiter : voir GET /v1/attention',
    parked_none: 'aucun message mis de côté',
    parked_some:
      '{count} messages mis de côté attendent une décision : voir « tamani parked list »',
    parked_unknown: 'aucun message {id} mis de côté ; voir « tamani parked list »',
    parked_dropped: 'message abandonné ; le journal en garde la trace',
    parked_replayed: '{count} messages traités',
    parked_still_fails: 'nouvel échec ; la clé {key} reste bloquée : {why}',

    // backup, restore
    backup_about: 'Sauvegarde le journal et les clés, serveur en marche ou arrêté.',
    backup_folder: 'dossier de la sauvegarde, nouveau ou vide',
    backup_help: `Le journal est copié tel qu’il est à un instant donné, puis la copie est vérifiée.
Ce qui dérive du journal n’est pas copié : « tamani restore » le refait.

Exemples :
  tamani backup /sauvegardes/2026-11-28
  tamani backup /sauvegardes/2026-11-28 --json --data-dir /var/lib/tamani`,
    backup_done: '{folder} : {count} événements du journal {log}, copie vérifiée ({madeAt})',
    backup_not_empty: '{folder} : ce dossier n’est pas vide ; indiquez un nouveau dossier',
    backup_no_backup: '{folder} : aucune sauvegarde ici (backup.json est absent)',
    backup_log_there:
      '{folder} : il y a déjà un journal ; --overwrite le remplace et le garde sous un autre nom',
    backup_servers:
      'profil distribué : sauvegardez EventStoreDB avec ses propres moyens (docs/runbook.md)',
    restore_about: 'Remet une sauvegarde en place et refait ce qui en dérive.',
    restore_folder: 'dossier de la sauvegarde',
    restore_overwrite_option: 'remplace le journal qui est là ; il reste sous un autre nom',
    restore_help: `Le serveur doit être arrêté. La sauvegarde est vérifiée avant et après ;
les modèles de lecture sont refaits, les messages le sont au démarrage.

Exemples :
  tamani restore /sauvegardes/2026-11-28
  tamani restore /sauvegardes/2026-11-28 --overwrite --data-dir /var/lib/tamani`,
    restore_done: '{folder} : {count} événements du journal {log} remis en place ({madeAt})',

    // rebuild
    rebuild_about: 'Reconstruit les modèles de lecture à partir du journal et les compare.',
    rebuild_models: 'contexte ou contexte/modèle',
    rebuild_check_option: 'compare sans rien remplacer',
    rebuild_scratch_option: 'supprime tout ce qui dérive du journal et le refait',
    rebuild_scratch_done:
      '{models} modèles de lecture refaits jusqu’à la position {position} ; le journal est intact',
    cure_foreign: 'Remettez les bons fichiers, ou lancez « tamani rebuild --from-scratch ».',
    cure_corrupt: 'Lancez « tamani doctor » : il nomme ce qui est altéré et le remède.',
    rebuild_help: `Le serveur doit être arrêté. Chaque modèle est reconstruit à part et comparé,
document par document, avec le modèle en service. En cas de différence, la commande affiche les
écarts et remplace le modèle (code de sortie 1).

Exemples :
  tamani rebuild
  tamani rebuild budgets reporting/ledger --check
  tamani rebuild --from-scratch
  tamani rebuild --json --data-dir /var/lib/tamani`,
    rebuild_unknown: 'modèle de lecture inconnu : {unknown}. Modèles possibles : {known}',
    rebuild_identical: '{name} : {documents} documents, identiques',
    rebuild_replaced:
      '{name} : {documents} documents, {different} différents, {missing} manquants, {extra} en trop ; modèle remplacé',
    rebuild_left:
      '{name} : {documents} documents, {different} différents, {missing} manquants, {extra} en trop ; modèle conservé',
  },
} as const;
