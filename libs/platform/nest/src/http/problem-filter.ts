import {
  Catch,
  Inject,
  Injectable,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { GatedRequest } from './caller.js';
import { Problems } from './problems.js';

/** Everything that is thrown under Nest ends here. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(Problems) private readonly problems: Problems) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.problems.answer(error, http.getRequest<GatedRequest>(), http.getResponse<FastifyReply>());
  }
}
