import { unserialize } from "node-serialize";

export const read = (text: string) => unserialize(text);
