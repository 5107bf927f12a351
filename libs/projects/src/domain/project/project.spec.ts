import { describe, expect, test } from '@jest/globals';
import { fold, type BusinessDate } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import type { ProjectCommand } from './project.commands.js';
import { project, type ProjectFacts } from './project.decide.js';
import type { ProjectEvent, ProjectProfile } from './project.events.js';
import type { QipLimits } from './qip-limits.js';

const officer = { id: 'officer' };
const manager = { id: 'manager' };
const gao = { pcode: 'ML07', name: 'Gao', region: 'ML07' };
const limits: QipLimits = {
  from: '2026-01-01',
  ceiling: { amount: '50000.00', currency: 'USD' },
  maxMonths: 6,
  source: 'policy',
};
const qip: ProjectProfile = {
  title: 'Réhabilitation du poste frontière d’Ansongo',
  description: null,
  kind: 'qip',
  axis: 'border_security',
  institution: 'Direction nationale des frontières',
  region: 'ML07',
  donors: ['Allemagne'],
  ceiling: { amount: '50000.00', currency: 'USD' },
  plannedStart: '2026-09-01',
  plannedEnd: '2027-03-01',
};
const pilot: ProjectProfile = { ...qip, kind: 'pilot', ceiling: { amount: '9', currency: 'XOF' } };

type AllFacts = ProjectFacts['IdentifyProject'] & ProjectFacts['SubmitProject'];
const rules = givenWhenThen(project);
const given = (...events: readonly ProjectEvent[]) => ({
  when(command: ProjectCommand, facts: Partial<AllFacts> = {}) {
    const known = { region: gao, qipLimits: limits, ...facts };
    const outcome = rules.given(events).when(command, known);
    // In every test: events can be stored, and the texts of refusals are complete.
    if (outcome.result.ok) outcome.events();
    else outcome.thenRejected(outcome.result.error.code);
    return outcome.result;
  },
});
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });
const happened = (...types: readonly string[]) => ({
  ok: true,
  value: types.map((type) => expect.objectContaining({ type })),
});

const identified = (profile = qip): ProjectEvent => ({
  type: 'ProjectIdentified',
  data: { reference: 'PRJ-2026-0001', profile, by: officer },
});
const submitted: ProjectEvent = {
  type: 'ProjectSubmitted',
  data: { by: officer, on: '2026-08-01' },
};
const appraised = (
  recommendation: 'recommended' | 'not_recommended' = 'recommended',
): ProjectEvent => ({
  type: 'ProjectAppraised',
  data: { recommendation, findings: 'Sound', by: manager, on: '2026-08-05' },
});
const approved: ProjectEvent = {
  type: 'ProjectApproved',
  data: { committee: null, by: manager, on: '2026-08-10' },
};
const signed: ProjectEvent = {
  type: 'AgreementSigned',
  data: { agreement: { reference: 'A-1', partner: 'DNF', signedOn: '2026-08-12' }, by: manager },
};
const started: ProjectEvent = {
  type: 'ImplementationStarted',
  data: { startedOn: '2026-08-20', by: officer },
};
const decision = { reference: 'PV 7', decidedOn: '2026-08-04' };
const approve = (committee: typeof decision | null = decision): ProjectCommand => ({
  type: 'ApproveProject',
  committee,
  by: manager,
  today: '2026-08-10',
});
const submit: ProjectCommand = { type: 'SubmitProject', by: officer, today: '2026-08-01' };

describe('a returned project', () => {
  const back = { type: 'ReturnProject', comments: 'No map', by: manager } as const;

  test('can be revised again by its officer, and has the comments', () => {
    for (const history of [[submitted], [submitted, appraised()]]) {
      expect(given(identified(), ...history).when(back)).toEqual(happened('ProjectReturned'));
    }
    expect(given(identified()).when(back)).toEqual(refused('project_wrong_status'));
  });
});

