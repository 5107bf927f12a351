import { vendor } from '../domain/vendor/vendor.decide.js';
import { documentList } from './documents.js';
import { renderVendor } from './resources/vendor.resource.js';

export const vendorList = documentList({
  name: 'vendors',
  version: 1,
  decider: vendor,
  fields: { status: 'text', country: 'text', name: 'text' },
  values: ({ status, country, name }) => ({ status, country, name }),
  search: ['name', 'registrationNumber'],
  order: ['name'],
  render: renderVendor,
});
