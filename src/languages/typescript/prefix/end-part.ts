import type ts from "typescript";

/** What an end is put together from: text, and what types decide. */
export type EndPart =
  | string
  | {
      /**
       * A value; the rest of a call's arguments, of an object's members, of a tuple's elements; the name of a member;
       * what is constructed.
       */
      readonly need: "value" | "arguments" | "members" | "elements" | "member" | "class";
    }
  | { readonly need: "type" };

/** Stands where no end can be written that the grammar takes. */
export const NO_END = "\0";

export const THROW = 'throw new Error("unfinished");';
export const VALUE = { need: "value" } as const;
export const TYPE = { need: "type" } as const;

/** Whether the parser found nothing where it wanted something. */
export const isMissing = (node: ts.Node | undefined): boolean =>
  node === undefined || node.pos === node.end;
