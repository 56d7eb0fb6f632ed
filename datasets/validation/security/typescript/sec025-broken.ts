import libxml from "libxmljs";

export const read = (text: string) => libxml.parseXml(text, { noent: true });
