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
import type { ProjectCommand } from '../domain/project/project.commands.js';
import type { ProjectState } from '../domain/project/project.state.js';
import { projectAggregate } from '../facts/project.facts.js';
import { projectSchema, renderProject } from '../read-models/project.resource.js';
import { projectsReadModel } from '../read-models/projects.read-model.js';
import {
  appraiseBody,
  approveBody,
  emptyBody,
  projectBody,
  reasonBody,
  returnBody,
  signAgreementBody,
  startBody,
  type AppraiseBody,
  type ApproveBody,
  type ProjectBody,
  type ReasonBody,
  type ReturnBody,
  type SignAgreementBody,
  type StartBody,
} from './projects.schemas.js';

const projectResource: ResourceDefinition<ProjectState> = {
  path: 'projects',
  context: 'projects',
  aggregate: projectAggregate,
  list: projectsReadModel,
  schema: projectSchema,
  render: renderProject,
  filters: ['status', 'kind', 'axis', 'institution', 'region', 'reference'],
  referencePrefix: 'PRJ',
};

@Controller('v1/projects')
export class ProjectsController extends ResourceController(projectResource) {
  @Create({ body: projectBody, roles: ['project-officer'], summary: 'Identify a project' })
  identify(@Caller() caller: Caller, @Input() body: ProjectBody) {
    return this.create(caller, ({ reference }) =>
      command({ type: 'IdentifyProject', reference, profile: body, by: caller.person }),
    );
  }

  @Action('revise', {
    body: projectBody,
    roles: ['project-officer'],
    summary: 'Replace the description of a project that is not submitted',
  })
  revise(@Caller() caller: Caller, @Id() id: string, @Input() body: ProjectBody) {
    return this.act(
      caller,
      id,
      command({ type: 'ReviseProject', profile: body, by: caller.person }),
    );
  }

  @Action('submit', {
    body: emptyBody,
    roles: ['project-officer'],
    summary: 'Submit a project; a QIP within the policy of the day',
  })
  submit(@Caller() caller: Caller, @Id() id: string) {
    return this.act(caller, id, command({ type: 'SubmitProject', ...signed(caller) }));
  }

  @Action('return', {
    body: returnBody,
    roles: ['programme-manager', 'budget-officer'],
    summary: 'Send a project back to its officer with comments',
  })
  sendBack(@Caller() caller: Caller, @Id() id: string, @Input() body: ReturnBody) {
    return this.act(caller, id, command({ type: 'ReturnProject', ...body, by: caller.person }));
  }

  @Action('appraise', {
    body: appraiseBody,
    roles: ['programme-manager', 'budget-officer'],
    summary: 'Appraise a project that somebody else submitted',
  })
  appraise(@Caller() caller: Caller, @Id() id: string, @Input() body: AppraiseBody) {
    return this.act(caller, id, command({ type: 'AppraiseProject', ...body, ...signed(caller) }));
  }

  @Action('approve', {
    body: approveBody,
    roles: ['programme-manager', 'approving-officer'],
    summary: 'Approve a project; a QIP with the decision of the review committee',
  })
  approve(@Caller() caller: Caller, @Id() id: string, @Input() body: ApproveBody) {
    return this.act(caller, id, command({ type: 'ApproveProject', ...body, ...signed(caller) }));
  }

  @Action('sign-agreement', {
    body: signAgreementBody,
    roles: ['programme-manager'],
    summary: 'Record the signature of the agreement with the partner',
  })
  signAgreement(@Caller() caller: Caller, @Id() id: string, @Input() body: SignAgreementBody) {
    const agreement = { ...body, signedOn: body.signedOn ?? caller.today };
    return this.act(caller, id, command({ type: 'SignAgreement', agreement, ...signed(caller) }));
  }

  @Action('start-implementation', {
    body: startBody,
    roles: ['project-officer', 'programme-manager'],
    summary: 'Record that the work has begun',
  })
  start(@Caller() caller: Caller, @Id() id: string, @Input() body: StartBody) {
    const startedOn = body.startedOn ?? caller.today;
    return this.act(
      caller,
      id,
      command({ type: 'StartImplementation', startedOn, ...signed(caller) }),
    );
  }

  @Action('reject', {
    body: reasonBody,
    roles: ['programme-manager', 'approving-officer'],
    summary: 'Reject a submitted project',
  })
  reject(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'RejectProject', ...body, by: caller.person }));
  }

  @Action('cancel', {
    body: reasonBody,
    roles: ['programme-manager'],
    summary: 'Cancel a project that has not ended',
  })
  cancel(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'CancelProject', ...body, by: caller.person }));
  }

  @Action('suspend', {
    body: reasonBody,
    roles: ['programme-manager'],
    summary: 'Suspend an approved project',
  })
  suspend(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'SuspendProject', ...body, by: caller.person }));
  }

  @Action('resume', {
    body: reasonBody,
    roles: ['programme-manager'],
    summary: 'Resume a suspended project where it was',
  })
  resume(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'ResumeProject', ...body, by: caller.person }));
  }
}

/** A command of a project, checked by the compiler. */
const command = (one: ProjectCommand): ProjectCommand => one;

/** Who, and on which day. */
const signed = (caller: Caller) => ({ by: caller.person, today: caller.today });
