import { type MoneyJson, type Rejection, type Word } from '@tamani/kernel';
import { refuseProject } from './project.rejections.js';
import type { Axis } from './vocabulary.js';

/** What a line's rules know of its project, from the project's own stream. */
export interface LineProject {
  readonly reference: string;
  readonly status: Word<'projectStatus'>;
  readonly kind: string;
  readonly axis: Axis;
  readonly institution: string;
  readonly region: string;
  readonly donors: readonly string[];
  readonly ceiling: MoneyJson;
  /** Neither suspended nor ended: funds may be set aside for it. */
  readonly takesFunds: boolean;
  /** Approved as well: its funds may be reserved and ordered from. */
  readonly maySpend: boolean;
}

/** The refusal of new funds for a project that is suspended or has ended. */
export function fundsProblem(project: LineProject | null): Rejection | undefined {
  if (project === null || project.takesFunds) return undefined;
  const { reference, status } = project;
  return refuseProject.project_closed_to_spending({ project: reference, status });
}
