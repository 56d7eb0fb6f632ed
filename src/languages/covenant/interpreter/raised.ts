import type { Range } from "../syntax/token.ts";
import { createStruct, type StructValue, type Value } from "./values/value.ts";

/** The step at which something was raised. */
export interface Place extends Range {
  readonly stepId: string;
  /** Of the snippet or test that holds the step. */
  readonly ownerId: string;
}

/** An error value on its way up. */
export class Raised extends Error {
  readonly value: Value;
  /** `undefined` until a step has noticed. */
  readonly place: Place | undefined;

  constructor(value: Value, place: Place | undefined) {
    super("an error value was raised");
    this.value = value;
    this.place = place;
  }
}

/** A call of an outside function for which the world holds no answer: the program cannot go on. */
export class Unanswered extends Error {
  readonly functionId: string;

  constructor(functionId: string, call: string) {
    super(`Cannot answer ${call}: the world holds no answer for it`);
    this.functionId = functionId;
  }
}

/** Structs that the language brings along, each with a `message`. */
export type ErrorType = "RuntimeError" | "DatabaseError" | "IoError" | "ParseError" | "DecodeError";

/** An error value of a type that needs no declaration. */
export const createError = (type: ErrorType, message: string): StructValue =>
  createStruct(type, new Map([["message", message]]));

/** A run-time error; the step where it happens is added on the way up. */
export const runtimeError = (message: string): Raised =>
  new Raised(createError("RuntimeError", message), undefined);

/** A run-time error of a table, a query or SQL. */
export const databaseError = (message: string): Raised =>
  new Raised(createError("DatabaseError", message), undefined);
