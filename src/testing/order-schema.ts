/** A schema with a bit of everything, to make tasks of. */
export const ORDER_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "order",
  type: "object",
  required: ["reference", "status", "quantity", "unitPrice", "lines"],
  properties: {
    reference: { type: "string", pattern: "^[A-Z]{2}-[0-9]{4}$" },
    status: { enum: ["draft", "placed", "shipped", "returned"], default: "draft" },
    quantity: { type: "integer", minimum: 1, maximum: 99, default: 1 },
    reserved: { type: "integer", minimum: 0, maximum: 99 },
    unitPrice: { type: "number", exclusiveMinimum: 0, maximum: 5000 },
    note: { type: ["string", "null"], maxLength: 40 },
    isGift: { type: "boolean", default: false },
    tags: {
      type: "array",
      items: { type: "string", minLength: 2 },
      maxItems: 4,
      uniqueItems: true,
    },
    lines: { type: "array", items: { $ref: "#/$defs/line" } },
  },
  $defs: {
    line: {
      type: "object",
      required: ["article", "count"],
      properties: {
        article: { type: "string", minLength: 3 },
        count: { type: "integer", minimum: 1, maximum: 12 },
        weight: { type: "number", minimum: 0.5 },
      },
    },
  },
};
