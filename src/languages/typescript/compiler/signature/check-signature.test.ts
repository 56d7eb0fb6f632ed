import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { checkSignature } from "./check-signature.ts";
import { readSignature } from "./read-signature.ts";

const check = (signature: string, text: string) => {
  const file = ts.createSourceFile("/a.ts", text, ts.ScriptTarget.Latest, true);
  return checkSignature(readSignature(signature), signature, file, "a.ts");
};
const codes = (signature: string, text: string) => check(signature, text).map(({ code }) => code);

const ADD = "export function add(a: number, b: number): number";
const STACK = "export class Stack<T> { push(item: T): void; readonly size: number }";

describe("checkSignature() accepts", () => {
  test.each([
    [ADD, `${ADD} { return a + b; }`],
    [`${ADD};`, `${ADD} { return a + b; }`],
    [`${ADD} {`, `${ADD} { return a + b; }`],
    [`  ${ADD} {}\n`, `${ADD} { return a + b; }`],
    [
      ADD,
      `// first\n/** Adds. */\nexport function add(\n  a: number, // left\n  b: number,\n): number { return a + b; }`,
    ],
    [ADD, "function add(a: number, b: number): number { return a + b; }\nexport { add };"],
    ["function one(): 1", "export function one(): 1 { return 1; }"],
    ["export const add = (a: number): number =>", "export const add = (a: number): number => a;"],
    [
      "export const add = (a: number): number => {",
      "export const add = (a: number): number => { return a; };",
    ],
    [
      "export const add: (a: number) => number",
      "export const add: (a: number) => number = (a) => a;",
    ],
    ["export const LIMIT = 10", "export const LIMIT = 10;"],
    [
      "export default function add(a: number): number",
      "export default function add(a: number): number { return a; }",
    ],
    ["export type Kind = 'a' | 'b'", 'export type Kind =\n  | "a"\n  | "b";'],
    [
      "export interface P { x: number; y: number }",
      "export interface P {\n  x: number\n  y: number,\n}",
    ],
    [
      STACK,
      "export class Stack<T> { #all: T[] = []; readonly size: number = 0; push(item: T): void { this.#all.push(item); } }",
    ],
    ["export class Stack<T> {", "export class Stack<T> { anything(): void {} }"],
    [
      `${ADD}\nexport function add(a: string): string`,
      `${ADD};\nexport function add(a: string): string;\nexport function add(a: unknown): never { throw a; }`,
    ],
    ["export enum E { A, B }", "export enum E {\n  A,\n  B,\n}"],
  ])("%j for %j", (signature, text) => {
    expect(check(signature, text)).toEqual([]);
  });

  test("any layout of the same tokens", () => {
    const space = fc.constantFrom(" ", "\n", "  ", "\t", " /* note */ ", " // note\n", "\r\n");
    const tokens = `${ADD} { return a + b ; }`
      .split(/(?=[(),:])|(?<=[(),:])|\s+/)
      .filter((token) => token !== " ");

    fc.assert(
      fc.property(
        fc.array(space, { minLength: tokens.length, maxLength: tokens.length }),
        (spaces) => {
          const text = tokens.map((token, at) => token + spaces[at]).join("");

          // After `return`, a line's end would be a statement's end.
          expect(codes(ADD, text.replace(/return\s*(\/\/ note)?\s*/, "return "))).toEqual([]);
        },
      ),
    );
  });
});

describe("checkSignature() refuses", () => {
  test.each([
    [ADD, "export function sum(): void {}", "signature-missing"],
    [ADD, "function add(a: number, b: number): number { return a + b; }", "signature-not-exported"],
    [
      ADD,
      "export function add(a: number, c: number): number { return a + c; }",
      "signature-changed",
    ],
    [ADD, "export function add(a: number, b?: number): number { return a; }", "signature-changed"],
    [ADD, "export function add(a: number, b: number): any { return a + b; }", "signature-changed"],
    [
      ADD,
      "export async function add(a: number, b: number): number { return a + b; }",
      "signature-changed",
    ],
    [ADD, "export const add = (a: number, b: number): number => a + b;", "signature-changed"],
    [
      ADD,
      `${ADD};\nexport function add(a: string): string;\nexport function add(a: unknown): never { throw a; }`,
      "signature-changed",
    ],
    ["export const LIMIT = 10", "export const LIMIT = 11;", "signature-changed"],
    [
      STACK,
      "export class Stack<U> { push(item: U): void {} readonly size: number = 0; }",
      "signature-changed",
    ],
    [
      STACK,
      "export class Stack<T> { push(item: T): void {} size: number = 0; }",
      "signature-changed",
    ],
    [
      "export interface P { x: number }",
      "export interface P { x: number; y: number }",
      "signature-changed",
    ],
    [
      "export interface P { readonly; x: number }",
      "export interface P { readonly x: number }",
      "signature-changed",
    ],
    ["export type Kind = 'a' | 'b'", "export type Kind = 'b' | 'a';", "signature-changed"],
  ])("%j for %j", (signature, text, code) => {
    expect(codes(signature, text)).toEqual([code]);
  });

  test("with the exact signature as help, and the head as span", () => {
    const text = "/* 😀 */ export function add(a: number): number { return a; }";

    const [diagnostic] = check(ADD, text);

    expect(diagnostic).toMatchObject({ category: "specification-changed", phase: "signature" });
    expect(diagnostic?.help).toContain(ADD);
    const { start, end } = diagnostic!.span!;
    expect(text.slice(start, end)).toBe("export function add(a: number): number");
  });
});

describe("readSignature()", () => {
  test.each([
    "",
    "add(a, b)",
    "def add(a): int",
    "export function",
    "1 + 1",
    "if (x) {",
    "export function a(): void; f()",
  ])("refuses %j as a fault of the specification", (signature) => {
    expect(() => readSignature(signature)).toThrow(
      expect.objectContaining({
        code: "specification/invalid",
        help: expect.stringContaining("export function"),
      }),
    );
  });
});
