import { expect, test } from "vitest";
import type { ProseSpecification } from "../../../domain/specification.ts";
import { testMachine } from "../../../testing/test-machine.ts";
import { covenant } from "../index.ts";

const SPECIFICATION: ProseSpecification = {
  kind: "prose",
  name: "Clamp",
  language: "covenant",
  text: "",
  signature: 'fn name="clamp" param name="score" type="Int" returns type="Int" end',
  examples: [],
  requirements: [],
  contextFiles: [],
  testFiles: [],
  companions: [],
  grammar: undefined,
};

const machine = await testMachine(process.cwd());
const options = { machine, profile: "strict", path: "clamp.cov" };
const open = (specification: ProseSpecification) =>
  covenant.openConstraints?.(specification, options);

test("openConstraints() fixes the head of a function, given as a snippet or bare", async () => {
  const bare = await open(SPECIFICATION);
  const snippet = await open({
    ...SPECIFICATION,
    signature: `snippet id="main.clamp" kind="fn" signature ${SPECIFICATION.signature ?? ""} end`,
  });

  expect(bare).toMatchObject({ prefix: "", describes: "the function main.clamp", gaps: [] });
  expect(bare).toHaveProperty("syntax.lark", expect.stringContaining('fn name=\\"clamp\\"'));
  expect(snippet).toHaveProperty("id", bare !== undefined && "id" in bare && bare.id);
});

test("openConstraints() says what it does not see to", async () => {
  const set = await open({
    ...SPECIFICATION,
    requirements: ["Never above the maximum"],
    examples: [{ call: "clamp(score=1)", expected: { kind: "returns", expression: "1" } }],
  });

  expect(set).toMatchObject({ gaps: [{ level: "semantic" }, { level: "semantic" }] });
});

test("openConstraints() needs a signature, and refuses one that cannot be read", async () => {
  expect(await open({ ...SPECIFICATION, signature: undefined })).toMatchObject({ isAbsent: true });
  await expect(open({ ...SPECIFICATION, signature: "fn name=" })).rejects.toMatchObject({
    code: "specification/invalid",
  });
});
