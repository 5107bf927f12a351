/** What `--help` says of the operators' commands, and their examples. */
export const REBUILD = {
  fr: 'Refait les modèles de lecture depuis le journal et les compare.',
  en: 'Rebuilds the read models from the log and compares them.',
};
export const DOCTOR = {
  fr: 'Examine un système : réglages, fichiers, retards, messages en attente.',
  en: 'Examines a system: settings, files, lag, parked messages.',
};
export const PARKED = {
  fr: 'Messages qu’un processus n’a pas pu traiter, serveur arrêté.',
  en: 'Messages that a process could not handle; the server is stopped.',
};
export const PARKED_LIST = { fr: 'les montre tous', en: 'lists them' };
export const PARKED_SHOW = { fr: 'en montre un en entier', en: 'shows one in full' };
export const PARKED_REPLAY = {
  fr: 'le traite, et ceux de sa clé',
  en: 'handles it and those of its key',
};
export const PARKED_DROP = {
  fr: 'l’abandonne ; le journal le garde',
  en: 'gives it up, on record',
};

export const REBUILD_HELP = {
  fr: `Serveur arrêté. Chaque modèle est refait à côté, comparé document par document avec celui
qui sert ; s’il diffère, les différences sont montrées et il est remplacé (sortie 1).

Exemples :
  tamani rebuild
  tamani rebuild budgets reporting/ledger --check
  tamani rebuild --json --data-dir /var/lib/tamani`,
  en: `The server is stopped. Each model is made again beside the live one and compared with it
document by document; if it differs, the differences are shown and it is replaced (exit 1).

Examples:
  tamani rebuild
  tamani rebuild budgets reporting/ledger --check
  tamani rebuild --json --data-dir /var/lib/tamani`,
};

export const DOCTOR_HELP = {
  fr: `Si un serveur répond, c’est lui qui est examiné (/livez, /readyz, /metrics) ; sinon ce sont
les fichiers. Sortie 1 dès que quelque chose ne va pas.

Exemples :
  tamani doctor
  tamani doctor --url https://tamani.example.org --json
  tamani doctor --data-dir /var/lib/tamani`,
  en: `If a server answers, it is examined (/livez, /readyz, /metrics); if not, the files are.
Exit 1 as soon as something is not well.

Examples:
  tamani doctor
  tamani doctor --url https://tamani.example.org --json
  tamani doctor --data-dir /var/lib/tamani`,
};

export const PARKED_HELP = {
  fr: `Un message qui échoue est mis de côté avec ceux de la même clé qui le suivent, dans l’ordre.

Exemples :
  tamani parked list
  tamani parked replay 7b0c6a1e-…
  tamani parked drop 7b0c6a1e-… --by "Awa Traoré" --reason "ligne fermée, voir BL-2026-0004"`,
  en: `A message that fails is set aside with those of the same key that follow it, in order.

Examples:
  tamani parked list
  tamani parked replay 7b0c6a1e-…
  tamani parked drop 7b0c6a1e-… --by "Awa Traoré" --reason "line closed, see BL-2026-0004"`,
};
