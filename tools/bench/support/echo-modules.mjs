import 'reflect-metadata';
import { Controller } from '@nestjs/common';
import { Input } from '@tamani/nest';

/** @typedef {new (...args: never[]) => object} Class */

/**
 * The same API without what is behind it: every POST route of the modules, with its path, policy
 * and body schema, answered with the body it was given. What it costs is Nest, Fastify, tokens,
 * checks and JSON: the most that any server on this stack can do.
 * @param {readonly Class[]} modules of the contexts
 * @returns {Class[]} controllers
 */
export function echoControllers(modules) {
  return modules.flatMap(controllersOf).flatMap((controller) => {
    const path = Reflect.getMetadata('path', controller);
    const handlers = routesOf(controller);
    return handlers.length === 0 ? [] : [echoOf(path, handlers)];
  });
}

/** @param {Class} module @returns {Class[]} */
function controllersOf(module) {
  /** @type {{ controllers?: Class[] }[]} */
  const imports = Reflect.getMetadata('imports', module) ?? [];
  return imports.flatMap(({ controllers = [] }) => controllers);
}

/** @param {Class} controller @returns {[string, Function][]} */
function routesOf(controller) {
  const handlers = Object.entries(Object.getOwnPropertyDescriptors(controller.prototype));
  return handlers.flatMap(([name, { value }]) => {
    const policy = typeof value === 'function' && Reflect.getMetadata('tamani:policy', value);
    return policy && policy.body ? [/** @type {[string, Function]} */ ([name, value])] : [];
  });
}

/** @param {string} path @param {[string, Function][]} handlers */
function echoOf(path, handlers) {
  class Echo {}
  for (const [name, original] of handlers) {
    const handler = (/** @type {object} */ input) => ({ id: 'echo', ...input });
    for (const key of Reflect.getMetadataKeys(original)) {
      Reflect.defineMetadata(key, Reflect.getMetadata(key, original), handler);
    }
    Object.defineProperty(Echo.prototype, name, { value: handler, writable: true });
    Input()(Echo.prototype, name, 0);
  }
  Controller(path)(Echo);
  return Echo;
}
