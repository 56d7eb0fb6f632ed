/** Specifications of every kind and shape, for laws about journals. */

import fc from "fast-check";
import type { Behaviour } from "../domain/behaviour.ts";
import type { JsonRecord, JsonValue } from "../domain/json.ts";
import { NODE_KINDS } from "../domain/node-contract.ts";
import type { Specification, Task } from "../domain/specification.ts";
import { maybe, text } from "./arbitrary-text.ts";

const source = fc.record({ path: text, text });
const asked = {
  name: text,
  language: text,
  text,
  signature: maybe(text),
  examples: fc.array(
    fc.record({
      call: text,
      expected: fc.oneof(
        fc.record({ kind: fc.constant("returns" as const), expression: text }),
        fc.record({ kind: fc.constant("throws" as const), name: maybe(text) }),
      ),
    }),
    { maxLength: 2 },
  ),
  requirements: fc.array(text, { maxLength: 2 }),
  contextFiles: fc.array(source, { maxLength: 1 }),
  testFiles: fc.array(source, { maxLength: 1 }),
  companions: fc.array(fc.record({ path: text, purpose: text, isOptional: fc.boolean() }), {
    maxLength: 1,
  }),
};

const json = fc.jsonValue({ maxDepth: 2, stringUnit: "binary" }) as fc.Arbitrary<JsonValue>;
const byName = <T>(value: fc.Arbitrary<T>) => fc.dictionary(text, value, { maxKeys: 2 });
const record: fc.Arbitrary<JsonRecord> = byName(json);
const tables = byName(fc.array(record, { maxLength: 2 }));
const outcome = fc.record({
  kind: fc.constantFrom("returns" as const, "raises" as const),
  value: json,
});
const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  name: text,
  isHidden: fc.boolean(),
  args: record,
  given: fc.record({
    tables,
    files: byName(text),
    answers: byName(fc.array(fc.record({ args: maybe(record), outcome }), { maxLength: 1 })),
  }),
  expected: fc.record({
    outcome: maybe(outcome),
    tables,
    files: byName(fc.option(text)),
    calls: maybe(fc.array(fc.record({ function: text, args: record }), { maxLength: 1 })),
  }),
});
const task: fc.Arbitrary<Task> = fc.record({
  id: text,
  split: fc.constantFrom("development", "held-out"),
  category: text,
  complexity: fc.constantFrom("simple", "moderate", "complex"),
  functionId: text,
  requirements: fc.array(fc.record({ id: text, text, priority: text }), { maxLength: 1 }),
  declarations: maybe(text),
  definitions: fc.array(fc.record({ id: text, kind: text }), { maxLength: 1 }),
  behaviours: fc.array(behaviour, { maxLength: 1 }),
});

const texts = fc.array(text, { maxLength: 2 });

export const arbitrarySpecification: fc.Arbitrary<Specification> = fc.oneof(
  fc.record({ kind: fc.constant("prose" as const), ...asked, grammar: maybe(source) }),
  fc.record({ kind: fc.constant("covenant-task" as const), ...asked, task }),
  fc.record({
    kind: fc.constant("node-contract" as const),
    ...asked,
    path: text,
    contract: fc.record({
      kind: fc.constantFrom(...NODE_KINDS),
      name: text,
      version: text,
      description: text,
      package: text,
      inputModel: text,
      outputModel: text,
      operations: texts,
      errorCodes: texts,
      features: texts,
      subcontracts: texts,
      data: fc.constantFrom({}, { name: "a", tags: ["b"], nested: { one: 1 } }),
    }),
  }),
  fc.record({
    kind: fc.constant("formal" as const),
    ...asked,
    path: text,
    source: text,
    slots: fc.array(
      fc.record({
        name: text,
        role: fc.constantFrom("helpers" as const, "body" as const, "term" as const),
        start: fc.nat(),
        end: fc.nat(),
      }),
      { maxLength: 3 },
    ),
  }),
);
