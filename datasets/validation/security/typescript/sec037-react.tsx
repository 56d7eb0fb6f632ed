export const Show = ({ text }: { text: string }) => <div dangerouslySetInnerHTML={{ __html: text }} />;
