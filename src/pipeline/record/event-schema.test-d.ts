/** The compiler refuses this file when the journal's schema and the domain's events differ. */

import type { z } from "zod";
import type { RunEvent } from "../../domain/run.ts";
import type { eventSchema } from "./event-schema.ts";

type Read = DeepReadonly<z.output<typeof eventSchema>>;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** What is read is an event, and every event can be read. */
export const readsEvents = (read: Read): RunEvent => read;
export const readsEveryEvent = (event: DeepReadonly<RunEvent>): Read => event;
