import ts from "typescript";
import { isFault } from "../../../domain/fault.ts";
import type { CompilerAnswers, CompilerRequest, CompilerResponse } from "../compiler-messages.ts";
import { findBypasses } from "./bypasses/find-bypasses.ts";
import { compileCandidate } from "./compile-candidate.ts";

/** What the compiler process says to one request. Nothing is thrown: a compiler that breaks says so. */
export function answerRequest(id: number, request: CompilerRequest): CompilerResponse {
  try {
    return { id, kind: "answer", answer: answer(request) };
  } catch (error) {
    if (!isFault(error)) return { id, kind: "crash", detail: describe(error) };
    return { id, kind: "fault", code: error.code, message: error.message, help: error.help };
  }
}

function answer(request: CompilerRequest): CompilerAnswers[CompilerRequest["kind"]] {
  switch (request.kind) {
    case "greet":
      return { version: ts.version };
    case "find-bypasses":
      return findBypasses(request);
    case "compile":
      return compileCandidate(request);
  }
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
