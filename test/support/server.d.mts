export function onServer(serverUrl: string, statement: string): Promise<void>;
export function withDatabase(serverUrl: string, name: string): string;
