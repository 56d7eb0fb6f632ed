/** An address as it may be shown: without what stands before its host. */
export const hidePassword = (url: string): string => url.replace(/\/\/[^/]*@/, "//…@");
