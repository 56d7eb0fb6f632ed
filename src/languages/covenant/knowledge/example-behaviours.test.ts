import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Behaviour, CallMade, CallOutcome, World } from "../../../domain/behaviour.ts";
import type { JsonRecord, JsonValue } from "../../../domain/json.ts";
import { runBehaviours } from "../interpreter/run-behaviours.ts";
import { runTests } from "../interpreter/run-tests.ts";
import { parse } from "../syntax/parse.ts";
import { listExamples } from "./example-catalogue.ts";

interface Outcome {
  readonly returns?: JsonValue;
  readonly raises?: JsonValue;
}
interface Case extends Outcome {
  readonly call: string;
  readonly args: JsonRecord;
  readonly tables?: World["tables"];
  readonly files?: World["files"];
  readonly answers?: Readonly<Record<string, readonly Outcome[]>>;
  readonly after?: World["tables"];
  readonly written?: World["files"];
  readonly calls?: readonly CallMade[];
}

const cases = parseYaml(
  readFileSync(new URL("./fixtures/example-behaviours.yaml", import.meta.url), "utf8"),
) as Readonly<Record<string, readonly Case[]>>;

function outcomeOf({ returns, raises }: Outcome): CallOutcome | undefined {
  if (raises !== undefined) return { kind: "raises", value: raises };
  return returns === undefined ? undefined : { kind: "returns", value: returns };
}

const behaviourOf = (it: Case): Behaviour => ({
  name: it.call,
  isHidden: false,
  args: it.args,
  given: {
    tables: it.tables ?? {},
    files: it.files ?? {},
    answers: Object.fromEntries(
      Object.entries(it.answers ?? {}).map(([name, answers]) => [
        name,
        answers.map((answer) => ({
          args: undefined,
          outcome: outcomeOf(answer) ?? { kind: "returns", value: null },
        })),
      ]),
    ),
  },
  expected: {
    outcome: outcomeOf(it),
    tables: it.after ?? {},
    files: it.written ?? {},
    calls: it.calls,
  },
});

describe("the examples", () => {
  test("are all described by what they do", () => {
    expect(Object.keys(cases).sort()).toEqual(listExamples().map(({ id }) => id));
  });

  test.each(listExamples())("$id does what it says", ({ id, code }) => {
    const { program } = parse(code);
    const results = (cases[id] ?? []).flatMap((it) =>
      runBehaviours(program, it.call, [behaviourOf(it)]),
    );

    expect(results.filter(({ status }) => status !== "pass")).toEqual([]);
    expect(runTests(program).filter(({ status }) => status !== "pass")).toEqual([]);
  });
});
