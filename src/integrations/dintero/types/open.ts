/** An enumeration of Dintero's. Each is open: new values appear without notice, and must pass through unharmed. */
export type Open<Known extends string> = Known | (string & Record<never, never>);

/** What Dintero files under an object; keys are added and removed at short notice. */
export type Metadata = Readonly<Record<string, unknown>>;
