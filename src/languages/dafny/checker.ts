import type { Checker } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import { requireDafny } from "./adapter/find-dafny.ts";
import { testBrittleness } from "./judge/brittleness.ts";
import { type Court, check, findBypasses, readerFor, stubOf } from "./judge/check.ts";
import { collectIncludes } from "./judge/collect-includes.ts";
import { createProver } from "./judge/prover.ts";

/** @throws {Fault} `toolchain/missing` */
export async function openChecker(machine: Machine): Promise<Checker> {
  const dafny = await requireDafny(machine);
  const prover = createProver(dafny, machine.toolRunner);
  const tool = { name: "dafny", version: dafny.version.text };
  const court: Court = { prover, machine, tool };
  return {
    tool,
    digest: machine.sha256(JSON.stringify(["dafny", dafny.version.text, "z3", dafny.solver])),
    async findBypasses(candidate, { signal, specification }) {
      signal?.throwIfAborted();
      return findBypasses(candidate, specification);
    },
    check: (candidate, options) => check(candidate, options, court),
    async examineStub(specification, limits) {
      limits.signal?.throwIfAborted();
      const { path, source } = specification;
      const reader = readerFor({ companions: [] }, specification, court);
      const { files, diagnostics } = await collectIncludes({ path, text: source }, reader);
      if (diagnostics.length > 0) return { isUsable: false, diagnostics, verifiedCount: undefined };
      const stub = await stubOf(specification, files, limits, court);
      return {
        isUsable: stub.isUsable,
        diagnostics: stub.diagnostics,
        verifiedCount: stub.isClear ? stub.least.count : undefined,
      };
    },
    testBrittleness: (candidate, options) => testBrittleness(candidate, options, court),
    [Symbol.asyncDispose]: () => prover[Symbol.asyncDispose](),
  };
}
