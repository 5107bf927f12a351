/** Fictional firms: names, places and trades as found in Mali, numbers made up. */
export const vendors = [
  { name: 'Sahel Bureautique SARL', registrationNumber: 'MA.BKO.2014.B.1182', country: 'ML' },
  { name: 'Imprimerie du Djoliba', registrationNumber: 'MA.BKO.2009.B.0437', country: 'ML' },
  { name: 'Entreprise Songhoy BTP', registrationNumber: 'MA.GAO.2016.B.0058', country: 'ML' },
  { name: 'Énergie Solaire du Mandé', registrationNumber: 'MA.BKO.2018.B.2210', country: 'ML' },
  { name: 'Askia Constructions', registrationNumber: 'MA.GAO.2011.B.0019', country: 'ML' },
  {
    name: 'Kénédougou Services et Formation',
    registrationNumber: 'MA.SIK.2015.B.0102',
    country: 'ML',
  },
  { name: 'Téranga Télécoms', registrationNumber: 'SN.DKR.2012.B.10433', country: 'SN' },
  {
    name: 'Hôtel-Centre de conférences Badala',
    registrationNumber: 'MA.BKO.2007.B.0311',
    country: 'ML',
  },
] as const;

/** Donors' promises, in their own currency: pledged, agreed, received. */
export const contributions = [
  {
    donor: 'Danemark',
    currency: 'USD',
    pledged: '900000.00',
    received: ['450000.00', '250000.00'],
  },
  { donor: 'Pays-Bas', currency: 'EUR', pledged: '500000.00', received: ['300000.00'] },
  { donor: 'Union européenne', currency: 'EUR', pledged: '800000.00', received: ['400000.00'] },
  { donor: 'Allemagne', currency: 'EUR', pledged: '300000.00', received: ['300000.00'] },
  { donor: 'Japon', currency: 'USD', pledged: '350000.00', received: ['175000.00'] },
  { donor: 'Canada', currency: 'USD', pledged: '120000.00', received: [] },
] as const;

/**
 * Francs per dollar, by calendar month, as in real months; the euro follows from the peg
 * of 655.957 francs.
 */
export const francsPerDollar = [
  '604',
  '611',
  '607',
  '598',
  '583',
  '571',
  '577',
  '581',
  '580',
  '576',
  '580',
  '589',
] as const;
