import { describe, expect, test } from "vitest";
import type { FormalSpecification } from "../domain/specification.ts";
import { diagnostic } from "../testing/builders.ts";
import {
  type FakeFormalPackOptions,
  fakeFormalPack,
  promisingSpecification,
} from "../testing/fake-formal-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { preflight, refuseUnusable } from "./preflight.ts";

async function optionsOf(wishes: FakeFormalPackOptions = {}) {
  const language = fakeFormalPack(wishes);
  const environment = createMemoryEnvironment(undefined, { files: {}, language });
  const checker = await language.openChecker(environment);
  return { language, checker, timeoutMs: 1000, signal: undefined };
}

const unusable = (wishes: Parameters<typeof diagnostic>[0]) =>
  optionsOf({
    stub: { isUsable: false, diagnostics: [diagnostic(wishes)], verifiedCount: undefined },
  });
const inTask = { file: "task.toy", start: 25, end: 26 };

describe("preflight()", () => {
  test("finds a file usable, and counts what holds already", async () => {
    expect(await preflight(promisingSpecification(), await optionsOf())).toEqual({
      status: "usable",
      diagnostics: [],
      verifiedCount: 1,
    });
  });

  test("refuses by reading alone what promises nothing", async () => {
    const options = await optionsOf();
    const checker = {
      ...options.checker,
      examineStub: () => Promise.reject(new Error("it was asked")),
    };
    const specification = promisingSpecification({ source: "nothing ???" });

    expect(await preflight(specification, { ...options, checker })).toMatchObject({
      status: "refused",
      diagnostics: [{ message: "it promises nothing" }],
    });
  });

  test("tells a file that does not resolve from one whose checker came to no end", async () => {
    const specification = promisingSpecification();

    expect(await preflight(specification, await unusable({}))).toMatchObject({ status: "refused" });
    expect(await preflight(specification, await unusable({ category: "resource" }))).toMatchObject({
      status: "unclear",
    });
    const diagnostics = [diagnostic({ category: "resource" }), diagnostic({ category: "name" })];
    const stub = { isUsable: false, diagnostics, verifiedCount: undefined };
    expect((await preflight(specification, await optionsOf({ stub }))).status).toBe("refused");
  });

  test("throws the signal's own reason", async () => {
    const signal = AbortSignal.abort(new Error("stop"));

    await expect(
      preflight(promisingSpecification(), { ...(await optionsOf()), signal }),
    ).rejects.toThrow("stop");
  });
});

describe("refuseUnusable()", () => {
  const refuse = async (
    wishes: Parameters<typeof diagnostic>[0],
    specification: FormalSpecification = promisingSpecification(),
  ) => refuseUnusable(specification, await unusable(wishes));

  test("names lines of the file, and of those that it includes", async () => {
    await expect(refuse({ span: inTask, message: "unknown: x" })).rejects.toMatchObject({
      code: "specification/invalid",
      message: 'Cannot use "task.toy" as a specification: line 2: unknown: x',
    });
    const contextFiles = [{ path: "shapes.toy", text: "\n\nx" }];
    await expect(
      refuse(
        { span: { file: "shapes.toy", start: 2, end: 3 } },
        promisingSpecification({ contextFiles }),
      ),
    ).rejects.toThrow("shapes.toy:3: that is wrong");
  });

  test("goes on where the checker could not tell", async () => {
    await expect(refuse({ category: "resource" })).resolves.toBeUndefined();
  });
});
