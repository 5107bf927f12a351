import { Controller } from '@nestjs/common';
import {
  Action,
  Caller,
  Create,
  Id,
  Input,
  ResourceController,
  type ResourceDefinition,
} from '@tamani/nest';
import { aggregate } from '@tamani/runtime';
import type { VendorCommand } from '../domain/vendor/vendor.commands.js';
import { vendor } from '../domain/vendor/vendor.decide.js';
import { vendorIdOf, type VendorState } from '../domain/vendor/vendor.state.js';
import { renderVendor, vendorSchema } from '../read-models/resources/vendor.resource.js';
import { vendorList } from '../read-models/vendors.read-model.js';
import { reasonBody, type ReasonBody } from './schemas/parts.schemas.js';
import {
  registerVendorBody,
  screeningBody,
  type RegisterVendorBody,
  type ScreeningBody,
} from './schemas/vendors.schemas.js';

const vendorResource: ResourceDefinition<VendorState> = {
  path: 'vendors',
  context: 'procurement',
  aggregate: aggregate(vendor),
  list: vendorList,
  schema: vendorSchema,
  render: renderVendor,
  filters: ['status', 'country', 'name', 'reference'],
  referencePrefix: 'VEN',
};
const command = <C extends VendorCommand>(one: C): C => one;

@Controller('v1/vendors')
export class VendorsController extends ResourceController(vendorResource) {
  @Create({ body: registerVendorBody, roles: ['buyer'], summary: 'Register a vendor' })
  register(@Caller() caller: Caller, @Input() body: RegisterVendorBody) {
    const id = vendorIdOf(body.country, body.registrationNumber);
    return this.create(
      caller,
      ({ reference }) => command({ type: 'RegisterVendor', ...body, reference, by: caller.person }),
      { id },
    );
  }

  @Action('screenings', {
    body: screeningBody,
    roles: ['buyer'],
    summary: 'Record a screening against a sanctions list; a match suspends the vendor',
  })
  screen(@Caller() caller: Caller, @Id() id: string, @Input() body: ScreeningBody) {
    const { person: by, today } = caller;
    return this.act(caller, id, command({ type: 'RecordScreening', ...body, by, today }));
  }

  @Action('suspend', { body: reasonBody, roles: ['buyer'], summary: 'Suspend a vendor' })
  suspend(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'SuspendVendor', ...body, by: caller.person }));
  }

  @Action('reinstate', {
    body: reasonBody,
    roles: ['buyer'],
    summary: 'Make a suspended vendor eligible again; its last screening is clear',
  })
  reinstate(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'ReinstateVendor', ...body, by: caller.person }));
  }

  @Action('exclude', { body: reasonBody, roles: ['buyer'], summary: 'Exclude a vendor for good' })
  exclude(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'ExcludeVendor', ...body, by: caller.person }));
  }
}
