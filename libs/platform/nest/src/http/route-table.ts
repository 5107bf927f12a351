import { Injectable, RequestMethod, type Type } from '@nestjs/common';
import { invariant } from '@tamani/kernel';
import { ACCESS, QUERY_SCHEMA, type RouteAccess } from './route-access.js';

/** Nest's own keys of a controller's and a handler's metadata. */
const PATH = 'path';
const METHOD = 'method';

export interface Route {
  readonly method: string;
  /** `/v1/requisitions/{id}/submit`. */
  readonly path: string;
  readonly access: RouteAccess;
  readonly query: RouteAccess['query'];
  /** `RequisitionsController.submit`. */
  readonly name: string;
}

/** `Requisitions_submit`: its name in the description of the API. */
export const operationIdOf = ({ name }: Route): string =>
  name.replace('Controller', '').replace('.', '_');

/** Every route of the application, as its controllers declare them. */
@Injectable()
export class RouteTable {
  private readonly routes: Route[] = [];

  get all(): readonly Route[] {
    return this.routes;
  }

  /** Reads the routes of a controller. Throws for one without access: default deny. */
  add(controller: Type): void {
    const bases = [Reflect.getMetadata(PATH, controller) as string | string[]].flat();
    for (const [name, handler] of handlersOf(controller)) {
      const paths = Reflect.getMetadata(PATH, handler) as string | string[] | undefined;
      const method = Reflect.getMetadata(METHOD, handler) as RequestMethod | undefined;
      if (paths === undefined || method === undefined) continue;
      const access = Reflect.getMetadata(ACCESS, handler) as RouteAccess | undefined;
      const where = `${controller.name}.${name}`;
      invariant(access, `route without access: ${where}. Add @Access: who may call it?`);
      const query = Reflect.getMetadata(QUERY_SCHEMA, handler) as RouteAccess['query'];
      for (const base of bases) {
        for (const path of [paths].flat()) {
          const route = { method: RequestMethod[method] ?? '', access, name: where };
          this.routes.push({ ...route, query: access.query ?? query, path: joined(base, path) });
        }
      }
    }
  }

  /** Methods that a path has, whatever they are; empty when there is no such path. */
  methodsOf(path: string): readonly string[] {
    const parts = path.split('/');
    const fitting = this.routes.filter((route) => fits(route.path.split('/'), parts));
    const methods = fitting.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : method));
    return [...new Set(methods)].sort();
  }
}

/** Methods of a class and of what it extends; the nearest wins. */
function handlersOf(controller: Type): ReadonlyMap<string, object> {
  const handlers = new Map<string, object>();
  let prototype = controller.prototype as object | null;
  while (prototype && prototype !== Object.prototype) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const value = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
      if (name === 'constructor' || typeof value !== 'function') continue;
      if (!handlers.has(name)) handlers.set(name, value);
    }
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return handlers;
}

const joined = (base: string, path: string): string => {
  const whole = `/${base}/${path}`.replaceAll(/\/+/g, '/').replace(/\/$/, '');
  return (whole === '' ? '/' : whole).replaceAll(/:(\w+)/g, '{$1}');
};

const fits = (route: readonly string[], path: readonly string[]): boolean =>
  route.length === path.length &&
  route.every((part, n) => part === path[n] || (part.startsWith('{') && path[n] !== ''));
