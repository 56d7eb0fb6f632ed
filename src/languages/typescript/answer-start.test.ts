import { describe, expect, test } from "vitest";
import { renderAnswerStart } from "./answer-start.ts";

describe("renderAnswerStart()", () => {
  test.each([
    ["export function f(a: number): number", "export function f(a: number): number {\n"],
    ["export function f(a: number): number {", "export function f(a: number): number {\n"],
    ["export function f(a: number): number;\n", "export function f(a: number): number {\n"],
    ["function f(): void", "export function f(): void {\n"],
    [
      "export default async function f(): Promise<void>",
      "export default async function f(): Promise<void> {\n",
    ],
    ["export const f = (a: number): number =>", "export const f = (a: number): number =>"],
    ["export type A = string;", "export type A = string"],
  ])("begins %j with %j", (signature, start) => {
    expect(renderAnswerStart(signature)).toBe(start);
  });
});
