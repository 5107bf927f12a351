import { Controller, Get, HttpCode, Inject, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Platform } from '../platform.js';
import type { GatedRequest } from './caller.js';
import { Access } from './decorators.js';
import type { RouteAccess } from './route-access.js';

/** One route as data. Its handler returns what is answered, or nothing when it has sent it. */
export interface DeclaredRoute<T> {
  /** Method of the controller, so the second half of the operation's name. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Under the controller's address: `:id/submit`. */
  readonly at: string;
  readonly access: RouteAccess;
  handle(of: T, request: GatedRequest, reply: FastifyReply): Promise<unknown>;
}

/** Routes under one address, and what serves them. */
export interface DeclaredController<T> {
  /** `RequisitionsController`. */
  readonly name: string;
  /** `v1/requisitions`. */
  readonly at: string;
  readonly service: (platform: Platform) => T;
  readonly routes: readonly DeclaredRoute<T>[];
}

const STATUS = { create: 201, action: 200, plain: 200 } as const;

/** A Nest controller generated from declared routes. */
export function controllerOf<T>({ name, at, service, routes }: DeclaredController<T>): Type {
  class Declared {
    readonly service: T;
    constructor(platform: Platform) {
      this.service = service(platform);
    }
  }
  Object.defineProperty(Declared, 'name', { value: name });
  Inject(Platform)(Declared, undefined, 0);
  Controller(at)(Declared);
  for (const route of routes) addRoute(Declared, route);
  return Declared;
}

function addRoute<T>(
  { prototype }: { readonly prototype: { readonly service: T } },
  { name, method, at, access, handle }: DeclaredRoute<T>,
): void {
  async function answer(this: { service: T }, request: GatedRequest, reply: FastifyReply) {
    const answered = await handle(this.service, request, reply);
    if (answered !== undefined) void reply.send(answered);
  }
  const descriptor = { value: answer, writable: true, enumerable: false, configurable: true };
  Object.defineProperty(prototype, name, descriptor);
  (method === 'GET' ? Get : Post)(at)(prototype, name, descriptor);
  HttpCode(STATUS[access.kind ?? 'plain'])(prototype, name, descriptor);
  Access(access)(prototype, name, descriptor);
  Req()(prototype, name, 0);
  Res()(prototype, name, 1);
}
