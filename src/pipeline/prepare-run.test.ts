import { expect, test } from "vitest";
import type { NodeContractSpecification } from "../domain/specification.ts";
import { createScriptedModel } from "../providers/scripted/create-scripted-model.ts";
import { accepted, specification } from "../testing/builders.ts";
import { fakeLanguagePack } from "../testing/fake-language-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { prepareRun } from "./prepare-run.ts";

test("prepareRun() writes a node beside its contract, and a wish in words by its name in the root", async () => {
  const language = fakeLanguagePack(() => accepted());
  const environment = createMemoryEnvironment(createScriptedModel([]), { files: {}, language });
  const [extension] = language.fileExtensions;
  const prose = specification({ name: "Two Sums", language: language.id });
  const path = `src/nodes/node_sum/node${extension}`;
  const node = { ...prose, kind: "node-contract", path } as unknown as NodeContractSpecification;

  expect((await prepareRun(prose, environment, {})).path).toBe(`two-sums${extension}`);
  expect((await prepareRun(node, environment, {})).path).toBe(path);
  const chosen = `other${extension}`;
  expect((await prepareRun(node, environment, { path: chosen })).path).toBe(chosen);
});
