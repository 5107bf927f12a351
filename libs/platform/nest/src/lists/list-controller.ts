import type { Type } from '@nestjs/common';
import { controllerOf } from '../http/controller.js';
import type { ParameterMap } from './query-parameters.js';
import type { Platform } from '../platform.js';
import { answerList, listAccess } from './list-answer.js';
import type { ListDefinition } from './list-definition.js';

/**
 * A list or a report as a controller: `GET /v1/<path>` in every format, paged, filtered and
 * sorted as declared. It is registered with its context's module.
 */
export const listController = <P extends ParameterMap>(list: ListDefinition<P>): Type =>
  controllerOf<Platform>({
    name: `${nameOf(list.path)}Controller`,
    at: 'v1',
    service: (platform) => platform,
    routes: [
      {
        ...{ name: 'list', method: 'GET', at: list.path },
        access: listAccess(list),
        handle: (platform, request, reply) => answerList(list, { request, reply, platform }),
      },
    ],
  });

/** `audit/entities/:category/:id`: AuditEntities. */
const nameOf = (path: string): string =>
  path
    .split(/[/-]/)
    .filter((part) => part !== '' && !part.startsWith(':'))
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