describe('identifying a project', () => {
  const identify = (profile: ProjectProfile): ProjectCommand => ({
    type: 'IdentifyProject',
    reference: 'PRJ-2026-0001',
    profile,
    by: officer,
  });

  test('its description is kept, including accents', () => {
    expect(given().when(identify(qip))).toEqual({ ok: true, value: [identified()] });
  });

  test('a region unknown to the gazetteer is refused, with the field', () => {
    const answer = given().when(identify({ ...qip, region: 'ML77' }), { region: null });
    expect(answer).toMatchObject({
      error: { code: 'project_region_unknown', errors: [{ pointer: '/region' }] },
    });
  });

  test('an end before the start is refused', () => {
    const reversed = { ...qip, plannedEnd: '2026-08-31' };
    expect(given().when(identify(reversed))).toEqual(refused('project_dates_reversed'));
  });

  test('it can be revised until it is submitted, and again once it was returned', () => {
    const revise: ProjectCommand = { type: 'ReviseProject', profile: pilot, by: officer };
    expect(given(identified()).when(revise)).toEqual(happened('ProjectRevised'));
    expect(given(identified(), submitted).when(revise)).toEqual(refused('project_wrong_status'));
    const returned: ProjectEvent = {
      type: 'ProjectReturned',
      data: { comments: 'Costs?', by: manager },
    };
    const back = [identified(), submitted, appraised(), returned];
    expect(given(...back).when(revise)).toEqual(happened('ProjectRevised'));
    expect(fold(project, back)).toMatchObject({
      status: 'identified',
      returnComments: 'Costs?',
      submission: undefined,
      appraisal: undefined,
    });
  });
});

describe('the limits of a quick impact project', () => {
  const submitAs = (change: Partial<ProjectProfile>, qipLimits: QipLimits = limits) =>
    given(identified({ ...qip, ...change })).when(submit, { qipLimits });

  test('the ceiling and six months are accepted', () => {
    expect(submitAs({})).toEqual(happened('ProjectSubmitted'));
  });

  test('one cent above the ceiling is refused, with the excess', () => {
    expect(submitAs({ ceiling: { amount: '50000.01', currency: 'USD' } })).toMatchObject({
      error: { code: 'qip_above_ceiling', params: { excess: '0.01', ceiling: '50000.00' } },
    });
  });

  test('one day above six months is refused, with the latest end', () => {
    expect(submitAs({ plannedEnd: '2027-03-02' })).toMatchObject({
      error: { code: 'qip_too_long', params: { latestEnd: '2027-03-01' } },
    });
  });

  test('six months after 31 August end on the last day of February', () => {
    const dates = { plannedStart: '2026-08-31', plannedEnd: '2027-02-28' };
    expect(submitAs(dates)).toEqual(happened('ProjectSubmitted'));
    expect(submitAs({ ...dates, plannedEnd: '2027-03-01' })).toEqual(refused('qip_too_long'));
  });

  test('the ceiling is in the currency of the limits', () => {
    const ceiling = { amount: '1', currency: 'XOF' };
    expect(submitAs({ ceiling })).toEqual(refused('qip_currency'));
  });

  test('the limits come from the facts', () => {
    const wider = { ...limits, ceiling: { amount: '60000.00', currency: 'USD' }, maxMonths: 9 };
    const big = { ceiling: { amount: '60000.00', currency: 'USD' }, plannedEnd: '2027-06-01' };
    expect(submitAs(big, wider)).toEqual(happened('ProjectSubmitted'));
    expect(submitAs(big)).toEqual(refused('qip_above_ceiling'));
  });

  test('without limits in force the project is refused', () => {
    const answer = given(identified()).when(submit, { qipLimits: null });
    expect(answer).toEqual(refused('qip_policy_missing'));
  });

  test('other kinds of project have no limits', () => {
    expect(given(identified(pilot)).when(submit, { qipLimits: null })).toEqual(
      happened('ProjectSubmitted'),
    );
  });

  test('the limits are checked again on approval', () => {
    const narrower = { ...limits, ceiling: { amount: '40000.00', currency: 'USD' } };
    const answer = given(identified(), submitted, appraised()).when(approve(), {
      qipLimits: narrower,
    });
    expect(answer).toEqual(refused('qip_above_ceiling'));
  });
});

