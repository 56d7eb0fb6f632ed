import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, type ContextManager, ROOT_CONTEXT } from "@opentelemetry/api";

/** Lets spans find their parent across `await`: OpenTelemetry's context, carried by the runtime. */
export function createAsyncContext(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (context, work, thisArg, ...args) =>
      storage.run(context, () => work.apply(thisArg as never, args)),
    bind: (context, target) =>
      typeof target === "function"
        ? (((...args: never[]) =>
            storage.run(context, () => target(...args) as unknown)) as typeof target)
        : target,
    enable: () => manager,
    disable: () => {
      storage.disable();
      return manager;
    },
  };
  return manager;
}
