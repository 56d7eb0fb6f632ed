import { displayType, type Type } from "../semantics/types.ts";

/** The type as a program may write it: what a message tells a model to use. */
export function spellType(type: Type): string {
  switch (type.kind) {
    case "list":
      return `List<${spellType(type.element)}>`;
    case "set":
      return `Set<${spellType(type.element)}>`;
    case "optional":
      return `Optional<${spellType(type.inner)}>`;
    case "union":
      return type.members.map(spellType).join(" | ");
    case "unknown":
      return "Any";
    default:
      return displayType(type);
  }
}
