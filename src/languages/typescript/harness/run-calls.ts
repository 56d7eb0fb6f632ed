/** Calls one function after another and says what each gave. Runs in the sandbox. */

import * as own from "./intrinsics.ts";
import { renderValue } from "./render-value.ts";

/**
 * Prints one line for each call: the nonce, the call's number, and how it ended. The nonce is how the reader
 * tells these lines from what a candidate prints.
 */
export async function runCalls(
  calls: readonly (() => unknown)[],
  nonce: string,
  print: (line: string) => void,
): Promise<void> {
  for (let at = 0; at < calls.length; at += 1) {
    print(`${nonce} ${at} ${await outcomeOf(calls[at])}`);
  }
}

async function outcomeOf(call: (() => unknown) | undefined): Promise<string> {
  try {
    const { text, opaque } = renderValue(await call?.());
    return `returned ${own.stringify(text)} ${own.stringify(opaque ?? "")}`;
  } catch (error) {
    // It ends the program, and the sandbox says which limit it was.
    if (isLimit(error)) throw error;
    return renderThrown(error);
  }
}

/** Whether `error` is how QuickJS or Node tells code that its time or its memory is used up. */
function isLimit(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const name = own.findClassNames(error)[0];
  const message = own.plainValue(error, "message");
  return name === "InternalError"
    ? message === "interrupted" || message === "out of memory"
    : name === "RangeError" && message === "Array buffer allocation failed";
}

function renderThrown(error: unknown): string {
  if (typeof error !== "object" || error === null) {
    return `threw ${own.stringify(typeof error)} ${own.stringify(renderValue(error).text)}`;
  }
  const { name, message } = error as { readonly name: unknown; readonly message: unknown };
  const names = own.stringify(own.join(namesOf(error, name), ","));
  return `threw ${names} ${own.stringify(typeof message === "string" ? message : "")}`;
}

/** The classes, and before them the name that the error gives itself, where it is none of theirs. */
function namesOf(error: object, name: unknown): readonly string[] {
  const classes = own.findClassNames(error);
  if (typeof name !== "string") return classes;
  const names: string[] = [name];
  for (let at = 0; at < classes.length; at += 1) {
    if (classes[at] === name) return classes;
    own.append(names, classes[at] ?? "");
  }
  return names;
}
