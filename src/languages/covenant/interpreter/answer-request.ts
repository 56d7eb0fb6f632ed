import { parse } from "../syntax/parse.ts";
import { findTests, type TestCase } from "./find-tests.ts";
import { type LoadedProgram, loadProgram } from "./load-program.ts";
import type { InterpreterAnswer, InterpreterRequest } from "./messages.ts";
import { runBehaviour } from "./run-behaviours.ts";
import { runTest } from "./run-tests.ts";

type Answer = (request: InterpreterRequest) => InterpreterAnswer;

interface ReadSource {
  readonly source: string;
  readonly loaded: LoadedProgram;
  readonly tests: readonly TestCase[];
}

/** Answers requests; remembers the last source, because the tests of one come one by one. */
export function createAnswerer(): Answer {
  let last: ReadSource | undefined;

  function read(source: string): ReadSource {
    if (last?.source === source) return last;
    const { program } = parse(source);
    last = { source, loaded: loadProgram(program), tests: findTests(program) };
    return last;
  }

  function answer(request: InterpreterRequest): InterpreterAnswer {
    const { loaded, tests } = read(request.source);
    const { limits } = request;
    if (request.kind === "behaviour") {
      const { functionId, behaviour } = request;
      return { kind: "behaviour", result: runBehaviour(loaded, functionId, behaviour, limits) };
    }
    const test = tests[request.index];
    if (test === undefined) throw new RangeError(`Cannot run test ${request.index}: there is none`);
    return { kind: "test", result: runTest(loaded, test, limits) };
  }

  return (request) => {
    try {
      return answer(request);
    } catch (error) {
      return { kind: "crash", detail: error instanceof Error ? `${error.stack}` : String(error) };
    }
  };
}