describe('appraisal and approval', () => {
  const appraise = (by: { id: string; onBehalfOf?: string }): ProjectCommand => ({
    type: 'AppraiseProject',
    recommendation: 'recommended',
    findings: 'Sound',
    by,
    today: '2026-08-05',
  });

  test('another person than the submitter appraises', () => {
    const history = given(identified(), submitted);
    expect(history.when(appraise(manager))).toEqual(happened('ProjectAppraised'));
    expect(history.when(appraise(officer))).toEqual(refused('segregation_submitter_appraises'));
  });

  test('a delegate of the submitter counts as the submitter', () => {
    const answer = given(identified(), submitted).when(
      appraise({ id: 'deputy', onBehalfOf: 'officer' }),
    );
    expect(answer).toEqual(refused('segregation_submitter_appraises'));
  });

  test('nor does the submitter approve or reject', () => {
    const history = given(identified(), submitted, appraised());
    const own: ProjectCommand = {
      type: 'ApproveProject',
      committee: decision,
      by: officer,
      today: '2026-08-10',
    };
    expect(history.when(own)).toEqual(refused('segregation_submitter_decides'));
    const reject: ProjectCommand = { type: 'RejectProject', reason: 'No', by: officer };
    expect(history.when(reject)).toEqual(refused('segregation_submitter_decides'));
    expect(history.when({ ...reject, by: manager })).toEqual(happened('ProjectRejected'));
  });

  test('a QIP needs the decision of the review committee, another kind does not', () => {
    const history = given(identified(), submitted, appraised());
    expect(history.when(approve(null))).toEqual(refused('committee_decision_missing'));
    expect(history.when(approve())).toEqual(happened('ProjectApproved'));
    const other = given(identified(pilot), submitted, appraised());
    expect(other.when(approve(null))).toEqual(happened('ProjectApproved'));
  });

  test.each<[BusinessDate]>([['2026-07-31'], ['2026-08-11']])(
    'a committee cannot have decided on %s',
    (decidedOn) => {
      const answer = given(identified(), submitted, appraised()).when(
        approve({ ...decision, decidedOn }),
      );
      expect(answer).toEqual(refused('committee_decision_date'));
    },
  );

  test('a project that was not recommended is not approved', () => {
    const answer = given(identified(), submitted, appraised('not_recommended')).when(approve());
    expect(answer).toEqual(refused('project_not_recommended'));
  });

  test('a project that was not appraised is not approved', () => {
    expect(given(identified(), submitted).when(approve())).toEqual(refused('project_wrong_status'));
  });
});

describe('from the agreement on', () => {
  const before = [identified(), submitted, appraised(), approved];
  const sign = (signedOn: BusinessDate): ProjectCommand => ({
    type: 'SignAgreement',
    agreement: { reference: 'A-1', partner: 'DNF', signedOn },
    by: manager,
    today: '2026-08-15',
  });
  const start = (startedOn: BusinessDate): ProjectCommand => ({
    type: 'StartImplementation',
    startedOn,
    by: officer,
    today: '2026-08-20',
  });
  const because = (type: 'SuspendProject' | 'ResumeProject' | 'CancelProject'): ProjectCommand => ({
    type,
    reason: 'Insécurité dans le cercle',
    by: manager,
  });

  test('an agreement is signed after the approval, not in the future', () => {
    expect(given(...before).when(sign('2026-08-10'))).toEqual(happened('AgreementSigned'));
    expect(given(...before).when(sign('2026-08-09'))).toEqual(refused('agreement_date'));
    expect(given(...before).when(sign('2026-08-16'))).toEqual(refused('agreement_date'));
  });

  test('work starts after the signature, not in the future', () => {
    const history = given(...before, signed);
    expect(history.when(start('2026-08-12'))).toEqual(happened('ImplementationStarted'));
    expect(history.when(start('2026-08-11'))).toEqual(refused('implementation_date'));
    expect(history.when(start('2026-08-21'))).toEqual(refused('implementation_date'));
    expect(given(...before).when(start('2026-08-20'))).toEqual(refused('project_wrong_status'));
  });

  test.each([
    ['approved', before],
    ['agreement_signed', [...before, signed]],
    ['implementation', [...before, signed, started]],
  ])('suspended while %s, it resumes there', (status, history) => {
    const suspension = given(...history).when(because('SuspendProject'));
    expect(suspension).toEqual(happened('ProjectSuspended'));
    const suspended = [...history, ...(suspension.ok ? suspension.value : [])];
    expect(fold(project, suspended).status).toBe('suspended');
    const resumption = given(...suspended).when(because('ResumeProject'));
    const resumed = [...suspended, ...(resumption.ok ? resumption.value : [])];
    expect(fold(project, resumed)).toMatchObject({ status, suspendedFrom: undefined });
  });

  test('an ended project stays ended', () => {
    const ended: ProjectEvent = { type: 'ProjectCancelled', data: { reason: 'x', by: manager } };
    const history = given(...before, ended);
    for (const type of ['SuspendProject', 'ResumeProject', 'CancelProject'] as const) {
      expect(history.when(because(type))).toEqual(refused('project_wrong_status'));
    }
  });

  test('a project in progress can be cancelled, with its reason', () => {
    const answer = given(...before, signed, started).when(because('CancelProject'));
    expect(answer).toMatchObject({
      value: [{ type: 'ProjectCancelled', data: { reason: 'Insécurité dans le cercle' } }],
    });
  });
});
