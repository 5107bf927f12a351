import { Inject, Injectable } from '@nestjs/common';
import { Metrics, Platform } from '@tamani/nest';
import { attentionCounts } from '../read-models/attention/waiting.js';
import { attention } from './attention.js';

/** `tamani_attention{kind="…"}`: how many of each kind need attention. */
@Injectable()
export class AttentionMetrics {
  constructor(@Inject(Platform) { runtime }: Platform, @Inject(Metrics) metrics: Metrics) {
    const gauge = { name: 'tamani_attention', help: 'What needs attention', label: 'kind' };
    metrics.watch(gauge, () => attentionCounts(attention, runtime));
  }
}
