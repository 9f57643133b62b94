/**
 * Tells other parts of the service, on this node and others, that something was stored. It carries no
 * content: listeners read the record, so a lost message delays and never loses.
 */
export interface Bus {
  publish(topic: string): void
  /** The returned function ends the subscription. */
  subscribe(topic: string, listener: () => void): () => void
  close(): Promise<void>
}

export const conversationTopic = (conversationId: string) => `conversation:${conversationId}`
/** The operator types in a conversation; nothing is stored. */
export const typingTopic = (conversationId: string) => `typing:${conversationId}`
/** Something is to be sent by mail. */
export const mailsTopic = 'mails'
/** Anything in the operators' queue changed. */
export const casesTopic = 'cases'
/** An account was changed or signed out by an administrator: what it may see now may be less. */
export const accountsTopic = 'accounts'
