import { CALLS } from "./calls.ts";
import { TESTS } from "./tests.ts";
import { VALUES } from "./values.ts";

/** Where a job's questions stand, beside the harness. */
export const JOB_FILE = "specwright_job.json";
/** The file that the sandbox runs. */
export const HARNESS_FILE = "specwright_harness.py";

const MAIN = String.raw`
def folder_of(path):
    return os.path.join(ROOT, *path.split("/")) if path else ROOT

def main():
    send = open_channel()
    sys.path[:0] = [folder_of(each) for each in JOB["paths"]]
    sys.path += [folder_of(each) for each in JOB["lastPaths"]] + JOB["packagePaths"]
    code = run_tests(send) if JOB["tests"] else run_calls(send) or 0
    # At once: threads that still run and what was left for the end say nothing more.
    os._exit(code)

main()
`;

/** Runs inside the sandbox, in the candidate's process, and speaks over a channel of its own. */
export const HARNESS_SOURCE = [
  VALUES,
  `JOB_FILE = ${JSON.stringify(JOB_FILE)}`,
  CALLS,
  TESTS,
  MAIN,
].join("\n");
