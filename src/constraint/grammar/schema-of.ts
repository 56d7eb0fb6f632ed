import { z } from "zod";
import type { JsonRecord } from "../../domain/json.ts";

/**
 * A zod schema as one that an answer can be held to: zod's own JSON Schema, without `propertyNames` where it says of a key
 * only that it is a text, which every key is, and engines refuse to enforce.
 */
export const schemaOf = (shape: z.ZodType): JsonRecord =>
  z.toJSONSchema(shape, {
    override: ({ jsonSchema }) => {
      const { propertyNames } = jsonSchema;
      const isAny =
        typeof propertyNames === "object" &&
        Object.entries(propertyNames).every(([key, value]) => key === "type" && value === "string");
      if (isAny) delete jsonSchema.propertyNames;
    },
  }) as JsonRecord;
