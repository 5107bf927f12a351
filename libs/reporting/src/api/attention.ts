import type { Attention } from '../read-models/attention/waiting.js';
import { attentionReadModel, attentionSources } from '../read-models/index.js';

/** What needs attention, of every context that declares it. */
export const attention: Attention = {
  context: 'reporting',
  model: attentionReadModel,
  sources: attentionSources,
};
