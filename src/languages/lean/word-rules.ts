import type { Finding } from "../../syntax/finding.ts";
import type { Token } from "../../syntax/formal/tokens-of.ts";
import { type LeanCode, plainName } from "./lexical-rules.ts";
import { isLineStart } from "./read-commands.ts";

const HOLES = new Set(["sorry", "admit", "sorryAx"]);

/** Names that trust compiled code, or nothing at all, instead of the kernel. */
const TRUSTING = new Set([
  "native_decide",
  "ofReduceBool",
  "ofReduceNat",
  "reduceBool",
  "reduceNat",
  "trustCompiler",
  "bv_decide",
  "bv_check",
  "implemented_by",
  "extern",
  "csimp",
  "unsafe",
  "unsafeCast",
  "unsafeIO",
  "unsafeBaseIO",
  "unsafeEIO",
  "lcProof",
  "lcUnreachable",
  "lcAny",
  "Unchecked",
  "skipKernelTC",
]);

/** What runs while the file is read, inside of a term or a proof. */
const RUNNING = new Set([
  "run_tac",
  "run_conv",
  "by_elab",
  "evalExpr",
  "evalDecl",
  "evalConst",
  "dbg_trace",
  "dbgTrace",
  "include_str",
  "addDecl",
  "addAndCompile",
  "modifyEnv",
  "setEnv",
]);

/** Options that change how much work may be done, and not what counts as proved. */
const OPTIONS =
  /^(?:maxRecDepth|maxHeartbeats|synthInstance\.(?:maxHeartbeats|maxSize)|exponentiation\.threshold|linter\..+)$/;

/** What single words say; `isGiven` tells names of the frozen text. */
export function findWords(code: LeanCode, isGiven: (name: string) => boolean): readonly Finding[] {
  return code.tokens.flatMap((token, index) => {
    if (token.kind !== "name") return [];
    const found = judge(code, token, index, isGiven);
    return found === undefined ? [] : [{ ...found, start: token.start, end: token.end }];
  });
}

function judge(
  code: LeanCode,
  token: Token,
  index: number,
  isGiven: (name: string) => boolean,
): Pick<Finding, "code" | "message"> | undefined {
  const { tokens } = code;
  const parts = plainName(token.text).split(".");
  const has = (words: ReadonlySet<string>) => parts.find((part) => words.has(part));
  const hole = has(HOLES);
  if (hole !== undefined) return { code: "hole", message: `${hole} proves nothing` };
  const trusting = has(TRUSTING);
  if (trusting !== undefined)
    return { code: "trust", message: `${trusting} is believed without the kernel` };
  const running = has(RUNNING);
  if (running !== undefined)
    return { code: "runs-code", message: `${running} runs code while the file is read` };
  if (token.text === "eval" && tokens[index + 1]?.text === "%")
    return { code: "runs-code", message: "eval% runs code while the file is read" };
  if (token.text === "native" && tokens[index - 1]?.text === "+")
    return { code: "trust", message: "+native is believed without the kernel" };
  if (token.text === "native" && tokens[index + 1]?.text === ":=")
    return { code: "trust", message: "native is believed without the kernel" };
  if (token.text === "set_option") return judgeOption(tokens[index + 1]);
  if (token.text === "stop" && !isGiven("stop") && isTactic(code, index))
    return { code: "hole", message: "stop gives up the rest of the proof" };
  return undefined;
}

function judgeOption(option: Token | undefined): Pick<Finding, "code" | "message"> | undefined {
  if (option === undefined || OPTIONS.test(option.text)) return undefined;
  return { code: "option", message: `The option ${option.text} may not be set here` };
}

/** Whether a tactic begins here, and the word is no name that is bound. */
function isTactic({ tokens, code }: LeanCode, index: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1]?.text ?? "";
  if (token === undefined) return false;
  const isBound = tokens.some(
    ({ text }, at) =>
      text === "stop" &&
      (tokens[at + 1]?.text === ":" ||
        tokens[at + 1]?.text === ":=" ||
        tokens[at - 1]?.text === "fun" ||
        tokens[at - 1]?.text === "let"),
  );
  return !isBound && (isLineStart(code, token.start) || ["by", ";", "<;>", "·"].includes(before));
}
