export type SpendClass =
  'equipment' | 'printing' | 'rehabilitation' | 'training' | 'workshop' | 'advisory';

export interface CatalogueItem {
  readonly description: string;
  readonly unit: string;
  /** Francs CFA per unit. */
  readonly priceXof: number;
  readonly fewest: number;
  readonly most: number;
}

const item = (
  description: string,
  unit: string,
  [priceXof, fewest, most]: readonly [number, number, number],
): CatalogueItem => ({ description, unit, priceXof, fewest, most });

/** Goods bought by the section, at market prices of Bamako. */
export const catalogue: Readonly<Record<SpendClass, readonly CatalogueItem[]>> = {
  equipment: [
    item('Ordinateur portable 14 pouces, garantie 3 ans', 'each', [485_000, 4, 20]),
    item('Bureau de travail avec caisson', 'each', [165_000, 6, 30]),
    item('Photocopieur multifonction A3', 'each', [1_450_000, 1, 4]),
    item('Groupe électrogène 10 kVA', 'each', [3_900_000, 1, 2]),
    item('Kit solaire 3 kW avec batteries', 'each', [4_250_000, 1, 3]),
    item('Poste radio VHF mobile', 'each', [720_000, 3, 12]),
  ],
  printing: [
    item('Registre de main courante, 200 pages', 'copy', [4_500, 300, 1500]),
    item('Manuel de formation à la gestion des frontières', 'copy', [3_200, 500, 2500]),
    item('Carnet de procès-verbaux autocopiant', 'copy', [2_100, 500, 3000]),
    item('Dépliant sur la réforme du secteur de la sécurité', 'copy', [450, 2000, 9000]),
  ],
  rehabilitation: [
    item('Reprise de la toiture et de l’étanchéité', 'm2', [28_500, 80, 260]),
    item('Construction d’un mur de clôture', 'm', [64_000, 40, 120]),
    item('Forage équipé d’une pompe solaire', 'each', [9_800_000, 1, 1]),
    item('Blocs sanitaires', 'each', [3_600_000, 1, 3]),
    item('Électricité et éclairage des locaux', 'lot', [5_400_000, 1, 1]),
  ],
  training: [
    item('Session de formation de cinq jours, 25 stagiaires', 'session', [3_850_000, 1, 2]),
    item('Kit du stagiaire', 'kit', [18_500, 50, 200]),
  ],
  workshop: [
    item('Location de salle et restauration', 'day', [1_350_000, 2, 4]),
    item('Interprétation français-bambara', 'day', [275_000, 2, 4]),
  ],
  advisory: [item('Expertise en gestion des ressources humaines', 'day', [310_000, 15, 40])],
};
