import { reasonBody, resource } from '@tamani/nest';
import { aggregate } from '@tamani/runtime';
import { refuse } from '../domain/vendor/vendor.rejections.js';
import { vendorIdOf } from '../domain/vendor/vendor.state.js';
import { vendor } from '../domain/vendor/vendor.decide.js';
import { renderVendor, vendorSchema } from '../read-models/resources/vendor.resource.js';
import { vendorList } from '../read-models/vendors.read-model.js';
import { registerVendorBody, screeningBody } from './schemas/vendors.schemas.js';

export const vendors = resource(aggregate(vendor))({
  path: 'vendors',
  about: 'Whom goods, services and works are bought from, and their screenings',
  context: 'procurement',
  list: vendorList,
  schema: vendorSchema,
  render: renderVendor,
  filters: ['status', 'country', 'name', 'reference'],
  reference: 'VEN',
  refusals: [refuse],
  create: {
    body: registerVendorBody,
    roles: ['buyer'],
    summary: 'Register a vendor',
    description: 'One per country and registration number; eligible after a clear screening.',
    id: ({ country, registrationNumber }) => vendorIdOf(country, registrationNumber),
    command: (body, { reference, by }) => ({ type: 'RegisterVendor', ...body, reference, by }),
  },
  actions: {
    screenings: {
      body: screeningBody,
      roles: ['buyer'],
      summary: 'Record a screening against a sanctions list',
      description: 'A match suspends the vendor.',
      command: (body, { by, today }) => ({ type: 'RecordScreening', ...body, by, today }),
    },
    suspend: {
      body: reasonBody,
      roles: ['buyer'],
      summary: 'Suspend a vendor',
      command: (body, { by }) => ({ type: 'SuspendVendor', ...body, by }),
    },
    reinstate: {
      body: reasonBody,
      roles: ['buyer'],
      summary: 'Reinstate a suspended vendor whose last screening is clear',
      command: (body, { by }) => ({ type: 'ReinstateVendor', ...body, by }),
    },
    exclude: {
      body: reasonBody,
      roles: ['buyer'],
      summary: 'Exclude a vendor permanently',
      command: (body, { by }) => ({ type: 'ExcludeVendor', ...body, by }),
    },
  },
});
