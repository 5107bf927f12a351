import { Controller, type Type } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { Delivery } from '@tamani/ports';
import type { ProcessRunner } from '@tamani/runtime';

/** The Nest controller of one process: its `@EventPattern` handler feeds the process runner. */
export function processConsumer(runner: ProcessRunner): Type {
  const { group, subscription } = runner;
  const topics = subscription.topics.join(' ');
  const types = subscription.types?.join(' ');

  @Controller()
  class ProcessConsumer {
    @EventPattern({ group, topics, ...(types !== undefined && { types }) })
    handle(@Payload() delivery: Delivery): Promise<void> {
      return runner.handle(delivery);
    }
  }
  return ProcessConsumer;
}
