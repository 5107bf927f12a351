import { z } from 'zod';

/** The field's words (docs/glossary.md), in lower_snake as on the wire and in events. */
export const projectKindSchema = z
  .enum(['qip', 'pilot', 'programme_support'])
  .meta({ id: 'ProjectKind' });
export type ProjectKind = z.output<typeof projectKindSchema>;

/** The three priority axes of the support to the reform of the security sector. */
export const axisSchema = z
  .enum(['defence_security_reform', 'democratic_control', 'border_security'])
  .meta({ id: 'Axis' });
export type Axis = z.output<typeof axisSchema>;

/** Status of a project; `rejected` and `cancelled` are final. */
export const projectStatusSchema = z
  .enum([
    'identified',
    'submitted',
    'appraised',
    'approved',
    'agreement_signed',
    'implementation',
    'suspended',
    'rejected',
    'cancelled',
  ])
  .meta({ id: 'ProjectStatus' });
export type ProjectStatus = z.output<typeof projectStatusSchema>;

export const siteKindSchema = z
  .enum([
    'border_post',
    'police_post',
    'gendarmerie_post',
    'national_guard_post',
    'inspection_office',
    'training_centre',
    'headquarters',
    'other',
  ])
  .meta({ id: 'SiteKind' });
export type SiteKind = z.output<typeof siteKindSchema>;
