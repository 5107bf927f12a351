import { Module } from '@nestjs/common';
import type { ContextDefinition } from '@tamani/runtime';
import { ContextModule } from '../src/index.js';
import { noteAggregate, notes, notesResource } from './notes.context.js';
import {
  closing,
  replies,
  repliesResource,
  replyAggregate,
  translate,
  WordsController,
} from './replies.context.js';

export const desk: ContextDefinition = {
  name: 'desk',
  aggregates: [noteAggregate, replyAggregate],
  readModels: [notes, replies],
  processes: [closing],
  translate,
};

const resources = [notesResource, repliesResource];
const controllers = [WordsController];

@Module({ imports: [ContextModule.register(desk, { resources, controllers })] })
export class DeskModule {}
