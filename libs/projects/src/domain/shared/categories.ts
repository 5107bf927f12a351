/** Names of the streams: `<category>-<id>`. */
export const PROJECT_CATEGORY = 'projects.Project';
export const SITE_CATEGORY = 'projects.Site';
