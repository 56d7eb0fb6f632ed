const VARIANT = /^(.+?)(?:-latest|[-@]20\d{6}|-20\d{2}-\d{2}-\d{2})$/;

/**
 * A model's name without its date or `-latest`: those name the same model. Any other ending is another model, which may
 * cost something else.
 */
export const plainName = (name: string): string => VARIANT.exec(name)?.[1] ?? name;
