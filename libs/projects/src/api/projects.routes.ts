import { reasonBody, emptyBody, resource } from '@tamani/nest';
import { refuse } from '../domain/project/project.rejections.js';
import { projectAggregate } from '../facts/project.facts.js';
import { projectSchema, renderProject } from '../read-models/project.resource.js';
import { projectsReadModel } from '../read-models/projects.read-model.js';
import {
  appraiseBody,
  approveBody,
  projectBody,
  returnBody,
  signAgreementBody,
  startBody,
} from './projects.schemas.js';

export const projects = resource(projectAggregate)({
  path: 'projects',
  about: 'Projects, quick-impact ones included, from the idea to their end',
  context: 'projects',
  list: projectsReadModel,
  schema: projectSchema,
  render: renderProject,
  filters: ['status', 'kind', 'axis', 'institution', 'region', 'reference'],
  dates: { plannedStart: 'plannedStart', plannedEnd: 'plannedEnd' },
  reference: 'PRJ',
  refusals: [refuse],
  create: {
    body: projectBody,
    roles: ['project-officer'],
    summary: 'Identify a project',
    command: (profile, { reference, by }) => ({ type: 'IdentifyProject', reference, profile, by }),
  },
  actions: {
    revise: {
      body: projectBody,
      roles: ['project-officer'],
      summary: 'Replace the description of a project that is not submitted',
      command: (profile, { by }) => ({ type: 'ReviseProject', profile, by }),
    },
    submit: {
      body: emptyBody,
      roles: ['project-officer'],
      summary: 'Submit a project',
      description: 'A quick-impact project must be within the limits in force.',
      command: (_, { by, today }) => ({ type: 'SubmitProject', by, today }),
    },
    return: {
      body: returnBody,
      roles: ['programme-manager', 'budget-officer'],
      summary: 'Send a project back to its officer with comments',
      command: (body, { by }) => ({ type: 'ReturnProject', ...body, by }),
    },
    appraise: {
      body: appraiseBody,
      roles: ['programme-manager', 'budget-officer'],
      summary: 'Appraise a project submitted by another person',
      command: (body, { by, today }) => ({ type: 'AppraiseProject', ...body, by, today }),
    },
    approve: {
      body: approveBody,
      roles: ['programme-manager', 'approving-officer'],
      summary: 'Approve a project',
      description: 'A quick-impact project needs the decision of the review committee.',
      command: (body, { by, today }) => ({ type: 'ApproveProject', ...body, by, today }),
    },
    'sign-agreement': {
      body: signAgreementBody,
      roles: ['programme-manager'],
      summary: 'Record the signature of the agreement with the partner',
      command: (body, { by, today }) => ({
        type: 'SignAgreement',
        agreement: { ...body, signedOn: body.signedOn ?? today },
        by,
        today,
      }),
    },
    'start-implementation': {
      body: startBody,
      roles: ['project-officer', 'programme-manager'],
      summary: 'Record that the work has begun',
      command: ({ startedOn }, { by, today }) => ({
        type: 'StartImplementation',
        startedOn: startedOn ?? today,
        by,
        today,
      }),
    },
    reject: {
      body: reasonBody,
      roles: ['programme-manager', 'approving-officer'],
      summary: 'Reject a submitted project',
      command: (body, { by }) => ({ type: 'RejectProject', ...body, by }),
    },
    cancel: {
      body: reasonBody,
      roles: ['programme-manager'],
      summary: 'Cancel a project that has not ended',
      command: (body, { by }) => ({ type: 'CancelProject', ...body, by }),
    },
    suspend: {
      body: reasonBody,
      roles: ['programme-manager'],
      summary: 'Suspend an approved project',
      command: (body, { by }) => ({ type: 'SuspendProject', ...body, by }),
    },
    resume: {
      body: reasonBody,
      roles: ['programme-manager'],
      summary: 'Resume a suspended project in its previous status',
      command: (body, { by }) => ({ type: 'ResumeProject', ...body, by }),
    },
  },
});
