/** What is said between the client and the process that runs programs: one JSON object a line, each way. */

import type { Behaviour } from "../../../domain/behaviour.ts";
import type { Limits } from "./limits.ts";
import type { BehaviourResult, TestResult } from "./results.ts";

/** One test, by its place among all tests of the source. */
export interface TestRequest {
  readonly kind: "test";
  readonly source: string;
  readonly index: number;
  readonly limits: Limits;
}

export interface BehaviourRequest {
  readonly kind: "behaviour";
  readonly source: string;
  readonly functionId: string;
  readonly behaviour: Behaviour;
  readonly limits: Limits;
}

export type InterpreterRequest = TestRequest | BehaviourRequest;

export type InterpreterAnswer =
  | { readonly kind: "test"; readonly result: TestResult }
  | { readonly kind: "behaviour"; readonly result: BehaviourResult }
  /** The interpreter itself broke. */
  | { readonly kind: "crash"; readonly detail: string };

export type InterpreterResponse = InterpreterAnswer & { readonly id: number };
