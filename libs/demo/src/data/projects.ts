import type { SpendClass } from './catalogue.js';

export interface DemoProject {
  readonly key: string;
  readonly title: string;
  readonly kind: 'qip' | 'pilot' | 'programme_support';
  readonly axis: 'defence_security_reform' | 'democratic_control' | 'border_security';
  readonly institution: string;
  /** OCHA P-code of the region. */
  readonly region: string;
  readonly fund: string;
  readonly donor: string;
  /** The goods, with the annual allotment in US dollars. */
  readonly lines: Readonly<Partial<Record<SpendClass, number>>>;
  readonly sites: readonly DemoSite[];
}

export interface DemoSite {
  readonly name: string;
  readonly pcode: string;
  readonly kind: string;
  readonly latitude: string;
  readonly longitude: string;
}

/** `at`: P-code, latitude, longitude. */
const site = (name: string, kind: string, at: string): DemoSite => {
  const [pcode = '', latitude = '', longitude = ''] = at.split(' ');
  return { name, pcode, kind, latitude, longitude };
};

/** Submitted and not approved yet: nothing can be reserved for them. */
export const stillSubmitted: ReadonlySet<string> = new Set(['small-arms']);

/** Ten projects over the three axes (docs/domain.md); P-codes of OCHA's Mali gazetteer. */
export const projects: readonly DemoProject[] = [
  {
    key: 'inspection',
    title: 'Équipement des bureaux d’inspection des forces armées et de sécurité',
    kind: 'programme_support',
    axis: 'democratic_control',
    institution: 'Inspection générale des armées et services',
    region: 'ML09',
    fund: 'RSS-TF',
    donor: 'Danemark',
    lines: { equipment: 180_000, training: 40_000 },
    sites: [site('Inspection générale, Bamako', 'inspection_office', 'ML0901 12.6392 -8.0029')],
  },
  {
    key: 'printing',
    title: 'Impression de documents administratifs et de formation pour la police nationale',
    kind: 'pilot',
    axis: 'defence_security_reform',
    institution: 'Direction générale de la police nationale',
    region: 'ML09',
    fund: 'RSS-TF',
    donor: 'Pays-Bas',
    lines: { printing: 95_000 },
    sites: [],
  },
  {
    key: 'ansongo',
    title: 'Réhabilitation du poste frontière d’Ansongo',
    kind: 'qip',
    axis: 'border_security',
    institution: 'Direction nationale des frontières',
    region: 'ML07',
    fund: 'QIP',
    donor: 'Allemagne',
    lines: { rehabilitation: 48_000 },
    sites: [site('Poste frontière d’Ansongo', 'border_post', 'ML0701 15.6597 0.5022')],
  },
  {
    key: 'labbezanga',
    title: 'Réhabilitation et équipement du poste frontière de Labbézanga',
    kind: 'programme_support',
    axis: 'border_security',
    institution: 'Police des frontières',
    region: 'ML07',
    fund: 'PBF',
    donor: 'Union européenne',
    lines: { rehabilitation: 220_000, equipment: 90_000 },
    sites: [site('Poste frontière de Labbézanga', 'border_post', 'ML0701 14.9572 0.7014')],
  },
  {
    key: 'bourem',
    title: 'Réhabilitation du poste de police de Bourem',
    kind: 'qip',
    axis: 'border_security',
    institution: 'Direction régionale de la police de Gao',
    region: 'ML07',
    fund: 'QIP',
    donor: 'Allemagne',
    lines: { rehabilitation: 45_000 },
    sites: [site('Poste de police de Bourem', 'police_post', 'ML0702 16.9556 -0.3486')],
  },
  {
    key: 'cnrss',
    title:
      'Appui à la cellule technique du Conseil national pour la réforme du secteur de la sécurité',
    kind: 'programme_support',
    axis: 'defence_security_reform',
    institution: 'Conseil national pour la RSS',
    region: 'ML09',
    fund: 'RSS-TF',
    donor: 'Danemark',
    lines: { advisory: 120_000, printing: 30_000, workshop: 60_000 },
    sites: [],
  },
  {
    key: 'parliament',
    title: 'Atelier sur le contrôle parlementaire du secteur de la sécurité',
    kind: 'pilot',
    axis: 'democratic_control',
    institution: 'Commission défense, sécurité et protection civile',
    region: 'ML09',
    fund: 'RSS-TF',
    donor: 'Canada',
    lines: { workshop: 38_000, printing: 12_000 },
    sites: [],
  },
  {
    key: 'gendarmerie',
    title: 'Moyens de transmission de la gendarmerie nationale dans la région de Gao',
    kind: 'programme_support',
    axis: 'border_security',
    institution: 'Direction générale de la gendarmerie nationale',
    region: 'ML07',
    fund: 'PBF',
    donor: 'Japon',
    lines: { equipment: 150_000, training: 25_000 },
    sites: [site('Brigade de gendarmerie de Gao', 'police_post', 'ML0703 16.2717 -0.0447')],
  },
  {
    key: 'small-arms',
    title: 'Marquage et enregistrement des armes légères : matériel informatique et manuels',
    kind: 'programme_support',
    axis: 'border_security',
    institution: 'Secrétariat permanent de lutte contre la prolifération des armes légères',
    region: 'ML05',
    fund: 'RSS-TF',
    donor: 'Union européenne',
    lines: { equipment: 70_000, printing: 22_000, training: 30_000 },
    sites: [],
  },
  {
    key: 'menaka',
    title: 'Réhabilitation du bureau d’inspection de Ménaka',
    kind: 'pilot',
    axis: 'defence_security_reform',
    institution: 'Inspection de la garde nationale',
    region: 'ML10',
    fund: 'RSS-TF',
    donor: 'Pays-Bas',
    lines: { rehabilitation: 65_000, equipment: 35_000 },
    sites: [site('Bureau d’inspection de Ménaka', 'inspection_office', 'ML1001 15.9182 2.4022')],
  },
];
