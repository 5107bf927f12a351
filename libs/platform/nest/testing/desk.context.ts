import { Module } from '@nestjs/common';
import type { ContextDefinition } from '@tamani/runtime';
import { ContextModule } from '../src/index.js';
import { noteAggregate, notes, NotesController } from './notes.context.js';
import {
  closing,
  replies,
  RepliesController,
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

const controllers = [NotesController, RepliesController, WordsController];

@Module({ imports: [ContextModule.register(desk, controllers)] })
export class DeskModule {}
